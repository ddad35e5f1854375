"""Reach in words, as tables, as a map, and as lines to take away."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from regard.domains.register.models import Contact, ReachTask
from regard.domains.register.queries.statements import CouncilRow, Known
from regard.domains.register.rules.drawing import Outline, Shade
from regard.domains.register.rules.reach import (
    Cut,
    GroupTally,
    ReachFilter,
    ReachRow,
    ReachState,
    Tally,
)
from regard.domains.register.types import Proof
from regard.foundation.design.words import (
    date_words,
    number_words,
    percent_words,
    plural_words,
)

from .maps import draw_map

REACH_TAGS = {
    ReachState.PROVEN: "ok",
    ReachState.OLDER: "part",
    ReachState.NEVER: "no",
    ReachState.FAILED: "gap",
    ReachState.NOBODY: "gap",
}

REACH_COLUMNS = (
    "Location ID",
    "Service",
    "Kind",
    "Provider",
    "Place",
    "Council",
    "Town",
    "Bought by a council",
    "State",
    "Best way held",
    "Last reached",
    "How",
    "Failed on",
    "Wants to be reached",
    "Asked us not to write",
    "Whose job it is",
    "By when",
)

BOUGHT = {True: "yes", False: "no", None: "not known"}
REFUSED = {"": "", "asking": "questions", "all": "anything"}


def reach_lede(tally: Tally) -> str:
    """Return the finding: how many were reached within a year, and how many nobody can reach."""
    words = (
        f"{number_words(tally.proven)} of {plural_words(tally.services, 'service')} were reached "
        "within a year."
    )
    if not tally.unreached:
        return f"{words} For every other we hold a way that has not failed."
    return (
        f"{words} {number_words(tally.unreached)} cannot be reached by anything we hold: "
        f"{percent_words(tally.unreached_share)}."
    )


def reach_list_lede(tally: Tally, count: int, *, is_narrowed: bool) -> str:
    """Return how many services a list has, out of all, or how many of all nobody can reach."""
    if is_narrowed:
        return f"{plural_words(count, 'service')} of {number_words(tally.services)}."
    return (
        f"{plural_words(count, 'service')}. {number_words(tally.unreached)} cannot be reached by "
        "anything we hold."
    )


def reach_tally_figures(tally: Tally) -> list[tuple[str, str]]:
    """Return how many services are in each state, the surest first."""
    return [
        (number_words(tally.proven), "reached within a year"),
        (number_words(tally.older), "reached longer ago"),
        (number_words(tally.never), f"never proven, {number_words(tally.post_only)} only by post"),
        (number_words(tally.unreached), "tried and failed, or no way known"),
    ]


def reach_tables(
    groups: Sequence[GroupTally],
) -> list[tuple[Cut, list[tuple[GroupTally, str, str]]]]:
    """Return each cut with its groups: the group, the share nobody can reach, and its filter."""
    return [
        (
            cut,
            [
                (
                    group,
                    percent_words(group.tally.unreached_share),
                    urlencode({"group": f"{cut}:{group.value}"}),
                )
                for group in groups
                if group.cut is cut
            ],
        )
        for cut in Cut
    ]


def reach_map(
    outlines: Sequence[Outline], groups: Iterable[GroupTally], *, name: str
) -> SafeString | None:
    """Return a map of the share nobody can reach, or None where no boundary is known."""
    cuts = {Cut.PLACE: "place", Cut.COUNCIL: "council"}
    shades = {
        f"{cuts[group.cut]}:{group.value}": Shade(
            share=min(1.0, (group.tally.unreached_share or 0.0) * 2),
            words=percent_words(group.tally.unreached_share),
        )
        for group in groups
        if group.cut in cuts and group.value
    }
    return draw_map(
        outlines=outlines,
        shades=shades,
        title=f"Where nobody can reach services in {name}",
        desc="The darker, the greater the share of services that nobody can reach. "
        "The tables on this page say the same.",
    )


def reach_query(wanted: ReachFilter, **more: str | None) -> str:
    """Return a filter as the query of an address, with `more` after it, without a ?."""
    pairs = [("state", state.value) for state in wanted.states]
    if wanted.way:
        pairs.append(("way", wanted.way.value))
    if wanted.group:
        pairs.append(("group", f"{wanted.group[0]}:{wanted.group[1]}"))
    if wanted.is_refusing:
        pairs.append(("refusing", "yes"))
    if wanted.words:
        pairs.append(("words", wanted.words))
    pairs += [(name, value) for name, value in more.items() if value]
    return urlencode(pairs)


def proof_words(row: ReachRow) -> str:
    """Return how it is known whether a service can be reached, as a line."""
    parts = []
    if row.failed_on:
        parts.append(f"Failed on {date_words(row.failed_on)}.")
    if row.proven_on:
        how = f" ({row.proven_how.label.lower()})" if row.proven_how else ""
        parts.append(f"Last reached on {date_words(row.proven_on)}{how}.")
    if not parts:
        parts.append(f"{row.way.label}, never tried." if row.way != "none" else "Nothing held.")
    return " ".join(parts)


def refused_words(refused: str) -> str:
    """Return what a service asked us not to send, as a tag; empty for nothing."""
    return {"": "", "asking": "No questions by email", "all": "Asked us not to write"}[refused]


def reach_lines(rows: Iterable[ReachRow]) -> Iterator[tuple[object, ...]]:
    """Yield services under `REACH_COLUMNS`. No names, addresses or numbers of people are in it."""
    for row in rows:
        yield (
            row.regulator_id or "",
            row.location_name,
            row.service_type.label,
            row.organisation_name,
            row.place_name,
            row.council_name,
            row.city,
            BOUGHT[row.is_commissioned],
            row.state.label,
            row.way.label,
            row.proven_on or "",
            row.proven_how.label if row.proven_how else "",
            row.failed_on or "",
            row.prefers.label if row.prefers else "",
            REFUSED[row.refused],
            row.assigned_to,
            row.due_on or "",
        )


def task_tag(task: ReachTask, today: date) -> tuple[str, str]:
    """Return a task's state as a tag: its words and kind."""
    if task.done_on:
        return f"Done {date_words(task.done_on)}", "ok"
    if task.due_on < today:
        return f"Overdue since {date_words(task.due_on)}", "gap"
    return f"By {date_words(task.due_on)}", "part"


