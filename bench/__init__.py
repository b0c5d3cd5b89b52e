"""Speed and memory, measured by commands anyone can run: `python -m bench throughput`."""
