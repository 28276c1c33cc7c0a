"""Changes fields in the front matter of a file, and leaves every other byte of the file unchanged."""
