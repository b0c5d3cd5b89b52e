"""Real news annotated by us: standoff files, offsets into texts that are not ours to copy."""
