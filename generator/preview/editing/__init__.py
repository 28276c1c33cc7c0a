"""Editing in the browser: forms over the files of content/, beside the live page."""
