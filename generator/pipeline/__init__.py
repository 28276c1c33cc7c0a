"""The build: from the files of a site to its pages, and where the work is done."""
