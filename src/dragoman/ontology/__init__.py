"""The codebook: typed look-up over data files; nobody else knows a code."""
