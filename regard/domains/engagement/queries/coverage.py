"""Whose voice an exercise has, and whose is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import connection

from regard.domains.engagement.models import (
    AudienceMember,
    AudienceNetwork,
    Exercise,
    Invitation,
)
from regard.domains.engagement.rules.coverage import (
    FIELDS,
    OTHER_GROUPS,
    Counted,
    hide_small,
    weigh,
    work_out,
)
from regard.domains.engagement.rules.network_coverage import NetworkCell
from regard.domains.engagement.types import Channel, Coverage, MissingRow, Speaker
from regard.domains.register import queries as register
from regard.domains.register.types import ServiceType
from regard.foundation.analysis.disclosure import is_small

from .heard import HEARD, HEARD_FROM, is_heard_in
from .marked import Mark, kept_under, read_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from regard.domains.register.types import ContactRow


Group = tuple[str, str]
"""A breakdown and a group of it, by their keys."""

_COLUMNS = ", ".join(
    "coalesce(deprivation::text, '') as deprivation" if field.key == "deprivation" else field.key
    for field in FIELDS
)
_KEYS = ", ".join(field.key for field in FIELDS)
_SETS = ", ".join(f"({field.key})" for field in FIELDS)

TALLY = f"""
with heard as materialized ({HEARD}),
alike as (
    select {_COLUMNS}, count(*) as asked, count(heard.location_id) as heard
    from engagement_audiencemember member
    left join heard on heard.location_id = member.location_id
    where exercise_id = %(exercise)s
    group by {_KEYS.replace("deprivation", "member.deprivation")}
)
select grouping({_KEYS}), {_KEYS}, sum(asked), sum(heard)
from alike
group by grouping sets ({_SETS}, ())
"""  # noqa: S608 (our own words only)
"""Every breakdown at once: of services that are alike first, which are far fewer."""

TALLY_NETWORKS = f"""
with heard as materialized ({HEARD}),
belonging as (
    select tie.member_id, array_agg(network.name order by network.name) as networks
    from engagement_audiencenetwork tie
    join engagement_audiencemember member on member.id = tie.member_id
    join register_network network on network.id = tie.network_id
    where member.exercise_id = %(exercise)s
    group by tie.member_id
)
select belonging.networks, count(*), count(heard.location_id)
from belonging
join engagement_audiencemember member on member.id = belonging.member_id
left join heard on heard.location_id = member.location_id
group by belonging.networks
"""  # noqa: S608 (our own words only)

OTHERS = """
select speaker, channel, is_shielded,
    speaker = 'provider' and asked.location_id is null and network_id is null, count(*),
    count(*) filter (where is_late)
from engagement_contribution contribution
left join (
    select distinct location_id from engagement_audiencemember where exercise_id = %(exercise)s
) asked on asked.location_id = contribution.location_id
where exercise_id = %(exercise)s and kept_at is not null
group by 1, 2, 3, 4
"""


def get_coverage(*, exercise: Exercise, mark: Mark | None = None) -> Coverage:
    """
    Return whose voice an exercise has, for a reader who was checked. Four queries at most.

    A service is heard when a kept contribution by a provider names its location, unless all of
    them are behind a shield. Counts are kept under a mark of all they follow from, so that they
    are made anew as soon as one answer differs, and only then; see ADR 0024.

    :param mark: of `heard.HEARD_FROM`, just read; None: it is read here.
    """
    found, others = kept_under(
        mark or read_mark(exercise=exercise, of=HEARD_FROM),
        of=HEARD_FROM,
        name="coverage-worked-out",
        count=lambda: (work_out(_count(exercise)), _list_others(exercise)),
    )
    by_speaker, total_people = hide_small(others.people)
    by_channel, _ = hide_small(others.channels)
    return Coverage(
        exercise_id=exercise.pk,
        as_at=exercise.register_as_at,
        heard=found.heard,
        asked=found.asked,
        share=found.share,
        breakdowns=found.breakdowns,
        groups=found.groups,
        alarms=found.alarms,
        absent=found.absent,
        people=by_speaker,
        channels=by_channel,
        total_people=total_people,
        unmatched=None if is_small(others.unmatched) else others.unmatched,
        shielded=None if is_small(others.shielded) else others.shielded,
        late=others.late,
    )


def list_missing(
    *,
    exercise: Exercise,
    coverage: Coverage,
    group: tuple[str, str] | None = None,
    locations: Sequence[int] | None = None,
) -> list[MissingRow]:
    """
    Return every location of which nothing was heard, those that would add most first.

    For a reader who may see who is missing and how to reach them. Four queries, however many
    there are; ways to reach them are added by `add_contacts`, to those that are shown.

    :param coverage: of the same exercise; it says which groups are heard less than their share.
    :param group: only locations with a service in this group: a breakdown and a group of it.
    :param locations: only these; None: all.
    """
    weights = weigh(coverage.breakdowns, share=coverage.share)
    labels = {(part.key, row.key): row.label for part in coverage.breakdowns for row in part.rows}
    invited = set(Invitation.objects.filter(exercise=exercise).values_list("location", flat=True))
    networks = list_network_names(exercise=exercise)
    silent = (
        AudienceMember.objects.filter(exercise=exercise)
        .exclude(is_heard_in(exercise))
        .select_related("location", "organisation")
        .order_by("location__name", "location", "service_type")
    )
    if locations is not None:
        silent = silent.filter(location__in=locations)
    members: dict[int, list[AudienceMember]] = defaultdict(list)
    for member in silent:
        members[member.location_id].append(member)
    groups = {
        location_id: groups_of(services, networks.get(location_id, ()), labels)
        for location_id, services in members.items()
    }
    rows = [
        _missing(
            services, groups[location_id], weights, labels, was_invited=location_id in invited
        )
        for location_id, services in members.items()
        if group is None or group in groups[location_id]
    ]
    return sorted(rows, key=lambda row: -row.weight)


def add_contacts(*, exercise: Exercise, rows: Sequence[MissingRow]) -> list[MissingRow]:
    """
    Return the rows with how to reach each, as far as the register knows. Three queries.

    Who asked us not to email questions is left a telephone number, and who asked us to write
    about nothing is shown with none: nobody is dropped from the list.
    """
    contacts = register.list_contacts(
        system=exercise.system, location_ids=[row.location_id for row in rows]
    )
    return [
        _reached(row, contacts[row.location_id]) if row.location_id in contacts else row
        for row in rows
    ]


def _reached(row: MissingRow, contact: ContactRow) -> MissingRow:
    if contact.refused == "all":
        return replace(row, wish="Asked us not to write to them about anything")
    wish = f"Would rather be reached: {contact.prefers.label.lower()}" if contact.prefers else ""
    if contact.refused:
        wish = "Asked not to be emailed questions: telephone or send a letter"
    return replace(
        row,
        contact_name=contact.name,
        telephone=contact.telephone,
        email="" if contact.refused else contact.email,
        wish=wish,
    )


def _count(exercise: Exercise) -> Counted:
    """Return how many services were asked and heard, every way. Two queries."""
    tallies: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    asked = heard = 0
    for mask, *keys, row_asked, row_heard in _read(TALLY, exercise):
        place = _field_of(mask)
        if place is None:
            asked, heard = int(row_asked or 0), int(row_heard or 0)
        else:
            tallies[FIELDS[place].key][keys[place]] = (int(row_asked), int(row_heard))
    cells = [
        NetworkCell(frozenset(names), n, k) for names, n, k in _read(TALLY_NETWORKS, exercise)
    ]
    in_none = asked - sum(cell.asked for cell in cells)
    if cells and in_none:
        silent = heard - sum(cell.heard for cell in cells)
        cells.append(NetworkCell(frozenset(), in_none, silent))
    return Counted(asked, heard, dict(tallies), cells)


def _field_of(mask: int) -> int | None:
    """Return which field a row is grouped by, as PostgreSQL's `grouping` tells; None: by none."""
    kept = ~mask & ((1 << len(FIELDS)) - 1)
    return len(FIELDS) - kept.bit_length() if kept else None


