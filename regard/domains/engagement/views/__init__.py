"""The pages of engagement."""
