"""Reads the formats in which editors write: text files, and their front matter in YAML or TOML."""
