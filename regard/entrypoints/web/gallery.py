"""Content for the gallery of patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regard.foundation.design import charts, fields
from regard.foundation.design.forms import Form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import altair as alt

WEEKS = (
    {"week": "2 Nov", "answers": 41},
    {"week": "9 Nov", "answers": 128},
    {"week": "16 Nov", "answers": 97},
    {"week": "23 Nov", "answers": 201},
)


class Example(Form):
    """Every kind of field."""

    name = fields.TextField(label="Your name", hint="As it should stand in our reply")
    email = fields.EmailField(label="Your email address")
    words = fields.LongTextField(
        label="What would most help you keep staff this winter?",
        hint="In your own words. A sentence is enough.",
    )
    beds = fields.IntegerField(label="Number of beds", required=False)
    closes_on = fields.DateField(label="Last day for answers")
    visibility = fields.RadioField(
        label="Who may see that it was you?",
        choices=[
            ("team", "The partnership’s team only"),
            ("named", "Anyone. Put our name to it"),
        ],
        hints={"team": "Others see the words, not who said them"},
    )
    kinds = fields.CheckboxesField(
        label="Which kinds of care?",
        choices=[("home_care", "Home care"), ("care_home", "Care home")],
    )
    place = fields.SelectField(
        label="Place", choices=[("", "Choose a place"), ("1", "Harrow Vale"), ("2", "Westmere")]
    )
    file = fields.FileField(label="File of answers", hint="CSV or XLSX", accept=".csv,.xlsx")
    agreed = fields.CheckboxField(label="I may speak for this service", required=True)


def draw_example() -> charts.Drawing:
    return charts.draw(
        _weekly,
        WEEKS,
        title="Answers by week",
        description="Most answers came in the week of the reminder, from 23 November.",
    )


def _weekly(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    import altair as alt  # noqa: PLC0415 (slow to load; see charts)

    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=list(rows)), width=520, height=220)
        .mark_bar(size=48)
        .encode(
            x=alt.X("week:O", sort=None, title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("answers:Q", title="Answers", axis=alt.Axis(tickCount=4)),
        )
    )
    return chart
