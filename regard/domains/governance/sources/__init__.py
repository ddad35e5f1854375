"""What governance reads from files."""
