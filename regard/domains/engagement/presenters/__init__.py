"""How engagement is worded and laid out for its pages."""
