"""Record to answer: pure reads, every answer carries its claims."""
