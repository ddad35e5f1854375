"""The pages that belong to no domain."""
