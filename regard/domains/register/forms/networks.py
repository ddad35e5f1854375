"""Forms of networks, their members, mandates and rolls."""

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from regard.domains.register.actions.networks import NetworkFacts
from regard.domains.register.rules.rolls import Holds
from regard.domains.register.types import NetworkKind
from regard.foundation.design.fields import (
    CheckboxField,
    DateField,
    EmailField,
    FileField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form
from regard.foundation.files.tables import MOST_BYTES

KINDS = [(kind.value, kind.label) for kind in NetworkKind]


class NetworkForm(Form):
    """What a network says of itself."""

    name = TextField(label="Name of the network", hint="For example, Northmarch Care Association")
    kind = RadioField(
        label="What kind of network it is",
        choices=KINDS,
    )
    about = LongTextField(
        label="What it is for", hint="In its own words", required=False, max_length=2_000
    )
    website = TextField(
        label="Its website",
        hint="For example, https://www.example.org",
        required=False,
        autocomplete="url",
    )
    email = EmailField(label="Its email address", required=False)
    founded_on = DateField(label="When it began", required=False)
    shows_members = CheckboxField(
        label="Everyone may see which services belong to it",
        hint="Otherwise only its own members and who keeps its roll see their names",
    )

    def clean_website(self) -> str:
        """Take an address only of the web, as it becomes a link on a public page."""
        website = str(self.cleaned_data["website"]).strip()
        if website and not website.startswith(("https://", "http://")):
            raise ValidationError("Begin the website with https://")
        return website

    def facts(self) -> NetworkFacts:
        """Return what was said. Call once it is valid."""
        data = self.cleaned_data
        return NetworkFacts(
            name=" ".join(data["name"].split()),
            kind=NetworkKind(data["kind"]),
            about=data["about"].strip(),
            website=data["website"],
            email=data["email"],
            founded_on=data["founded_on"],
            shows_members=data["shows_members"],
        )


class DayForm(Form):
    """A day on which something ends."""

    on = DateField(label="The first day on which it is over")


class JoinForm(Form):
    """Who joins a network, of those that a search found."""

    member = RadioField(label="Who joins", choices=[])
    joined_on = DateField(
        label="Since when",
        hint="Leave it empty if it has been a member for longer than anyone remembers",
        required=False,
    )

    def __init__(self, data: Any = None, *, choices: Sequence[tuple[str, str]]) -> None:  # noqa: ANN401 (Django's own)
        super().__init__(data)
        field = self.fields["member"]
        assert isinstance(field, RadioField)  # noqa: S101 (for the reader and the type checker)
        field.choices = list(choices)


class MandateForm(Form):
    """What a member let the network speak on."""

    topic = TextField(
        label="What it may speak on",
        hint="For example, fees. Leave it empty if it may speak on everything.",
        required=False,
    )
    given_by = TextField(
        label="Who gave it", hint="Name, and what they are there: Asha Bell, registered manager"
    )
    given_on = DateField(label="When it was given")
    until = DateField(
        label="When it is over",
        hint="The first day on which it is over. Leave it empty if it has no end.",
        required=False,
    )


class RevokeForm(Form):
    """Who takes a mandate back for the member."""

    revoked_by = TextField(
        label="Who takes it back", hint="Name, and what they are there", autocomplete="name"
    )


class RollForm(Form):
    """A roll to be matched."""

    file = FileField(
        label="The roll",
        hint="CSV, XLSX or ODS. The first line names the columns; each row is one member.",
        accept=".csv,.xlsx,.ods,.xls",
    )
    as_at = DateField(label="The day of which it lists the members")
    is_whole = RadioField(
        label="Does it list every member",
        choices=[
            ("yes", "Yes, it is the whole roll"),
            ("no", "No, it lists some of them"),
        ],
        hints={"yes": "Members that are not on it have left"},
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large to be looked through, before it is kept."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            most = MOST_BYTES // 1024**2
            raise ValidationError(f"The file is larger than {most} MB. Split it into smaller ones")
        return file


class RollColumnsForm(Form):
    """What each column of a roll holds."""

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        header: Sequence[str],
        samples: Sequence[str],
        held: Sequence[str],
    ) -> None:
        """
        Ask about each column in turn.

        :param samples: something that stands in each column.
        :param held: what each seems to hold.
        """
        super().__init__(data)
        choices = [(each.value, each.label) for each in Holds]
        for place, (column, sample, holds) in enumerate(zip(header, samples, held, strict=True)):
            brief = shorten(sample, 80, placeholder=" …")
            hint = f"For example: {brief}" if sample else "Empty in the first rows"
            name = f"column{place}"
            self.fields[name] = SelectField(
                label=column[:100], hint=hint, choices=choices, required=False
            )
            self.initial[name] = holds

    def held(self) -> list[Holds]:
        """Return what each column was said to hold, in order. Call once it is valid."""
        return [Holds(self.cleaned_data[name]) for name in self.fields]


class DecisionForm(Form):
    """What a line of a roll means."""

    means = RadioField(label="What this line means", choices=[])

    LEFT = "left"
    ASIDE = "aside"

    def __init__(self, data: Any = None, *, locations: Mapping[int, str]) -> None:  # noqa: ANN401 (Django's own)
        """
        Offer the locations that a line may mean, and the other ways out.

        :param locations: by number, in words, the likeliest first.
        """
        super().__init__(data)
        field = self.fields["means"]
        assert isinstance(field, RadioField)  # noqa: S101 (for the reader and the type checker)
        field.choices = [
            *((str(number), words) for number, words in locations.items()),
            (self.LEFT, "It is not a member any more"),
            (self.ASIDE, "Set it aside: it is no service, or the same line twice"),
        ]
