"""What becomes of seats, claims and lots when two records of the register are found to be one."""

from regard.domains.register import actions as register

MERGEABLE = (
    ("governance.Holder.organisation", "people who sit on bodies"),
    ("governance.Holder.location", "people who sit on bodies"),
    ("governance.Interest.organisation", "interests"),
    ("governance.Support.organisation", "claims and payments for taking part"),
)


def say_what_merges_do() -> None:
    """Register how every row of governance that names a location or provider moves."""
    for label, words in MERGEABLE:
        register.handles_merge(label, register.How.MOVE, words=words)
    register.handles_merge(
        "governance.LotEntry.location",
        register.How.MOVE,
        words="services drawn by lot",
        unless=register.kept_has_the_same("lot_id"),
    )
