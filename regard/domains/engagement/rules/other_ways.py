"""What can be a telephone number or an address that people are told."""

FEWEST_FIGURES = 3
"""Of a telephone number: 119 and 999 have three."""

MOST_LINES = 8


def reasons_against_ways(*, telephone: str, hours: str, address: str) -> dict[str, str]:
    """Return what is wrong with the ways to reach a partnership, by field; empty if nothing is."""
    reasons = {}
    figures = sum(character.isdecimal() for character in telephone)
    others = set(telephone) - set("0123456789 +()-.")
    if telephone.strip() and (figures < FEWEST_FIGURES or others):
        reasons["telephone"] = "Write the number in figures, for example 01632 960 001"
    if hours.strip() and not telephone.strip():
        reasons["telephone"] = "Give the number that is picked up at these hours"
    if len([line for line in address.splitlines() if line.strip()]) > MOST_LINES:
        reasons["address"] = f"Use {MOST_LINES} lines or fewer"
    return reasons
