"""The fields of front matter: their names, how each is read, and what it means."""
