"""Closer or apart, since when: from counts to dated breaks and arrows."""
