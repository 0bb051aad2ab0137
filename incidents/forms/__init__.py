"""What a person or a program may type."""
