"""How a line of Regard's own layout, services and contacts, becomes a service and its contact."""

from typing import NamedTuple

from regard.domains.register.types import SECTOR_LABELS, SERVICE_TYPE_LABELS

from . import contacts
from .councils import Gazetteer
from .matching import normalise_key
from .values import Unreadable, read_number, read_plain, read_postcode, read_text


class ServiceCells(NamedTuple):
    """The cells of a line, in the order of the layout's columns."""

    number: str
    name: str
    provider: str
    service_type: str
    sector: str
    address: str
    town: str
    postcode: str
    council: str
    contact_name: str
    email: str
    telephone: str
    is_commissioned: str = ""


class ServiceLine(NamedTuple):
    """
    A service and how it is reached, as a file tells of it. Empty where it does not say.

    Attributes:
        number: the regulator's; None for a service that it does not list.
        key: the name and postcode as they are compared; None beside a number.
        council_id: None beside a number, as the register knows it.
        is_commissioned: whether a council buys it; None: it does not say.
    """

    line: int
    number: str | None
    key: str | None
    name: str
    provider: str
    service_type: str
    sector: str
    address: str
    town: str
    postcode: str
    district: str
    council_id: int | None
    contact_name: str
    email: str
    telephone: str
    is_commissioned: bool | None

    @property
    def identity(self) -> str:
        return self.number or self.key or ""


TYPES = {label.lower(): kind.value for kind, label in SERVICE_TYPE_LABELS.items()} | {
    kind.value.replace("_", " "): kind.value for kind in SERVICE_TYPE_LABELS
}
ANSWERS = {"yes": True, "y": True, "no": False, "n": False, "": None}
SECTORS = {label.lower(): sector.value for sector, label in SECTOR_LABELS.items()}


def read_line(cells: ServiceCells, *, line: int, gazetteer: Gazetteer) -> ServiceLine:
    """
    Return what a line tells of.

    :raises Unreadable: if a cell is not what its column says, or a service that has no
        number lacks its name, postcode or council.
    """
    cells = ServiceCells._make(map(read_plain, cells))
    number = read_number("Location ID", cells.number) if cells.number.strip() else None
    postcode, district, council_id = "", "", None
    name = " ".join(cells.name.split())
    if number is None:
        name = read_text("Service name", name)
        postcode, district = read_postcode("Postcode", cells.postcode)
        council_id = _council(cells, gazetteer)
    return ServiceLine(
        line,
        number,
        None if number else normalise_key(f"{name}|{postcode}"),
        name,
        " ".join(cells.provider.split()) or name,
        _choice("Service type", cells.service_type, TYPES),
        _choice("Sector", cells.sector, SECTORS),
        cells.address.strip(),
        cells.town.strip(),
        postcode,
        district,
        council_id,
        " ".join(cells.contact_name.split()),
        _email(cells.email),
        _telephone(cells.telephone),
        _answer("Bought by a council", cells.is_commissioned),
    )


def _choice(column: str, text: str, choices: dict[str, str]) -> str:
    tidy = " ".join(text.lower().replace("_", " ").split())
    if not tidy:
        return ""
    if tidy in choices:
        return choices[tidy]
    known = ", ".join(sorted({choice.capitalize() for choice in choices}))
    raise Unreadable(column, text, f"is none that we know. Write one of: {known}")


def _answer(column: str, text: str) -> bool | None:
    tidy = text.strip().lower()
    if tidy not in ANSWERS:
        raise Unreadable(column, text, "is neither Yes nor No. Leave it empty if you do not know")
    return ANSWERS[tidy]


def _council(cells: ServiceCells, gazetteer: Gazetteer) -> int:
    council = gazetteer.find(cells.council, cells.postcode)
    if council is None:
        reason = "is not a council with adult social services duties"
        raise Unreadable("Council", cells.council, reason)
    return council


def _email(text: str) -> str:
    problem = contacts.problem_with_email(text)
    if problem:
        raise Unreadable("Email", text, f"is not an email address. {problem}")
    return text.strip()


def _telephone(text: str) -> str:
    problem = contacts.problem_with_telephone(text)
    if problem:
        raise Unreadable("Telephone", text, f"is not a telephone number. {problem}")
    return contacts.tidy_telephone(text)
