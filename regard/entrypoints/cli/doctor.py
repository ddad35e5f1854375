def doctor() -> None:
    """Look at what Regard needs."""
