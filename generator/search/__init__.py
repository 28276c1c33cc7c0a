"""Search for readers: the pages that Pagefind indexes, and running Pagefind."""
