"""Related stories: an index of the terms in each story, and the lists of related stories made from it."""
