"""Where the register's facts come from: reference tables of our own, and files that are loaded."""
