"""How far those who were asked came, by group and by day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from regard.domains.engagement.rules.coverage import IN_NO_PLACE, OTHER_GROUPS
from regard.domains.engagement.rules.silence import (
    Came,
    DayRow,
    SilenceRow,
    count_by_day,
    largest,
    tabulate,
)
from regard.domains.register.types import ServiceType, SizeBand
from regard.foundation.analysis.disclosure import is_small

from .heard import ALONE
from .invitations import ANSWER

if TYPE_CHECKING:
    from datetime import date

    from regard.domains.engagement.models import Exercise

CAME = f"""
with heard as materialized ({ALONE}),
begun as (
    select distinct coalesce(draft.location_id, invitation.location_id) as location_id
    from engagement_contribution draft
    left join engagement_invitation invitation on invitation.id = draft.invitation_id
    where draft.exercise_id = %(exercise)s and draft.kept_at is null
),
asked as (
    select invitation.location_id, invitation.misdirected_at is not null as misdirected,
        message.state in ('failed', 'unsure') as bounced,
        message.state = 'sent' or invitation.printed_at is not null as sent,
        exists (
            select 1 from accounts_link link
            where link.purpose = %(purpose)s and link.subject_id = invitation.id
                and link.first_used_at is not null
        ) as opened
    from engagement_invitation invitation
    left join mail_message message on message.id = invitation.message_id
    where invitation.exercise_id = %(exercise)s
),
fate as (
    select member.service_type, member.size_band, member.place_name,
        case
            when heard.location_id is not null then 'answered'
            when begun.location_id is not null then 'began'
            when asked.misdirected then 'misdirected'
            when asked.opened then 'opened'
            when asked.bounced then 'bounced'
            when asked.sent then 'sent'
            else 'not_asked'
        end as came
    from engagement_audiencemember member
    left join heard on heard.location_id = member.location_id
    left join begun on begun.location_id = member.location_id
    left join asked on asked.location_id = member.location_id
    where member.exercise_id = %(exercise)s
)
select
    case when grouping(service_type) = 0 then 0 when grouping(size_band) = 0 then 1 else 2 end,
    coalesce(service_type, size_band, place_name), came, count(*)
from fate group by grouping sets ((service_type, came), (size_band, came), (place_name, came))
"""  # noqa: S608 (our own words only)

DAYS = f"""
with first as (
    select contribution.location_id, min(contribution.kept_at) as at
    from engagement_contribution contribution
    join ({ALONE}) heard on heard.location_id = contribution.location_id
    where contribution.exercise_id = %(exercise)s and contribution.kept_at is not null
        and contribution.speaker = 'provider'
        and exists (
            select 1 from engagement_audiencemember member
            where member.exercise_id = %(exercise)s
                and member.location_id = contribution.location_id
        )
    group by contribution.location_id
)
select 'answered', (at at time zone %(zone)s)::date, count(*) from first group by 2
union all
select 'sent', (coalesce(message.sent_at, invitation.printed_at) at time zone %(zone)s)::date,
    count(*)
from engagement_invitation invitation
left join mail_message message on message.id = invitation.message_id
where invitation.exercise_id = %(exercise)s
    and coalesce(message.sent_at, invitation.printed_at) is not null
group by 2
union all
select 'reminded', (reminded_at at time zone %(zone)s)::date, count(*)
from engagement_invitation
where exercise_id = %(exercise)s and reminded_at is not null
group by 2
"""  # noqa: S608 (our own words only)

LATE = """
select count(*) from engagement_contribution
where exercise_id = %(exercise)s and kept_at is not null and is_late
"""


@dataclass(frozen=True)
class Silence:
    """
    How far those who were asked came.

    Attributes:
        by_type, by_size, by_place: services by group; of many places the largest, and the others
            together. days: service addresses by day.
        late: answers kept after the last day; None where 1 to 5.
    """

    by_type: tuple[SilenceRow, ...]
    by_size: tuple[SilenceRow, ...]
    by_place: tuple[SilenceRow, ...]
    days: tuple[DayRow, ...]
    late: int | None


def get_silence(*, exercise: Exercise) -> Silence:
    """Return how far everyone came, for a reader who may see coverage. Three queries."""
    groups: dict[int, Counter[tuple[str, Came]]] = {n: Counter() for n in range(3)}
    days: dict[str, dict[date, int]] = {"answered": {}, "sent": {}, "reminded": {}}
    named: dict[str, Any] = {
        "exercise": exercise.pk,
        "purpose": ANSWER,
        "zone": timezone.get_current_timezone_name(),
    }
    with connection.cursor() as cursor:
        cursor.execute(CAME, named)
        for breakdown, group, came, n in cursor.fetchall():
            groups[breakdown][group, Came(came)] = n
        cursor.execute(DAYS, named)
        for what, on, n in cursor.fetchall():
            days[what][on] = n
        cursor.execute(LATE, named)
        (late,) = cursor.fetchone() or (0,)
    return Silence(
        by_type=tabulate(groups[0], {str(kind): kind.label for kind in ServiceType}),
        by_size=tabulate(groups[1], {str(size): size.label for size in SizeBand}),
        by_place=tabulate(
            largest(groups[2]), {"": IN_NO_PLACE, OTHER_GROUPS: "Smaller places together"}
        ),
        days=count_by_day(days["answered"], days["sent"], days["reminded"]),
        late=None if is_small(late) else late,
    )
