"""What may be told next: from deeds of the past to chances."""
