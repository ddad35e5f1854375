from regard.foundation import authority


class Permission(authority.Permission):
    """What a person can be allowed to do here. Keep in alphabetical order."""

    ACCEPT_EVIDENCE = "governance.accept_evidence"
    """Accept, in one's own name, that evidence discharges a duty, or say why it does not."""

    CLAIM = "governance.claim"
    """Claim what taking part cost."""

    DECIDE_CLAIMS = "governance.decide_claims"
    """Approve or refuse claims, and record what else taking part was supported with."""

    EDIT_BODIES = "governance.edit_bodies"
    """Add bodies, their terms of reference and responsibilities; end and merge them."""

    EDIT_SEATS = "governance.edit_seats"
    """Make seats, appoint to them, and draw lots."""

    KEEP_INTERESTS = "governance.keep_interests"
    """Keep the register of interests, unpublished ones too."""

    OFFER_EVIDENCE = "governance.offer_evidence"
    """Offer evidence for a duty, and say of whom and when it is due."""

    RUN_MEETINGS = "governance.run_meetings"
    """Call meetings, write agendas and minutes, record decisions and actions."""

    VIEW_DUTIES = "governance.view_duties"
    """See the duties of a system, their states and evidence."""

    VIEW_LOAD = "governance.view_load"
    """See what is asked of each provider and seat holder by name."""

    VIEW_PRIVATE = "governance.view_private"
    """Read agendas, papers and minutes that are not published, and private items."""

    VIEW_SUPPORT = "governance.view_support"
    """See each claim and payment for taking part."""
