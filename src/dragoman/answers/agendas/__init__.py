"""What is due, and what became of it: from announcements to one list."""
