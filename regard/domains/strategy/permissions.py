from regard.foundation import authority


class Permission(authority.Permission):
    """What a person can be allowed to do here. Keep in alphabetical order."""

    DECIDE_OUTCOMES = "strategy.decide_outcomes"
    """Say what became of a theme or a point, and why."""

    FOLLOW_COMMITMENTS = "strategy.follow_commitments"
    """Report how far a promise has come, with evidence."""

    MAKE_BUNDLE = "strategy.make_bundle"
    """Make a bundle for a court, an information request or the regulator, and hand it on."""

    PUBLISH = "strategy.publish"
    """Publish a strategy, upon which every contributor is replied to."""

    RECORD_REGARD = "strategy.record_regard"
    """Write down, and sign, what a decision made of a strategy."""

    REPORT_TO_MEMBERS = "strategy.report_to_members"
    """Read what the members of a network changed, to tell them."""

    REVIEW = "strategy.review"
    """Put a draft before people for their comments, by an exercise of its own."""

    SEND_REPLIES = "strategy.send_replies"
    """See replies, print letters and say that they were posted."""

    VIEW_DRAFT = "strategy.view_draft"
    """Read a strategy before it is published."""

    WRITE = "strategy.write"
    """Write a strategy's passages."""
