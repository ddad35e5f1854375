"""What is true of the register whatever the database holds. No Django."""
