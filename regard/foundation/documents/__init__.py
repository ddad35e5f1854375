"""Documents to print and keep: tagged PDF."""
