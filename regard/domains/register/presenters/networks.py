"""Networks, their members and mandates, as they are shown."""

from collections.abc import Sequence
from datetime import date

from regard.domains.register.models import Mandate, Membership
from regard.domains.register.queries.mandates import TopicRow, state_of
from regard.domains.register.queries.networks import KindRow, MemberRow, NetworkRow
from regard.domains.register.rules.networks import MandateState
from regard.foundation.design.words import date_words, number_words, percent_words, plural_words

MANDATE_TAGS = {
    MandateState.IN_FORCE: "ok",
    MandateState.NOT_YET: "part",
    MandateState.OVER: "no",
    MandateState.TAKEN_BACK: "no",
}


def networks_lede(networks: Sequence[NetworkRow], kinds: Sequence[KindRow]) -> str:
    """Return the finding: how many networks there are, and whom they leave out."""
    live = [row for row in networks if row.ended_on is None]
    services = sum(row.services for row in kinds)
    members = sum(row.members for row in kinds)
    if not services:
        return f"{plural_words(len(live), 'network')}, and no service is known here yet."
    return (
        f"{plural_words(len(live), 'network')}. {number_words(members)} of "
        f"{plural_words(services, 'service')} ({percent_words(members / services)}) "
        f"{'belongs' if members == 1 else 'belong'} to at least one."
    )


def network_lede(row: NetworkRow, *, on: date, today: date) -> str:
    """Return the finding on one network."""
    if row.ended_on is not None and row.ended_on <= on:
        return f"It ended on {date_words(row.ended_on)}."
    when = "" if on == today else f" on {date_words(on)}"
    return (
        f"{plural_words(row.services, 'service')} of {plural_words(row.providers, 'provider')} "
        f"{'belongs' if row.services == 1 else 'belong'} to it{when}: "
        f"{percent_words(row.share)} of all that is provided here."
    )


def kind_rows(kinds: Sequence[KindRow]) -> list[tuple[str, int, int, float | None]]:
    """Return each kind of care with services, members, and the share that belongs."""
    return [
        (row.service_type.label, row.services, row.members, row.members / row.services)
        for row in kinds
        if row.services
    ]


def member_in_words(membership: Membership) -> str:
    """Return who the member is."""
    if membership.organisation is not None:
        return f"{membership.organisation.name}, with all that it runs"
    location = membership.location
    if location is None:
        return "A member"
    return f"{location.name}, {location.city}" if location.city else location.name


def topic_in_words(topic: str) -> str:
    return topic or "Everything"


def topic_rows(topics: Sequence[TopicRow]) -> list[tuple[str, str]]:
    return [(topic_in_words(row.topic), plural_words(row.members, "member")) for row in topics]


def mandate_row(mandate: Mandate, *, on: date) -> dict[str, object]:
    """Return a mandate as a row: member, topic, who gave it, from when to when, its state."""
    state = state_of(mandate, on)
    end = f"until {date_words(mandate.until)}" if mandate.until else "without end"
    return {
        "id": mandate.pk,
        "member": member_in_words(mandate.membership),
        "network": mandate.membership.network.name,
        "topic": topic_in_words(mandate.topic),
        "given": f"{mandate.given_by}, {date_words(mandate.given_on)}",
        "end": f"taken back by {mandate.revoked_by} on {date_words(mandate.revoked_on)}"
        if mandate.revoked_on
        else end,
        "tag": (state.label, MANDATE_TAGS[state]),
        "is_open": state in {MandateState.IN_FORCE, MandateState.NOT_YET},
    }


def reach_in_words(row: MemberRow) -> str:
    """Return the best way in which a member is reached."""
    if row.has_email:
        return "by email"
    if row.has_telephone:
        return "by telephone"
    return "only by post" if row.has_address else "by no way that we know"


def reach_counts(members: Sequence[MemberRow]) -> list[tuple[str, int]]:
    """Return how many members are reached in each way, the best of each."""
    ways = ("by email", "by telephone", "only by post", "by no way that we know")
    found = [reach_in_words(row) for row in members]
    return [(way, found.count(way)) for way in ways]
