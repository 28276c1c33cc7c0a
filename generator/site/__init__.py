"""Turns manuscripts into the edition: visibility, taxonomies, links, feeds, URL history, translations."""
