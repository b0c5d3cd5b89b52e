"""Where raw pages come from: files, folders, stdin, JSONL articles."""
