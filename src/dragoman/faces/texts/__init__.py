"""Answers as a person reads them: plain text that needs neither colour nor a wide terminal."""
