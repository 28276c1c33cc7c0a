"""The fields of front matter: what each is called, how it is read, and what it means."""
