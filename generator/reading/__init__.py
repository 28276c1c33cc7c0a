"""Read files in content/ and turn each into a manuscript."""
