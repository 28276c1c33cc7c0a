"""The formats that editors write in: files as text, and the front matter in them as YAML or TOML."""
