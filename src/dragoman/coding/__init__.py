"""Sentences to claims ("coding" in the event-data sense)."""

from dragoman.coding.coder import Coded, Coder

__all__ = ["Coded", "Coder"]
