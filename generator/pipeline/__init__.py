"""The build: turns the files of a site into its pages, in one process or many."""
