"""The form by which people say what a campaign is."""

from regard.domains.engagement.rules.campaigns import LONGEST_TITLE
from regard.foundation.design.fields import TextField
from regard.foundation.design.forms import Form


class DescribeForm(Form):
    """What a campaign is called, and who wrote its template."""

    title = TextField(
        label="What is it called?",
        hint="Its first words, or the name people know it by. For example, “The association’s "
        "letter on fees”.",
        max_length=LONGEST_TITLE,
    )
    started_by = TextField(
        label="Who wrote the template?",
        hint="An association, a forum or a group, where it is known. You can leave this empty. "
        "Everyone who may read the campaign reads this, so do not name a person.",
        required=False,
        max_length=120,
    )
