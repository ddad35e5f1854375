def day(name, year, month, date_):
    """Return a day as its three boxes send it."""
    return {f"{name}-day": str(date_), f"{name}-month": str(month), f"{name}-year": str(year)}
