"""What stands in a file twice, and what was kept from it before."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

from regard.domains.engagement.rules.contributions import tidy_answers
from regard.domains.engagement.types import Said
from regard.domains.engagement.types.gathered import Holds

from .plan import Plan
from .reader import Reader, Refused, location_key


def with_keys(saids: Sequence[Said], *, survey: str) -> list[Said]:
    """
    Return what was said with a key and a print of each, by which it is known again.

    Where the other tool numbers its answers, the number is the key. Else the print is, with how
    many like it stand above it: the same file with more rows gives the same keys.
    """
    seen: dict[str, int] = {}
    result = []
    for said in saids:
        mark = _print_of(said)
        seen[mark] = seen.get(mark, 0) + 1
        key = f"{survey}#{said.row_key}" if said.row_key else f"{mark}.{seen[mark]}"
        result.append(replace(said, row_key=key, row_print=mark))
    return result


def reason_against_rows(
    plan: Plan, header: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]
) -> str | None:
    """
    Return why nothing of a file can be taken, naming line and column; None if rows can be.

    A service that stands in it twice: nobody but the file's owner knows which row is meant.
    Where the other tool numbers its answers, both are meant.

    :param rows: the line and cells of each.
    """
    if Holds.RESPONSE in plan.others:
        return None
    lines: dict[str, int] = {}
    for line, cells in rows:
        key = location_key(plan, cells)
        first = lines.setdefault(key.casefold(), line)
        if key and first != line:
            holds = Holds.SERVICE if "|" in key else Holds.LOCATION_ID
            return (
                f"line {line}, {header[plan.others[holds]]}: {key.replace('|', ', ')} stands "
                f"in line {first} too. Keep one row a service, and put other answers into a file "
                "of their own. Nothing was taken."
            )
    return None


def without_twice(reader: Reader, read: Sequence[Said | Refused]) -> list[Said | Refused]:
    """
    Return the same rows, but what stands in the file twice is refused the second time.

    That is a service, by another of its names, or a number of the other tool.
    """
    numbered = Holds.RESPONSE in reader.plan.others
    lines: dict[object, int] = {}
    result: list[Said | Refused] = []
    for each in read:
        known = _known_by(each, numbered=numbered)
        if isinstance(each, Said) and known and each.file_line:
            first = lines.setdefault(known, each.file_line)
            if first != each.file_line:
                result.append(_refused_twice(reader, each, first))
                continue
        result.append(each)
    return result


def _known_by(each: Said | Refused, *, numbered: bool) -> object:
    if isinstance(each, Refused):
        return None
    return each.row_key if numbered else each.location_id


def _refused_twice(reader: Reader, said: Said, first: int) -> Refused:
    others = reader.plan.others
    line = said.file_line or 0
    if Holds.RESPONSE in others:
        return Refused(
            line=line,
            column=reader.header[others[Holds.RESPONSE]],
            value=said.row_key,
            reason=f"The answer of this number stands in line {first} too.",
        )
    place = others.get(Holds.LOCATION_ID, others.get(Holds.SERVICE))
    return Refused(
        line=line,
        column=reader.header[place] if place is not None else "",
        value="",
        reason=f"This service stands in line {first} too. Keep one row a service, or put the "
        "other answer into a file of its own.",
    )


def _print_of(said: Said) -> str:
    """Return a print of what a row says: the same for the same, and it tells nothing of it."""
    held = [
        sorted((number, text) for number, text in tidy_answers(said.answers).items()),
        str(said.said_on),
        said.location_id,
        said.name,
        said.email,
        said.telephone,
        said.speaker,
        said.visibility,
    ]
    return hashlib.sha256(json.dumps(held).encode()).hexdigest()[:32]
