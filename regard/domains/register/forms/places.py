"""A place as somebody would have it: what it covers, and since when."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.forms import ChoiceField, Field
from typing_extensions import override

from regard.domains.register.rules.places import (
    BadArea,
    PlaceDraft,
    read_districts,
    read_postcodes,
)
from regard.domains.register.rules.shapes import Shape
from regard.domains.register.sources.boundaries import CannotReadBoundaries, read_area
from regard.domains.register.types import AreaLevel
from regard.foundation.design.fields import (
    CheckboxesField,
    DateField,
    FileField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

LONGEST_OUTLINE = 1_500_000
"""Characters of GeoJSON: about 60,000 corners."""

Choices = Sequence[tuple[int, str]]


class PlaceForm(Form):
    """What a place is called and covers, and the day from which it does."""

    name = TextField(label="Name", hint="As people there call it", max_length=80)
    councils = CheckboxesField(label="Whole councils", choices=[], required=False)
    districts = TextField(
        label="Postcode districts",
        hint="The first halves of postcodes, with commas between, for example LN1, LN2",
        required=False,
        max_length=2_000,
    )
    postcodes = LongTextField(
        label="Single postcodes",
        hint="On lines of their own, for example LN1 3AB",
        required=False,
        max_length=60_000,
        rows=3,
    )
    boundary = SelectField(label="A boundary that was loaded", choices=[], required=False)
    file = FileField(
        label="A file with a drawn area",
        hint="GeoJSON in longitude and latitude. It replaces what stands in the box below.",
        required=False,
        accept=".geojson,.json",
    )
    outline = LongTextField(
        label="Or the drawn area itself",
        hint="GeoJSON, pasted from a drawing tool",
        required=False,
        max_length=LONGEST_OUTLINE,
        rows=4,
    )
    on = DateField(label="From which day?", hint="Today or later, like 27 3 2027")

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 (as Django's own form takes them)
        councils: Choices,
        outlines: Choices,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """
        Make the form for a system.

        :param councils: number and name of the councils of the system.
        :param outlines: number and name of the loaded boundaries that can be chosen.
        """
        super().__init__(*args, **kwargs)
        _offer(self.fields["councils"], councils)
        _offer(self.fields["boundary"], outlines, none="None")
        if not outlines:
            del self.fields["boundary"]
        self.area: Shape | None = None

    def clean_districts(self) -> frozenset[str]:
        return self._read("districts", read_districts)

    def clean_postcodes(self) -> frozenset[str]:
        return self._read("postcodes", read_postcodes)

    def _read(self, name: str, read: Any) -> frozenset[str]:  # noqa: ANN401 (one of two readers)
        try:
            found: frozenset[str] = read(self.cleaned_data[name])
        except BadArea as problem:
            self.add_error(name, str(problem))
            return frozenset()
        return found

    @override
    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        upload: UploadedFile | None = said.get("file")
        try:
            if upload is not None:
                self.area = _read_upload(upload)
            elif said.get("outline", "").strip():
                self.area = read_area(said["outline"], "What was pasted")
        except CannotReadBoundaries as refusal:
            self.add_error("file" if upload is not None else "outline", str(refusal))
        if self.area is not None and said.get("boundary"):
            self.add_error("boundary", "Choose a loaded boundary or draw an area, not both")
        return dict(said)

    def draft(self, *, level: AreaLevel, parent_id: int | None) -> PlaceDraft:
        """Return the place that was described. Call once it is valid."""
        said = self.cleaned_data
        return PlaceDraft(
            name=said["name"],
            level=level,
            parent_id=parent_id,
            council_ids=frozenset(int(pk) for pk in said["councils"]),
            districts=said["districts"],
            postcodes=said["postcodes"],
            area=self.area,
            boundary_id=int(said["boundary"]) if said.get("boundary") else None,
        )

    def outline_text(self) -> str:
        """Return the area that was read, as GeoJSON for the box; "" where there is none."""
        return json.dumps(self.area.geometry()) if self.area else ""


class NewPlaceForm(PlaceForm):
    """A new place, or a neighbourhood, which may be part of a place."""

    level = RadioField(
        label="What is it?",
        choices=[
            (AreaLevel.PLACE.value, "A place"),
            (AreaLevel.NEIGHBOURHOOD.value, "A neighbourhood"),
        ],
        hints={
            AreaLevel.PLACE.value: "A part of the system in which much is planned, such as a city",
            AreaLevel.NEIGHBOURHOOD.value: "A part of a place, such as a town or a ward",
        },
    )
    parent = SelectField(
        label="Which place is the neighbourhood part of?", choices=[], required=False
    )
    always = CheckboxesField(
        label="Has it always been so?",
        choices=[("yes", "Yes, as far back as our records go")],
        required=False,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 (as Django's own form takes them)
        parents: Choices,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """
        Make the form.

        :param parents: number and name of the system's places.
        """
        super().__init__(*args, **kwargs)
        _offer(self.fields["parent"], parents, none="None of them")
        self.fields["on"].required = False

    @override
    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not said.get("always") and said.get("on") is None and "on" not in self.errors:
            self.add_error("on", "Enter the day from which it is so, or say that it always was")
        return said

    def new_draft(self) -> PlaceDraft:
        """Return the place that was described. Call once it is valid."""
        level = AreaLevel(self.cleaned_data["level"])
        is_part = level == AreaLevel.NEIGHBOURHOOD and self.cleaned_data["parent"]
        parent_id = int(self.cleaned_data["parent"]) if is_part else None
        return self.draft(level=level, parent_id=parent_id)

    def since(self) -> date | None:
        """Return the day from which it is so; None: always."""
        on: date | None = self.cleaned_data["on"]
        return None if self.cleaned_data["always"] else on


class EndPlaceForm(Form):
    on = DateField(label="First day on which it is no more", hint="Today or later")


def _offer(field: Field, choices: Choices, *, none: str = "") -> None:
    """Give a field its choices, after one for none of them if that has a name."""
    if isinstance(field, ChoiceField):
        first = [("", none)] if none else []
        field.choices = first + [(str(pk), name) for pk, name in choices]


def place_digest(draft: PlaceDraft, on: date | None) -> str:
    """Return what tells one description of a place from another."""
    said: Mapping[str, object] = {
        "name": draft.name,
        "level": draft.level,
        "parent": draft.parent_id,
        "councils": sorted(draft.council_ids),
        "districts": sorted(draft.districts),
        "postcodes": sorted(draft.postcodes),
        "area": draft.area.geometry() if draft.area else None,
        "boundary": draft.boundary_id,
        "on": on.isoformat() if on else None,
    }
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _read_upload(upload: UploadedFile) -> Shape:
    if (upload.size or 0) > LONGEST_OUTLINE:
        raise CannotReadBoundaries(
            f"{upload.name} is larger than {LONGEST_OUTLINE / 1e6:.1f} MB. Export the area with "
            "fewer corners"
        )
    return read_area(upload.read(), str(upload.name))
