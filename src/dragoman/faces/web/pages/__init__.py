"""One module a page: what it asks of the record, and nothing of how it looks."""
