from regard.foundation.design.fields import TextField
from regard.foundation.design.forms import Form


class SegmentForm(Form):
    name = TextField(
        label="A name for this search",
        hint="As you would say it, e.g. “Small home care in the city”",
        max_length=80,
        error_messages={"required": "Give the search a name"},
    )
