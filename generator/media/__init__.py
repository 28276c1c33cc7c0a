"""Pictures: measuring them, taking out metadata, renditions, SVG safety, icons and social cards."""
