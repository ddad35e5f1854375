"""What everyone said is kept, each on its day and by its own way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from regard.domains.engagement import actions, queries
from regard.domains.engagement.types import Channel, Said, Speaker

from .arriving import Post
from .asking import Asked
from .clock import as_at
from .gathering import load_export
from .heard import MadeContribution
from .ticking import TICKED, tick
from .timeline import Timeline

if TYPE_CHECKING:
    from datetime import datetime

    from regard.domains.engagement.models import Invitation


def keep(
    *,
    asked: Asked,
    said: Sequence[MadeContribution],
    lead: str,
    timeline: Timeline,
    random: Random,
) -> None:
    """Keep what everyone said, each on its day and by its own way."""
    sheet = [each for each in said if each.channel is Channel.SPREADSHEET]
    post = Post(asked, lead=lead)
    for each in said:
        if each.channel is not Channel.SPREADSHEET:
            day = timeline.day(f"{asked.name}_opened") + timedelta(days=each.day)
            at = timeline.on(day, hour=random.randint(10, 21), minute=random.randint(0, 59))
            what = _said(asked, each, lead=lead)
            if not post.takes(each, what, at=at):
                _keep(asked, what, at=at)
    if sheet:
        rows = [(each, _said(asked, each, lead=lead)) for each in sheet]
        load_export(asked=asked, rows=rows, by=lead, timeline=timeline)


def _keep(asked: Asked, said: Said, *, at: datetime) -> None:
    invitation = _invitation(asked, said) if said.channel is Channel.LINK else None
    by = f"invitation:{invitation.pk}" if invitation else "public"
    with as_at(at):
        actions.keep_contribution(
            exercise=asked.exercise,
            said=said,
            invitation=invitation,
            by=said.entered_by or by,
            at=at,
        )


def _invitation(asked: Asked, said: Said) -> Invitation | None:
    if said.location_id is None or said.location_id not in asked.invitations:
        return None
    number = asked.invitations[said.location_id]
    return queries.get_invitation(exercise=asked.exercise, invitation_id=number)


def _said(asked: Asked, each: MadeContribution, *, lead: str) -> Said:
    """Return what they said; a service that was not asked by link yet comes by the web."""
    location_id = asked.locations[each.location.key] if each.location else None
    is_asked = each.channel is not Channel.LINK or location_id in asked.invitations
    channel = each.channel if is_asked else Channel.WEB
    return Said(
        answers=_answers(asked, each),
        speaker=each.speaker,
        channel=channel,
        visibility=each.visibility,
        said_on=asked.exercise.opens_on + timedelta(days=each.day),
        location_id=location_id,
        name=each.name,
        email=each.email,
        telephone=each.telephone,
        address=each.address,
        entered_by="" if channel in {Channel.LINK, Channel.WEB} else lead,
        is_shielded=each.is_shielded,
    )


def _answers(asked: Asked, each: MadeContribution) -> dict[int, str]:
    """Return what they said in words, what they chose, and what else they ticked or counted."""
    in_words = {asked.questions[n - 1].pk: answer.text for n, answer in each.answers.items()}
    chosen = {
        asked.questions[n - 1].pk: asked.questions[n - 1].options[option]
        for n, option in each.choices.items()
    }
    if each.speaker is Speaker.ASSOCIATION:  # a letter ticks nothing
        return in_words
    random = Random(f"{asked.name} {each.day} {each.answers[1].text}")  # noqa: S311 (made up)
    for wording, question in zip(asked.wordings, asked.questions, strict=True):
        condition = chosen.get(question.shown_if_id or 0, "")
        is_asked = not question.shown_if_id or condition in question.shown_for
        if question.pk not in chosen and question.kind in TICKED and is_asked:
            chosen[question.pk] = tick(wording, random=random)
    return in_words | {question_id: said for question_id, said in chosen.items() if said}
