"""What a network says for its members, and lines of minutes that are kept as answers."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from regard.domains.engagement import queries
from regard.domains.engagement.actions import collective, kept_lines, member_parts
from regard.domains.engagement.queries.collective import list_stands
from regard.domains.engagement.types import Channel, MemberStand, Speaker, Visibility
from regard.domains.engagement.types.collective import Speech, Stand
from regard.domains.governance import queries as governance
from regard.domains.governance.queries.lines import get_line_to_keep
from regard.domains.register import queries as register
from regard.foundation.accounts.callers import Command

from .clock import as_at, run_waiting
from .corpus import read
from .founding import Founded
from .timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from regard.domains.engagement.models import Contribution, Exercise
    from regard.domains.engagement.queries.collective import StandRow
    from regard.domains.governance.models import MinuteLine

STANDS = {
    MemberStand.AGREED: 0.62,
    MemberStand.ASKED: 0.2,
    MemberStand.NOT_ASKED: 0.18,
}
"""How those of its members stand who did not differ, 0 to 1."""

CONFIRM = 7
"""Members that say themselves how they stand, by the link that they were sent."""


def speak(*, founded: Founded, exercise: Exercise, timeline: Timeline) -> Contribution:
    """Let the care association speak for its members, and some of them say how they stand."""
    words, by = read("speaking"), founded.by["association"]
    at = timeline.when("association_spoke", hour=16)
    found = [
        row
        for row in register.list_networks(system=founded.system)
        if row.name == words["network"]
    ]
    network = register.get_network(system=founded.system, slug=found[0].slug, caller=Command())
    question = queries.list_questions(exercise=exercise)[0]
    speech = Speech(
        answers={question.pk: words["said"].strip()},
        asked_how=words["asked_how"],
        channel=Channel.WEB,
        visibility=Visibility.NAMED,
        said_on=at.date(),
        topics=frozenset(words["topics"]),
        name=words["name"],
        email=words["email"],
    )
    with as_at(at):
        collective.write_speech(exercise=exercise, network=network, speech=speech, by=by, at=at)
        rows = list_stands(
            exercise=exercise, network=network, topics=words["topics"], on=at.date()
        )
        stands = _stands(rows, words["differed"])
        collective.set_stands(exercise=exercise, network=network, stands=stands, by=by, at=at)
        kept = collective.keep_speech(exercise=exercise, network=network, by=by, at=at)
    run_waiting(member_parts.TELL, at=at)
    _confirm(kept, timeline)
    return kept


def keep_lines(*, founded: Founded, exercise: Exercise, timeline: Timeline) -> int:
    """Keep lines of minutes as answers, and return how many."""
    words = read("speaking")["minutes"]
    by, at = founded.by["lead"], timeline.when("minutes_kept", hour=11)
    question = queries.list_questions(exercise=exercise)[0]
    kept = 0
    for line in _list_lines(founded, timeline):
        said = next((each for each in words if line.text.startswith(each["begins"])), None)
        if said is None:
            continue
        about = kept_lines.SaidInMinutes(
            question_id=question.pk,
            speaker=Speaker.PROVIDER,
            visibility=Visibility.TEAM,
            name=said.get("name", ""),
        )
        with as_at(at):
            kept_lines.keep_minute_line(line=line, said=about, by=by, at=at)
        kept += 1
    return kept


def _list_lines(founded: Founded, timeline: Timeline) -> Iterator[MinuteLine]:
    """Yield the lines of minutes of the meetings since the exercise opened."""
    meetings = governance.list_meetings(
        system=founded.system,
        caller=Command(),
        since=timeline.day("winter_opened"),
        until=timeline.today,
    )
    for row in meetings:
        meeting = governance.get_meeting(
            system=founded.system, meeting_id=row.meeting_id, caller=Command()
        )
        for number in meeting.lines.order_by("pk").values_list("pk", flat=True):
            yield get_line_to_keep(line_id=number, caller=Command())


def _stands(rows: Sequence[StandRow], differed: Sequence[str]) -> Mapping[int, Stand]:
    """Return how each member with a mandate stands; the first few see it differently."""
    random = Random(31)  # noqa: S311 (made-up stands, no secret)
    spoken = [row for row in rows if row.mandate_id is not None]
    apart = random.sample(spoken, len(differed))
    stands = {
        row.membership_id: Stand(random.choices(list(STANDS), list(STANDS.values()))[0])
        for row in spoken
    }
    return stands | {
        row.membership_id: Stand(MemberStand.DIFFERED, words)
        for row, words in zip(apart, differed, strict=True)
    }


def _confirm(kept: Contribution, timeline: Timeline) -> None:
    at = timeline.when("winter_proposed", hour=8)
    agreed = kept.member_parts.filter(stand=MemberStand.AGREED).order_by("pk")
    with as_at(at):
        for part in agreed[:CONFIRM]:
            member_parts.answer_part(
                part=part, stand=MemberStand.AGREED, words="", by=f"part:{part.pk}", at=at
            )
