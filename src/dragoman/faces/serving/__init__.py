"""A server in generations of processes: no reader waits while a new state of a record is folded."""
