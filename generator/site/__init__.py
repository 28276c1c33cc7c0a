"""Manuscripts become the edition: visibility, taxonomies, links, feeds, URL history, translations."""
