"""Reading: from a file in content/ to a manuscript."""
