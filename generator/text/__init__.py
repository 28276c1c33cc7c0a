"""Words: message catalogs, locales, keywords and stop words."""
