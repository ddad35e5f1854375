"""Which source is believed for what, in words."""

from regard.domains.register.rules.precedence import BELIEFS, LISTING, Belief
from regard.domains.register.types import Fact

FACT_WORDS = {
    Fact.NAME: "Name",
    Fact.ADDRESS: "Address, postcode and council",
    Fact.COORDINATES: "Where it is on a map",
    Fact.PROVIDER: "Who runs it",
    Fact.BRAND: "Group",
    Fact.OWNERSHIP: "Sector and legal form",
    Fact.KINDS: "Kinds of care",
    Fact.PEOPLE_SERVED: "Whom it serves",
    Fact.BEDS: "Beds",
    Fact.RATING: "Rating",
    Fact.DATES: "When it was registered",
    Fact.DORMANCY: "Whether it is dormant",
    Fact.IDENTIFIERS: "Other numbers: NHS code, company, charity, property",
    Fact.LINES: "Telephone and website",
    Fact.STAFF: "People employed",
}
"""Each group of facts, as a reader calls it."""


def belief_rows() -> list[tuple[str, list[str], str]]:
    """Return for each group of facts its name, who is believed, best first, and why."""
    first = ("That it is there at all", _ranks(LISTING), LISTING.reason)
    return [first, *((FACT_WORDS[fact], _ranks(of), of.reason) for fact, of in BELIEFS.items())]


def _ranks(belief: Belief) -> list[str]:
    """Return the sources of each rank in one line, as a sentence begins."""
    lines = ["; ".join(_inside(source.label) for source in rank) for rank in belief.ranks]
    return [f"{line[:1].upper()}{line[1:]}" for line in lines]


def _inside(label: str) -> str:
    """Return a label as it stands inside a sentence."""
    return f"{label[:1].lower()}{label[1:]}"
