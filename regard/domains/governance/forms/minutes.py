"""The forms of minutes: a line, declarations at an item, and agreeing them."""

from collections.abc import Iterable, Sequence
from typing import Any

from regard.domains.governance.actions import DeclarationFacts, LineFacts
from regard.domains.governance.models import AgendaItem, Seat
from regard.domains.governance.queries.declaring import DeclarationRow
from regard.domains.governance.types import InterestAct
from regard.foundation.design.fields import (
    DateField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

ACTS = [(act.value, act.label) for act in InterestAct]
NO_SEAT = "somebody"


class LineForm(Form):
    """A line of minutes, and who said it."""

    text = LongTextField(label="What was said or settled", rows=3, max_length=4_000)
    who = SelectField(label="Who said it", choices=[], required=False)
    said_by = TextField(
        label="Name, if they have no seat",
        hint="For example, a resident; leave it empty otherwise",
        required=False,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        seats: Sequence[tuple[Seat, str]],
        initial: dict[str, object] | None = None,
        auto_id: str = "id_%s",
    ) -> None:
        """
        Offer the seats that may have said it.

        :param seats: with who sat for each; those who came first.
        """
        super().__init__(data, initial=initial, auto_id=auto_id)
        self.seats = {str(seat.pk): seat for seat, _ in seats}
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            ("", "Nobody in particular"),
            *(
                (str(seat.pk), f"{name}, {seat.name}" if name else seat.name)
                for seat, name in seats
            ),
            (NO_SEAT, "Somebody without a seat"),
        ]

    def facts(self, item: AgendaItem | None) -> LineFacts:
        """Return what was written, for an item. Call once it is valid."""
        said = self.cleaned_data
        return LineFacts(
            text=said["text"],
            item=item,
            seat=self.seats.get(said["who"]),
            said_by=said["said_by"],
        )


class EditLineForm(LineForm):
    """The same, with the item to which it belongs."""

    item = SelectField(label="Which item it belongs to", choices=[], required=False)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        seats: Sequence[tuple[Seat, str]],
        items: Sequence[AgendaItem],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, seats=seats, initial=initial)
        self.items = {str(item.pk): item for item in items}
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            ("", "Before the first item"),
            *((str(item.pk), f"{n}. {item.title}") for n, item in enumerate(items, start=1)),
        ]

    def its_item(self) -> AgendaItem | None:
        """Return the item that was chosen; None: before the first. Call once it is valid."""
        return self.items.get(self.cleaned_data["item"])


class AgreeForm(Form):
    """When minutes were agreed, and by whom."""

    agreed_on = DateField(label="When they were agreed")
    agreed_by = TextField(
        label="Who agreed them", hint="For example, the board at its meeting of 3 March 2027"
    )


class DeclarationsForm(Form):
    """What each seat that came declares at an item: two or three fields for each."""

    def __init__(self, data: Any = None, *, rows: Iterable[DeclarationRow]) -> None:  # noqa: ANN401 (Django's own)
        super().__init__(data)
        self.rows = list(rows)
        for row in self.rows:
            self._add(row)

    def fields_of(self, row: DeclarationRow) -> list[Any]:
        """Return the fields of a seat, bound, in their order."""
        names = (f"act{row.seat_id}", f"which{row.seat_id}", f"text{row.seat_id}")
        return [self[name] for name in names if name in self.fields]

    def facts(self, seats: dict[int, Seat]) -> list[DeclarationFacts]:
        """
        Return what was declared, of the seats that declared something. Call once it is valid.

        :param seats: by number.
        """
        said = self.cleaned_data
        made = []
        for row in self.rows:
            if not said[f"act{row.seat_id}"]:
                continue
            act = InterestAct(said[f"act{row.seat_id}"])
            made.append(
                DeclarationFacts(
                    seat=seats[row.seat_id],
                    act=act,
                    text="" if act is InterestAct.NONE else self._text(row),
                    interest_id=None if act is InterestAct.NONE else self._which(row),
                )
            )
        return made

    def rest(self, seats: dict[int, Seat]) -> list[DeclarationFacts]:
        """
        Return that those of whom nothing is said have no interest. Call once it is valid.

        :param seats: by number.
        """
        said = self.cleaned_data
        return [
            DeclarationFacts(seat=seats[row.seat_id], act=InterestAct.NONE)
            for row in self.rows
            if not said[f"act{row.seat_id}"]
        ]

    def _add(self, row: DeclarationRow) -> None:
        number = row.seat_id
        self.fields[f"act{number}"] = RadioField(
            label="What they declare in this item", choices=ACTS, required=False
        )
        self.initial[f"act{number}"] = row.act.value if row.act else ""
        if row.known:
            known = [(str(each.interest_id), each.text[:120]) for each in row.known]
            self.fields[f"which{number}"] = SelectField(
                label="Which interest on the register, if it is there",
                choices=[("", "None of them"), *known],
                required=False,
            )
            self.initial[f"which{number}"] = str(row.interest_id or "")
        self.fields[f"text{number}"] = TextField(
            label="What the interest is, if they have one", required=False, max_length=500
        )
        self.initial[f"text{number}"] = row.text

    def _which(self, row: DeclarationRow) -> int | None:
        chosen = self.cleaned_data.get(f"which{row.seat_id}")
        return int(chosen) if chosen else None

    def _text(self, row: DeclarationRow) -> str:
        """Return what was written or, where nothing was, what the register says."""
        text: str = self.cleaned_data[f"text{row.seat_id}"]
        which = self._which(row)
        on_register = {each.interest_id: each.text for each in row.known}
        return text or (on_register[which] if which else "")


def initial_line(line_text: str, seat_id: int | None, said_by: str) -> dict[str, object]:
    """Return what a form of a line is filled with beforehand."""
    who = str(seat_id) if seat_id else (NO_SEAT if said_by else "")
    return {"text": line_text, "who": who, "said_by": said_by}
