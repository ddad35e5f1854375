"""What a merge does with the register's own rows, and with the roles given on a record."""

from django.db.models import Q

from regard.domains.register.models import Location, Organisation
from regard.foundation.accounts.models import Grant, Key

from .merge_handling import (
    How,
    both,
    handles_merge,
    handles_scope,
    kept_has_the_same,
    ties_it_to_itself,
)

MOVES = {
    "register.Location.merged_into": "records merged into it before",
    "register.Location.organisation": "locations that it runs",
    "register.Correction.location": "corrections that it asked for",
    "register.RollEntry.location": "lines of rolls",
    "register.IndividualRole.location": "people’s roles there",
    "register.IndividualRole.organisation": "people’s roles there",
    "register.Organisation.merged_into": "records merged into it before",
    "register.Running.organisation": "locations that it used to run",
}

STAYS = {
    f"register.Merge.{end}": "earlier merges"
    for end in ("kept_location", "merged_location", "kept_organisation", "merged_organisation")
}

AGAIN = {
    "register.Placement.location": "places that it lies in",
    "register.SearchEntry.location": "words that it is found by",
}

ONCE = {
    "register.Service.location": ("kinds of care", ("service_type",)),
    "register.Running.location": ("providers that ran it", ("valid_to",)),
    "register.Branding.organisation": ("groups that it was in", ("valid_to",)),
    "register.Rating.location": (
        "published ratings",
        ("service_type", "question", "published_on"),
    ),
    "register.Change.location": ("changes by files", ("load_id", "kind")),
    "register.RollProposal.location": ("proposals for lines of rolls", ("entry_id",)),
}
"""What there can be once: it stays where the one kept has the same."""

BY_PEOPLE = {
    "register.Contact.location": ("how it is reached", kept_has_the_same()),
    "register.Preference.location": ("how it wants to be reached", kept_has_the_same()),
    "register.Representative.location": ("who speaks for it", None),
    "register.Membership.location": (
        "memberships of networks",
        kept_has_the_same("network_id", among=Q(left_on=None)),
    ),
    "register.Membership.organisation": (
        "memberships of networks",
        kept_has_the_same("network_id", among=Q(left_on=None)),
    ),
    "register.ReachTask.location": (
        "tasks to reach it",
        kept_has_the_same("system_id", among=Q(done_on=None)),
    ),
}
"""What people change: once changed after a merge, nobody can tell whose it is."""


def say_what_merges_do() -> None:
    """Register how every row of the register moves, and the roles given on a record."""
    for label, words in MOVES.items():
        handles_merge(label, How.MOVE, words=words, is_settled="Correction" in label)
    for label, words in STAYS.items():
        handles_merge(label, How.STAY, words=words)
    for label, words in AGAIN.items():
        handles_merge(label, How.AGAIN, words=words)
    for label, (words, fields) in ONCE.items():
        handles_merge(label, How.MOVE, words=words, unless=kept_has_the_same(*fields))
    for label, (words, unless) in BY_PEOPLE.items():
        handles_merge(label, How.MOVE, words=words, unless=unless, is_settled=True)
    for end in ("location", "organisation"):
        _say_of_ties(end)
    for target in (Location, Organisation):
        once = kept_has_the_same("person_id", "role")
        roles = handles_scope(Grant, "scope_key", target)
        handles_merge(roles, How.MOVE, words="roles that people hold on it", unless=once)
        keys = handles_scope(Key, "scope_key", target)
        handles_merge(keys, How.MOVE, words="keys of programs that read it")


def _say_of_ties(end: str) -> None:
    said_once = kept_has_the_same("kind", "other_number", among=Q(ended_on=None))
    handles_merge(
        f"register.Relation.{end}",
        How.MOVE,
        words="ties to others",
        unless=both(said_once, ties_it_to_itself(f"other_{end}_id")),
    )
    handles_merge(
        f"register.Relation.other_{end}",
        How.MOVE,
        words="ties of others to it",
        unless=ties_it_to_itself(f"{end}_id"),
    )
