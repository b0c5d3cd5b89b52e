"""What a person should check, and what checks have shown."""
