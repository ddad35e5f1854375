"""Rolls of local associations, made from a register."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from regard.foundation.analysis.linkage import Record

from .mishaps import (
    befall_address,
    befall_name,
    befall_owner,
    befall_postcode,
    befall_town,
    swap,
)

NOT_HELD = 0.08
"""Share of real locations that the register is made not to have, and of members among them."""

NAMESAKES = 0.10
"""Share of members drawn from groups with several services in the same town."""

INVENTED = 0.01
"""Share of members that are no service at all."""


@dataclass(frozen=True)
class MadeRoll:
    """
    A roll, and what is true of it.

    Attributes:
        truth: the key of the location that each line means, by the line's; None where the
            register does not have it.
    """

    name: str
    lines: tuple[Record, ...]
    truth: dict[str, str | None]


def part(
    register: Sequence[tuple[Record, str]], by: Random
) -> tuple[list[tuple[Record, str]], list[tuple[Record, str]]]:
    """Return the register that is linked to, and the services that it does not know."""
    unknown = {
        record.key for record, _ in by.sample(list(register), round(len(register) * NOT_HELD))
    }
    held = [each for each in register if each[0].key not in unknown]
    return held, [each for each in register if each[0].key in unknown]


def make_rolls(
    register: Sequence[tuple[Record, str]],
    unknown: Sequence[tuple[Record, str]],
    *,
    sizes: Sequence[int],
    by: Random,
) -> list[MadeRoll]:
    """
    Return a roll of each size, each of members in a few neighbouring councils.

    :param sizes: lines of each; of one larger than half of England, all councils are taken.
    """
    councils = _by_council(register)
    strangers = _by_council(unknown)
    names = sorted(councils)
    owners = [record.owners[0] for record, _ in register if record.owners]
    rolls = []
    for number, size in enumerate(sizes, start=1):
        chosen: list[str] = []
        while sum(len(councils[name]) for name in chosen) < 2 * size and len(chosen) < len(names):
            chosen.append(by.choice([name for name in names if name not in chosen]))
        here = [record for name in chosen for record in councils[name]]
        away = [record for name in chosen for record in strangers.get(name, [])]
        rolls.append(_roll(f"roll {number}", size, (here, away), owners, by))
    return rolls


def _roll(
    name: str,
    size: int,
    where: tuple[list[Record], list[Record]],
    owners: list[str],
    by: Random,
) -> MadeRoll:
    here, away = where
    missing = by.sample(away, min(len(away), round(size * NOT_HELD)))
    siblings = _siblings(here)
    picked = by.sample(siblings, min(len(siblings), round(size * NAMESAKES)))
    known = {record.key for record in picked}
    invented = round(size * INVENTED)
    rest = [record for record in here if record.key not in known]
    how_many = size - len(missing) - len(picked) - invented
    picked += by.sample(rest, min(len(rest), how_many))
    codes = [record.postcode for record in here]
    members = [(record, record.key) for record in picked] + [(record, None) for record in missing]
    members += [(_invent(here, by), None) for _ in range(invented)]
    by.shuffle(members)
    lines, truth = [], {}
    for line, (record, key) in enumerate(members, start=2):
        made = befall_owner(befall_name(record, by), owners, by)
        made = befall_address(befall_postcode(made, codes, by), by)
        made = swap(befall_town(made, by), by)
        lines.append(replace(made, key=str(line)))
        truth[str(line)] = key
    return MadeRoll(name, tuple(lines), truth)


def _invent(here: list[Record], by: Random) -> Record:
    """Return a member that is no service: the name of one, the town and owner of others."""
    return replace(
        by.choice(here),
        key="",
        name=f"{by.choice(here).name.split()[0]} {by.choice(here).name.split()[-1]}",
        postcode=by.choice(here).postcode,
    )


def _siblings(here: list[Record]) -> list[Record]:
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in here:
        if record.owners:
            groups[record.owners[-1], record.town].append(record)
    return [record for group in groups.values() if len(group) > 1 for record in group]


def _by_council(register: Sequence[tuple[Record, str]]) -> dict[str, list[Record]]:
    councils: dict[str, list[Record]] = defaultdict(list)
    for record, council in register:
        councils[council].append(record)
    return councils
