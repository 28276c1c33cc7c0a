"""The Markdown of a story: what is read in it, and the safe HTML that it becomes."""
