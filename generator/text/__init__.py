"""Language: message catalogues, locales, keywords and stop words."""
