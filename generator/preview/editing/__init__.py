"""Editing in the browser: forms for the files of content/, next to the live page."""
