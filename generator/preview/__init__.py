"""The preview: shows the site in a browser while it is being written, and follows every change."""
