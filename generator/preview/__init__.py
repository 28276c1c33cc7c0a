"""The preview: the site as it is being written, shown in a browser that follows every change."""
