"""The regulator's ratings file of February 2021 as records to link to."""

import csv
from pathlib import Path

from regard.foundation.analysis.linkage import Record


def read_register(path: Path) -> list[tuple[Record, str]]:
    """Return each location of the file with its council's name, in the order of the file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(_record(row), row["Location Local Authority"]) for row in csv.DictReader(file)]


def _record(row: dict[str, str]) -> Record:
    brand = row["Brand Name"].removeprefix("BRAND ").strip("- ")
    owners = tuple(dict.fromkeys(name for name in (row["Provider Name"], brand) if name))
    lines = [row["Location Street Address"], row["Location Address Line 2"]]
    return Record(
        key=row["Location ID"],
        name=row["Location Name"],
        owners=owners,
        address=", ".join(line for line in lines if line),
        town=row["Location City"],
        postcode=row["Location Post Code"],
    )


def halve(
    register: list[tuple[Record, str]],
) -> tuple[list[tuple[Record, str]], list[tuple[Record, str]]]:
    """
    Return the locations of every second council, and of the others, by the councils' names.

    The model was trained on rolls of the first half, and is measured on rolls of the second.
    """
    councils = sorted({council for _, council in register})
    first = set(councils[::2])
    return (
        [each for each in register if each[1] in first],
        [each for each in register if each[1] not in first],
    )
