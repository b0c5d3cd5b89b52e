"""What is one act, one text, one story: from claims to events and origins."""
