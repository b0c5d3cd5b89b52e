"""The recipe of the line model: real pages in, articles/data/lines.npz out. Needs [dev]."""
