"""The numbers that everything made up is drawn from, the same for every demonstration."""

SEED = 2026
"""Of the register. What is said in each exercise has its own, a few further on."""
