"""Turns manuscripts into an edition of the site: visibility, taxonomies, links, feeds, URL history, translations."""
