"""The interface of programs: `/v1`, the same answers as the pages and the command line."""
