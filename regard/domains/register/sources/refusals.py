"""The rows of a file that are not taken, and when they are too many to take the rest."""

from dataclasses import dataclass, field

from regard.domains.register.rules.values import Unreadable

from .opening import CannotRead

MOST_REFUSED_SHARE = 0.1
"""Above this share of refused rows the file is not what it seems, and none of it is taken."""

FEW = 20
"""Up to this many refused rows are never too many, so that a short list is not held up."""

LONGEST_VALUE = 200


@dataclass(frozen=True)
class RefusedCell:
    line: int
    column: str
    value: str
    reason: str


@dataclass
class Refusals:
    """What was refused so far."""

    cells: list[RefusedCell] = field(default_factory=list)

    def add(self, line: int, problem: Unreadable) -> None:
        value = problem.value[:LONGEST_VALUE]
        self.cells.append(RefusedCell(line, problem.column, value, problem.reason))

    def check(self, *, name: str, rows: int) -> None:
        """
        Go on only if enough of the file was readable.

        :param rows: how many rows were looked at, refused ones included.
        :raises CannotRead: naming the first refused cell.
        """
        refused = len(self.cells)
        too_many = refused > FEW and refused > MOST_REFUSED_SHARE * rows
        if not refused or (refused < rows and not too_many):
            return
        first = self.cells[0]
        raise CannotRead(
            f"{name}: {refused:,} of {rows:,} rows cannot be read, so nothing was taken. "
            f"The first is line {first.line}, {first.column}: “{first.value}” {first.reason}"
        )
