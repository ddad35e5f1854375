"""The next version is put before some whom it touches, and a few have commented on it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from regard.domains.engagement import actions as engagement
from regard.domains.engagement import queries as asked
from regard.domains.engagement.types import InvitationFilter, Visibility
from regard.domains.register import queries as register
from regard.domains.register.types import Criteria, ServiceType, SizeBand
from regard.domains.strategy import actions, queries
from regard.domains.strategy.rules.reviews import print_of
from regard.domains.strategy.types.reviews import ReviewPlan

from .clock import as_at, run_to_end
from .corpus import read
from .fairness import show_fair
from .governing import Governing

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise, Invitation
    from regard.domains.strategy.models import Strategy

CLOSES_AFTER, REPLIES_AFTER = 12, 70
"""Days from the day of building."""

SOME = 200
"""More than are asked."""


def put_before(*, draft: Strategy, governing: Governing) -> None:
    """Ask small home care agencies outside the towns to read the draft, and keep what came."""
    timeline, by, words = governing.timeline, governing.lead, read("review")
    written, opened = timeline.when("review_written"), timeline.when("review_opened", hour=9)
    with as_at(written):
        review = actions.begin_review(
            strategy=draft, plan=_plan(governing, words), by=by, at=written
        )
        exercise: Exercise = review.exercise
        engagement.choose_audience(
            exercise=exercise, criteria=_criteria(governing, words), by=by, at=written
        )
        show_fair(exercise, information=words["information"], by=by, at=written)
    with as_at(opened):
        exercise = engagement.open_exercise(exercise=exercise, by=by, at=opened)
        job = engagement.send_invitations(exercise=exercise, by=by, at=opened)
    run_to_end(job, at=opened + timedelta(minutes=10))
    invited = asked.list_invitations(
        exercise=exercise, which=InvitationFilter.ALL, after=0, limit=SOME
    )
    for row, said in zip(invited, words["comments"], strict=False):
        invitation = asked.get_invitation(exercise=exercise, invitation_id=row.invitation_id)
        _comment(invitation, said, governing)


def _plan(governing: Governing, words: dict[str, Any]) -> ReviewPlan:
    today = governing.timeline.today
    return ReviewPlan(
        title=words["title"],
        asks=words["asks"],
        decided=words["decided"],
        open_to_change=words["open_to_change"],
        opens_on=governing.timeline.day("review_opened"),
        closes_on=today + timedelta(days=CLOSES_AFTER),
        reply_by=today + timedelta(days=REPLIES_AFTER),
    )


def _criteria(governing: Governing, words: dict[str, Any]) -> Criteria:
    places = {place.name: place.pk for place in register.list_places(system=governing.system)}
    return Criteria(
        service_types=(ServiceType.HOME_CARE,),
        place_ids=tuple(places[name] for name in words["places"]),
        size_bands=(SizeBand.ONE,),
    )


def _comment(invitation: Invitation, said: dict[str, Any], governing: Governing) -> None:
    """Write on some passages behind the link, and send it."""
    day = governing.timeline.today + timedelta(days=said["day"])
    at, by = governing.timeline.on(day, hour=20), f"invitation:{invitation.pk}"
    [token] = asked.list_codes(invitation_ids=[invitation.pk]).values()
    with as_at(at):
        reviewing = queries.open_review(token=token, at=at)
        numbers = {
            line.ref: line.reviewed_id for line in queries.list_lines(review=reviewing.review)
        }
        actions.save_comments(
            reviewing=reviewing,
            boxes={
                numbers[ref]: actions.Box(text, print_of("")) for ref, text in said["on"].items()
            },
            mark=engagement.number_page(),
            by=by,
            at=at,
        )
        step = engagement.Step(visibility=Visibility(said["visibility"]))
        engagement.save_draft(invitation=invitation, step=step, by=by, at=at)
        engagement.keep_draft(invitation=invitation, by=by, at=at)
