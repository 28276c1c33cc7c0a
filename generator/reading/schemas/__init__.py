"""JSON Schemas (draft 2020-12) of front matter and of site.toml, from the tables by which these are read."""
