"""Dragoman reads the news and keeps the record."""
