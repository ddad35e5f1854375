from regard.foundation import authority


class Permission(authority.Permission):
    """What a person can be allowed to do here. Keep in alphabetical order."""

    EDIT_THEMES = "engagement.edit_themes"
    """Name, merge, split and sign off themes, and move points between them."""

    ENTER_CONTRIBUTIONS = "engagement.enter_contributions"
    """Type in or load what people said by telephone, on paper or elsewhere."""

    RUN_EXERCISES = "engagement.run_exercises"
    """Write, open and close an exercise, and send its invitations."""

    VIEW_CONTRIBUTIONS = "engagement.view_contributions"
    """Read what was said before it is published, without who said it."""

    VIEW_COVERAGE = "engagement.view_coverage"
    """See who has been heard and who is missing, by group."""

    VIEW_DRAFT = "engagement.view_draft"
    """See an exercise before it opens."""

    VIEW_WHO = "engagement.view_who"
    """See who said what, and which services have not answered."""
