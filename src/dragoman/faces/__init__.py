"""What a person or a program talks to: the command line, the pages, the interface of programs."""
