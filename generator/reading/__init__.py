"""Reading: turns a file in content/ into a manuscript."""
