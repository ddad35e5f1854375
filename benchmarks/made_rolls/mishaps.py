"""What befalls a line of a roll on its way from the register to a spreadsheet."""

import re
from dataclasses import replace
from random import Random

from regard.foundation.analysis.linkage import Record

SHORTER = (
    ("Nursing Home", "NH"),
    ("Nursing Home", "N.H."),
    ("Nursing Home", "Nsg Home"),
    ("Residential Home", "RH"),
    ("Residential Care Home", "Res. Care Home"),
    ("Care Home", "C.H."),
    ("Care Home", "CH"),
    ("Limited", "Ltd"),
    ("Limited", "Ltd."),
    ("Saint", "St"),
    ("St", "St."),
    ("St", "Saint"),
    ("House", "Hse"),
    ("Court", "Ct"),
    ("Lodge", "Ldge"),
    ("and", "&"),
    ("Road", "Rd"),
    ("Road", "Rd."),
    ("Street", "St"),
    ("Avenue", "Ave"),
    ("Lane", "Ln"),
    ("Close", "Cl"),
    ("Crescent", "Cres"),
    ("Drive", "Dr"),
    ("Gardens", "Gdns"),
    ("Place", "Pl"),
    ("Services", "Svcs"),
    ("Residential", "Res"),
    ("Centre", "Ctr"),
)
KINDS = ("Nursing Home", "Care Home", "Residential Home", "Residential Care Home", "Care Centre")
COMPANY = re.compile(r"\s+(Limited|Ltd\.?|PLC|LLP|CIC)\b\.?", re.IGNORECASE)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CONFUSED = {"0": "O", "O": "0", "1": "I", "I": "1", "5": "S", "S": "5", "8": "B", "B": "8"}


def slip(text: str, by: Random) -> str:
    """Return a text with one letter left out, doubled, changed, or swapped with the next."""
    if len(text) < 3:
        return text
    place = by.randrange(1, len(text) - 1)
    before, letter, after = text[:place], text[place], text[place + 1 :]
    return by.choice(
        [
            before + after,
            before + letter * 2 + after,
            before + by.choice(LETTERS) + after,
            before + after[0] + letter + after[1:],
        ]
    )


def shorten(text: str, by: Random) -> str:
    """Return a text with one or two of its words shortened, where it has such."""
    fitting = [pair for pair in SHORTER if re.search(rf"\b{pair[0]}\b", text)]
    for long, short in by.sample(fitting, min(len(fitting), by.choice([1, 2]))):
        text = re.sub(rf"\b{long}\b", short, text, count=1)
    return text


def rename(record: Record, by: Random) -> str:
    """Return the service's name as members say it: shorter, longer, or under its group."""
    name = COMPANY.sub("", record.name).strip() or record.name
    bare = next((name.removesuffix(kind).strip() for kind in KINDS if name.endswith(kind)), name)
    ways = [bare or name, f"{bare or name} {by.choice(KINDS)}", name.removeprefix("The ")]
    if record.owners:
        group = COMPANY.sub("", record.owners[-1]).strip()
        ways += [f"{group} - {name}", f"{name} ({group})", f"{record.owners[0]} t/a {name}"]
    return by.choice(ways)


def mistype_postcode(code: str, by: Random) -> str:
    place = by.choice([n for n, letter in enumerate(code) if letter != " "])
    letter = code[place]
    if letter in CONFUSED and by.random() < 0.5:
        return code[:place] + CONFUSED[letter] + code[place + 1 :]
    if by.random() < 0.3 and place + 1 < len(code):
        return code[:place] + code[place + 1] + letter + code[place + 2 :]
    other = by.choice("0123456789" if letter.isdigit() else LETTERS.upper())
    return code[:place] + other + code[place + 1 :]


def befall_name(record: Record, by: Random) -> Record:
    name = record.name
    if by.random() < 0.30:
        name = rename(record, by)
    if by.random() < 0.25:
        name = shorten(name, by)
    if by.random() < 0.12:
        name = slip(name, by)
    if by.random() < 0.02:
        name = slip(name, by)
    if by.random() < 0.015 and record.owners:
        name = f"{record.owners[0]}"  # the company is the member
    if by.random() < 0.15:
        name = name.upper() if by.random() < 0.8 else name.lower()
    return replace(record, name=name)


def befall_owner(record: Record, others: list[str], by: Random) -> Record:
    chance = by.random()
    if chance < 0.35 or not record.owners:
        return replace(record, owners=())
    owner = record.owners[0]
    if chance < 0.43:
        owner = by.choice(others)  # one that ran it before
    elif chance < 0.51:
        owner = record.owners[-1]
    elif chance < 0.75:
        owner = COMPANY.sub(lambda _: by.choice(["", " Ltd", " LTD", " limited"]), owner)
    if by.random() < 0.05:
        owner = slip(owner, by)
    return replace(record, owners=(owner,))


def befall_postcode(record: Record, others: list[str], by: Random) -> Record:
    """
    Leave the postcode out, mistype it, or space it as people do.

    :param others: postcodes of the same councils, for a service that has moved.
    """
    code, chance = record.postcode, by.random()
    if chance < 0.08:
        code = ""
    elif chance < 0.13:
        code = mistype_postcode(code, by)
    elif chance < 0.15:
        code = by.choice(others)
    elif chance < 0.35:
        code = code.replace(" ", "") if by.random() < 0.7 else code.lower()
    return replace(record, postcode=code)


def befall_address(record: Record, by: Random) -> Record:
    """Leave the address out, or give its first line, shortened, and now and then with a slip."""
    address, chance = record.address, by.random()
    if chance < 0.2:
        address = ""
    elif chance < 0.5:
        address = address.split(",")[0]
    if by.random() < 0.4:
        address = shorten(address, by)
    if by.random() < 0.08:
        address = slip(address, by)
    return replace(record, address=address)


def befall_town(record: Record, by: Random) -> Record:
    """Put the town into the address, leave it out, or name the part of it instead."""
    chance = by.random()
    if chance < 0.15:
        return replace(record, address=f"{record.address}, {record.town}".strip(", "), town="")
    if chance < 0.35:
        return replace(record, town="")
    if chance < 0.40:
        return replace(record, town=record.address.split(",")[-1].strip())
    return record


def swap(record: Record, by: Random) -> Record:
    """Return the line with two of its columns swapped, now and then."""
    chance = by.random()
    if chance < 0.02 and record.owners:
        return replace(record, name=record.owners[0], owners=(record.name,))
    if chance < 0.035:
        return replace(record, address=record.town, town=record.address)
    return record
