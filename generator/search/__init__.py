"""Search for readers: what Pagefind indexes, and running Pagefind."""