@dataclass
class _Others:
    """
    What counts for no service, and what came late.

    Attributes:
        people, channels: what is not a provider's, by who spoke and by how.
        unmatched: what came from providers of no service that was asked.
        shielded: what is behind a shield.
        late: of everything, what came after the last day.
    """

    people: Counter[str]
    channels: Counter[str]
    unmatched: int = 0
    shielded: int = 0
    late: int = 0


def _list_others(exercise: Exercise) -> _Others:
    found = _Others(Counter(), Counter())
    for speaker, channel, is_shielded, is_unmatched, count, late in _read(OTHERS, exercise):
        found.late += late
        if is_shielded:
            found.shielded += count
        elif speaker != Speaker.PROVIDER:
            found.people[Speaker(speaker).label] += count
            found.channels[Channel(channel).label] += count
        elif is_unmatched:
            found.unmatched += count
    return found


def _read(sql: str, exercise: Exercise) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"exercise": exercise.pk})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _missing(
    services: Sequence[AudienceMember],
    groups: Sequence[Group],
    weights: dict[tuple[str, str], float],
    labels: dict[tuple[str, str], str],
    *,
    was_invited: bool,
) -> MissingRow:
    first = services[0]
    lacking = sorted((group for group in groups if group in weights), key=lambda g: -weights[g])
    return MissingRow(
        location_id=first.location_id,
        name=first.location.name,
        organisation_name=first.organisation.name,
        services=tuple(ServiceType(each.service_type).label for each in services),
        place_name=first.place_name,
        adds=tuple(labels[group] for group in lacking),
        weight=sum(weights[group] for group in lacking),
        was_invited=was_invited,
        contact_name="",
        telephone="",
        email="",
    )


def list_network_names(*, exercise: Exercise) -> dict[int, tuple[str, ...]]:
    """
    Return the networks of each location of an audience, for those that are in any. One query.

    They tell how a location is counted; whoever shows one asks the register who may know.
    """
    names: dict[int, set[str]] = defaultdict(set)
    for location_id, name in (
        AudienceNetwork.objects.filter(member__exercise=exercise)
        .values_list("member__location_id", "network__name")
        .distinct()
    ):
        names[location_id].add(name)
    return {location_id: tuple(sorted(found)) for location_id, found in names.items()}


def groups_of(
    services: Iterable[AudienceMember], networks: Sequence[str], labels: Mapping[Group, str]
) -> list[Group]:
    """
    Return every group that a location's services are in, each once: a breakdown and its group.

    :param networks: those that the location is in.
    :param labels: the groups on the page; a group of providers that is not is one of the others.
    """
    found: list[Group] = [("network", name) for name in (networks or ("",))]
    for each in services:
        for field in FIELDS:
            value = getattr(each, field.key)
            group = (field.key, "" if value is None else str(value))
            if field.key == "group_name" and group not in labels:
                group = (field.key, OTHER_GROUPS)
            found.append(group)
    return list(dict.fromkeys(found))
