"""Out of the book: readings in other formats, one file a format."""
