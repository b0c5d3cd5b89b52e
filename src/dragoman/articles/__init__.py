"""Page to article: text, labels, header, verdict."""