def told_lede(rows: Sequence[CouncilRow]) -> str:
    """Return how many councils have stated within a year that everyone was told."""
    gaps = sum(row.has_gap for row in rows)
    if not rows:
        return ""
    if not gaps:
        return "Every council here has made a statement within a year."
    return f"{number_words(gaps)} of {plural_words(len(rows), 'council')} made none within a year."


def contact_words(contact: Contact | None) -> str:
    """Return what is known of whether a contact reaches somebody, as sentences."""
    if contact is None or not (contact.proven_on or contact.failed_on):
        return "Nobody has been reached by it yet, as far as we know."
    words = []
    if contact.failed_on:
        words.append(f"It failed on {date_words(contact.failed_on)}: {contact.failed_why}.")
    if contact.proven_on:
        how = Proof(contact.proven_how).label.lower()
        words.append(f"Somebody was last reached on {date_words(contact.proven_on)}: {how}.")
    return " ".join(words)


def known_words(known: Known) -> str:
    """Return what the register knows of a council's services, as sentences."""
    words = (
        f"The register knows {plural_words(known.services, 'service')}. "
        f"{number_words(known.reachable)} can be reached by anything."
    )
    return (
        f"{words} A council buys from {number_words(known.commissioned)}, none from "
        f"{number_words(known.not_commissioned)}; of {number_words(known.not_known)} we do not "
        "know."
    )


def exceptions_begun(known: Known) -> str:
    """Return the services that the register knows cannot be reached, a line each."""
    lines = [
        f"{name}{', ' + postcode if postcode else ''}: {why.lower()}"
        for name, postcode, why in known.unreachable
    ]
    left = known.services - known.reachable - len(lines)
    if left > 0 and lines:
        lines.append("(The list of reach has the others.)")
    return "\n".join(lines)
