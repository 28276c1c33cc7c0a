"""Pictures: measuring, metadata removal, renditions, SVG safety, icons and social cards."""
