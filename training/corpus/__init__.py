"""Our own training sentences: `sentences/*.txt` in the markup of `markup.py`, CC BY 4.0."""
