"""The preview: shows the site in a browser while people write it, and updates it after every change."""
