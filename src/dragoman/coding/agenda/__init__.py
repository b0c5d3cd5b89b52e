"""What is still to come: from sentences to agenda items."""
