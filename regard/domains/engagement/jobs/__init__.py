"""Work of engagement that takes longer than a person should wait."""
