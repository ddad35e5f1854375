from regard.foundation import authority


class Permission(authority.Permission):
    """What a person can be allowed to do here. Keep in alphabetical order."""

    CODE = "engagement.code"
    """Say which themes a point of a sample is in, without seeing anybody's marks."""

    EDIT_THEMES = "engagement.edit_themes"
    """Name, merge, split and sign off themes, and move points between them."""

    ENTER_CONTRIBUTIONS = "engagement.enter_contributions"
    """Type in or load what people said by telephone, on paper or elsewhere."""

    MODERATE = "engagement.moderate"
    """Keep words or a whole contribution from readers, with a reason, and give them back."""

    RUN_EXERCISES = "engagement.run_exercises"
    """Write, open and close an exercise, and send its invitations."""

    SPEAK_FOR = "engagement.speak_for"
    """Say for a network what its members think, and keep how each of them stands."""

    TRIAGE = "engagement.triage"
    """See worries about somebody's safety, take them up and settle them."""

    VIEW_CONTRIBUTIONS = "engagement.view_contributions"
    """Read what was said before it is published, without who said it."""

    VIEW_COVERAGE = "engagement.view_coverage"
    """See who has been heard and who is missing, by group."""

    VIEW_DRAFT = "engagement.view_draft"
    """See an exercise before it opens."""

    VIEW_SEALED = "engagement.view_sealed"
    """Read the original of words that were taken out."""

    VIEW_SHIELDED = "engagement.view_shielded"
    """Know who spoke behind a shield: a steward, and never an organisation that buys care."""

    VIEW_WHO = "engagement.view_who"
    """See who said what, and which services have not answered."""
