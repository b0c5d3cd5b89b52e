"""Article to sentences: spans, quotes, inline citations."""
