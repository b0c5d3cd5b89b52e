"""Sentences to claims ("coding" in the event-data sense)."""
