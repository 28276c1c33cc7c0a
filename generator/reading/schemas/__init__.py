"""JSON Schemas (draft 2020-12) of front matter and of site.toml, made from the tables with which these are read."""
