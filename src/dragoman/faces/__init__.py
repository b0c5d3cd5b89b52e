"""What a person or a program talks to: command line now, HTTP and web pages later."""
