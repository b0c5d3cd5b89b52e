"""The benchmarks: `python -m eval NAME PATH`."""
