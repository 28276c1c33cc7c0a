"""Search for readers: what Pagefind indexes, and running it."""
