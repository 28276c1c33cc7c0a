"""What the sources that are whole sites of another generator share: their files, front matter and instructions."""
