"""
Names, addresses and postcodes brought to one spelling, so that only what differs differs.

Nothing is looked up: everything here is a list of words that rolls and registers shorten, drop
or add. The lists come from reading the regulator's files (February 2021, 23,084 locations).
"""

import re
import unicodedata
from collections.abc import Iterable

SHORT = {
    "saint": "st",
    "street": "st",
    "saints": "sts",
    "road": "rd",
    "avenue": "av",
    "ave": "av",
    "lane": "ln",
    "close": "cl",
    "crescent": "cres",
    "cresent": "cres",
    "drive": "dr",
    "court": "ct",
    "crt": "ct",
    "gardens": "gdns",
    "garden": "gdns",
    "gdn": "gdns",
    "place": "pl",
    "square": "sq",
    "terrace": "ter",
    "terr": "ter",
    "park": "pk",
    "grove": "gr",
    "house": "hse",
    "ho": "hse",
    "centre": "ctr",
    "center": "ctr",
    "hospital": "hosp",
    "mount": "mt",
    "great": "gt",
    "little": "lt",
    "lower": "lwr",
    "upper": "upr",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
    "cottages": "cottage",
    "cott": "cottage",
    "cotts": "cottage",
    "bungalows": "bungalow",
    "bung": "bungalow",
    "homes": "home",
    "hm": "home",
    "services": "service",
    "svcs": "service",
    "serv": "service",
    "res": "residential",
    "resid": "residential",
    "nsg": "nursing",
    "nurs": "nursing",
    "limited": "ltd",
    "company": "co",
    "association": "assoc",
    "assn": "assoc",
    "healthcare": "health",
    "homecare": "care",
    "domiciliary": "dom",
    "domicilary": "dom",
    "supported": "support",
    "supporting": "support",
    "brothers": "bros",
    "doctor": "dr",
    "manor": "mnr",
    "lodge": "ldge",
    "grange": "grng",
    "view": "vw",
    "community": "comm",
}
"""Words and the one spelling that stands for all of theirs."""

PHRASES = (
    (re.compile(r"\bcommunity interest company\b"), "cic"),
    (re.compile(r"\bn\.?\s?h\.?(?=\s|$)"), "nursing home"),
    (re.compile(r"\br\.?\s?h\.?(?=\s|$)"), "residential home"),
    (re.compile(r"\bc\.?\s?h\.?(?=\s|$)"), "care home"),
    (re.compile(r"\bcare[\s-]+home(s?)\b"), "care home"),
    (re.compile(r"\bhome[\s-]+care\b"), "home care"),
)
"""Abbreviations of several words, in small letters."""

GENERIC = frozenset(
    {
        "care",
        "home",
        "nursing",
        "residential",
        "service",
        "ltd",
        "plc",
        "llp",
        "cic",
        "inc",
        "co",
        "uk",
        "group",
        "holdings",
        "the",
        "and",
        "of",
        "for",
        "at",
        "in",
        "a",
        "an",
        "dom",
        "agency",
        "provider",
        "registered",
        "office",
        "branch",
        "limited",
    }
)
"""Words that say what kind of thing it is, and not which."""

STREET_KINDS = frozenset(
    {
        "st",
        "rd",
        "av",
        "ln",
        "cl",
        "cres",
        "dr",
        "ct",
        "gdns",
        "pl",
        "sq",
        "ter",
        "pk",
        "gr",
        "hse",
        "way",
        "hill",
        "the",
        "and",
    }
)
"""Words that half of all addresses have."""

TRADING_AS = re.compile(r"\bt\s?/\s?a\b|\btrading as\b|\balso known as\b", re.IGNORECASE)

POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})\b")

TO_FIGURE = str.maketrans("OILSBZ", "011582")
TO_LETTER = str.maketrans("01582", "OISBZ")
"""What is taken for each other in a postcode, as typed or read off paper."""

WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    """Return the words of a text in small letters and one spelling each, in their order."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = plain.replace("'", "").replace("`", "").replace("&", " and ")
    for pattern, instead in PHRASES:
        plain = pattern.sub(instead, plain)
    return [SHORT.get(word, word) for word in WORD.findall(plain)]


def core(text: str) -> list[str]:
    """
    Return the words that say which one it is: without kinds of care, company and article.

    A name that has no others, such as "Care at Home Ltd", keeps them all.
    """
    every = words(text)
    return [word for word in every if word not in GENERIC] or every


def names(text: str) -> list[str]:
    """Return the names that stand in one cell: "A Ltd t/a B" is A Ltd and B."""
    return [part.strip(" ()-,") for part in TRADING_AS.split(text) if part.strip(" ()-,")]


def postcode(text: str) -> str:
    """
    Return a postcode as "DN49PE"; as it came, without spaces, if it is none.

    A letter in the place of a figure is put right, and a figure in the place of a letter.
    """
    bare = re.sub(r"[^A-Z0-9]", "", text.upper())
    if not 5 <= len(bare) <= 7:
        return bare
    outward, inward = bare[:-3], bare[-3:]
    inward = inward[0].translate(TO_FIGURE) + inward[1:].translate(TO_LETTER)
    outward = outward[0].translate(TO_LETTER) + outward[1:]
    return outward + inward


def find_postcode(text: str) -> str:
    """Return the last postcode that stands in a text, as "DN49PE"; empty if there is none."""
    found = POSTCODE.findall(text.upper())
    return "".join(found[-1]) if found else ""


def telephone(text: str) -> str:
    """Return the last nine figures of a British telephone number; empty if it has fewer."""
    figures = re.sub(r"[^0-9]", "", text)
    return figures[-9:] if len(figures) >= 9 else ""


def unique(found: Iterable[str]) -> list[str]:
    """Return the texts that are not empty, each once, in their order."""
    return [each for each in dict.fromkeys(found) if each]
