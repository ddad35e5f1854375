"""What a load did to each location, in words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from regard.domains.register.models import Change
from regard.domains.register.types import Sample
from regard.foundation.design.words import date_words

from .history import COLUMN_LABELS

CHANGE_COLUMNS = ("Location ID", "Service", "Town", "What happened", "What", "From", "To")

HAPPENED = {
    "ended": "No longer listed",
    "changed": "Changed",
    "returned": "Listed again",
    "added": "Added",
}


class Difference(NamedTuple):
    """One thing that is different now: what, and what it was and became, in words."""

    what: str
    was: str
    became: str


def sample_groups(
    samples: Mapping[str, list[Sample]], counts: Mapping[str, int]
) -> list[tuple[str, int, list[tuple[Sample, list[str]]]]]:
    """Return for each kind of change its heading, how many there were, and a sample in words."""
    return [
        (HAPPENED[kind], counts.get(kind, 0), [(each, _in_words(each)) for each in changes])
        for kind, changes in samples.items()
        if changes
    ]


def _in_words(sample: Sample) -> list[str]:
    found = differences(sample)
    if sample.kind == "ended":
        return [f"Ended on {found[0].became}"]
    if sample.kind == "returned":
        return [f"Provided again; it had ended on {found[0].was}"]
    said = [f"{each.what}: from {each.was} to {each.became}" for each in found]
    what = "How it is reached or what it provides" if sample.kind == "changed" else "Added"
    return said or [f"{what}; run by {sample.provider}"]


def differences(change: Change | Sample) -> list[Difference]:
    """Return what is different of a location after a load."""
    if change.kind in {"ended", "returned"}:
        was, became = change.was.get("ended_on"), change.became.get("ended_on")
        return [Difference("Ended", _plain(was, "no"), _plain(became, "no"))]
    return [
        Difference(COLUMN_LABELS[name], _plain(change.was.get(name)), _plain(value))
        for name, value in sorted(change.became.items())
        if name in COLUMN_LABELS
    ]


def change_lines(changes: Iterable[Change]) -> Iterable[tuple[str, ...]]:
    """Yield a line under `CHANGE_COLUMNS` for each thing that is different."""
    for change in changes:
        where = change.location
        start = (where.regulator_id or "", where.name, where.city, HAPPENED[change.kind])
        for what, was, became in differences(change) or [Difference("", "", "")]:
            yield (*start, what, was, became)


def _plain(value: object, nothing: str = "nothing") -> str:
    if value is None or value in ("", []):
        return nothing
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    text = str(value).replace("\n", ", ")
    try:
        return date_words(date.fromisoformat(text))
    except ValueError:
        return text
