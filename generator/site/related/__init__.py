"""Related stories: an index of what each story is about, and the lists made from it."""
