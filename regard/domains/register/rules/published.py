"""What stands in the columns that several of the regulator's files share."""

import re

from .councils import Gazetteer
from .values import Unreadable, read_coordinates

UPRN = re.compile(r"0*([0-9]{1,12})(?:\.0)?")
COMPANY_NUMBER = re.compile(r"[A-Z]{0,2}[0-9]{1,8}[A-Z]?")
CHARITY_NUMBER = re.compile(r"(?:SC|NIC)?0*([0-9]{5,7})(?:-[0-9]{1,3})?")
WHOLE = re.compile(r"([0-9]{1,5})(?:\.0+)?")

COMPANY_LENGTH = 8

NOTHING = {"", "-", "*", "0", "N/A", "NA", "NONE"}
"""How the regulator's files write, in capitals, that a number is not there."""


def read_company_number(text: str) -> str | None:
    """
    Return a company's number with its eight characters, as Companies House writes it.

    Spreadsheets drop the zeros in front, and some files pad it with spaces. Empty where there
    is none; None where what stands there can be no such number.
    """
    tidy = "".join(text.upper().split())
    if tidy in NOTHING:
        return ""
    if not COMPANY_NUMBER.fullmatch(tidy) or len(tidy) > COMPANY_LENGTH:
        return None
    return tidy.zfill(COMPANY_LENGTH) if tidy.isdecimal() else tidy


def read_charity_number(text: str) -> str | None:
    """Return a charity's number without padding. Empty if there is none, None if it is none."""
    tidy = "".join(text.upper().split())
    if tidy in NOTHING:
        return ""
    match = CHARITY_NUMBER.fullmatch(tidy)
    if match is None:
        return None
    return tidy if tidy[0].isalpha() else tidy.lstrip("0")


def read_telephone(text: str) -> str:
    """Return a number as it is dialled: the regulator's files drop the 0 in front."""
    figures = "".join(text.split())
    if figures.isdecimal() and figures[:1] != "0" and len(figures) in (9, 10):
        return f"0{figures}"
    return "" if figures == "-" else text.strip()


def read_website(text: str) -> str:
    """Return an address as published, or nothing where a dash stands for nothing."""
    tidy = text.strip()
    return "" if tidy == "-" else tidy


def read_uprn(text: str) -> str:
    """Return a property's reference number without padding; empty where it is none."""
    match = UPRN.fullmatch(text.strip())
    return match[1] if match and match[1].strip("0") else ""


def read_beds(column: str, text: str) -> int | None:
    """Return how many beds there are. None if the cell is empty."""
    tidy = text.strip()
    if not tidy:
        return None
    match = WHOLE.fullmatch(tidy)
    if match is None:
        raise Unreadable(column, text, "is not a number of beds")
    return int(match[1])


FLAGS = {"Y": True, "N": False, "": None}


def read_flag(column: str, text: str) -> bool | None:
    """Return what Y or N says. None if the cell is empty."""
    try:
        return FLAGS[text.strip().upper()]
    except KeyError:
        raise Unreadable(column, text, "is neither Y nor N") from None


def read_place(longitude: str, latitude: str) -> tuple[str, str] | tuple[None, None]:
    """Return coordinates; none where one is missing or both are zero, as where none is known."""
    if not longitude.strip() or not latitude.strip():
        return None, None
    if longitude.strip("0. ") == "" == latitude.strip("0. "):
        return None, None
    return read_coordinates(longitude, latitude)


def read_council(column: str, name: str, postcode: str, gazetteer: Gazetteer) -> int:
    """
    Return the id of the council of today that a name means.

    :raises Unreadable: if there is none, or one that was split and we cannot tell which part.
    """
    council = gazetteer.find(name, postcode)
    if council is not None:
        return council
    if gazetteer.is_known(name):
        reason = f"was split, and we do not know which council took over at “{postcode}”"
    else:
        reason = "is not a council with adult social services duties"
    raise Unreadable(column, name, reason)


def join_address(street: str, second_line: str) -> str:
    """Return the lines of an address, one below the other."""
    lines = (street.strip(), second_line.strip())
    return "\n".join(line for line in lines if line)
