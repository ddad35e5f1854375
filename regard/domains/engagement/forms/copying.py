"""Form by which an exercise is begun from another one."""

from regard.domains.engagement.types.asking import LONGEST_TITLE
from regard.foundation.design.fields import TextField
from regard.foundation.design.forms import Form


class CopyForm(Form):
    title = TextField(
        label="What do you want to know this time?",
        hint="Another title, so that people can tell the two apart.",
        max_length=LONGEST_TITLE,
    )
