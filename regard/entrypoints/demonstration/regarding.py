"""What decisions made of the strategy, what boards think of it, and its next version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from regard.domains.governance import queries as governance
from regard.domains.strategy import actions, queries
from regard.domains.strategy.queries.regard_figures import COUNTING
from regard.domains.strategy.types import (
    BundleKind,
    PassageKind,
    Place,
    Regarded,
    RegardEffect,
    RegardFacts,
    ReplyChannel,
    ReplyState,
    Words,
)
from regard.foundation.accounts.callers import Command

from .clock import as_at, run_to_end, run_waiting
from .corpus import read
from .governing import Governing

if TYPE_CHECKING:
    from datetime import date, datetime

    from regard.domains.governance.models import Decision
    from regard.domains.strategy.models import Strategy
    from regard.domains.strategy.types import ReplyRow

MOST_REPLIES = 5_000
"""More than there are."""

BY_POST = timedelta(days=2)


def give_opinions(*, strategy: Strategy, governing: Governing) -> None:
    """Keep what each health and wellbeing board thinks of the draft."""
    at = governing.timeline.when("opinions_given", hour=12)
    with as_at(at):
        for words in read("regard")["opinions"]:
            given = actions.Given(
                words=words["words"], takes_account=words["takes_account"], given_on=at.date()
            )
            actions.keep_opinion(
                strategy=strategy,
                body_id=governing.bodies[words["board"]].pk,
                given=given,
                by=governing.lead,
                at=at,
            )


def judge_replies(*, strategy: Strategy, governing: Governing) -> None:
    """Let some open their reply in the weeks after it came, and say whether it answers them."""
    shares, random = read("regard")["replies"], Random(31)  # noqa: S311 (made up, no secret)
    sent = queries.list_replies(strategy=strategy, state=ReplyState.SENT, limit=MOST_REPLIES)
    for row in sorted(sent, key=_order):
        if random.random() > shares["opened"]:
            continue
        on = _came_on(row) + timedelta(days=min(int(random.expovariate(1 / 6)), 40))
        at = governing.timeline.on(on, hour=random.randint(11, 21), minute=random.randint(0, 59))
        answers = (
            random.random() < shares["answered"] if random.random() < shares["said"] else None
        )
        _judge(strategy, row, answers=answers, at=at)


def _order(row: ReplyRow) -> int:
    return row.reply_id


def _came_on(row: ReplyRow) -> date:
    """Return the day on which a reply was there to be read."""
    sent_on = timezone.localdate(row.sent_at)
    return sent_on + BY_POST if row.channel is ReplyChannel.LETTER else sent_on


def _judge(strategy: Strategy, row: ReplyRow, *, answers: bool | None, at: datetime) -> None:
    reply = strategy.replies.get(pk=row.reply_id)
    with as_at(at):
        actions.record_read(reply=reply, at=at)
        if answers is not None:
            actions.record_verdict(reply=reply, answers_them=answers, at=at)


def have_regard(*, strategy: Strategy, governing: Governing) -> None:
    """Write down what each decision made of the strategy, and sign all but the last of them."""
    for words in read("regard")["records"]:
        written = governing.timeline.on(_day(governing, words["written"]), hour=11)
        with as_at(written):
            record = actions.record_regard(
                decision=_decision(governing, words["decision"]),
                strategy=strategy,
                facts=_facts(strategy, governing, words),
                by=governing.by,
                at=written,
            )
        if "signed" in words:
            signed = governing.timeline.on(_day(governing, words["signed"]), hour=15)
            with as_at(signed):
                actions.sign_regard(record=record, name=words["name"], by=governing.by, at=signed)
    run_waiting(COUNTING, at=governing.timeline.at)


def begin_next(*, strategy: Strategy, themes: Mapping[str, int], governing: Governing) -> Strategy:
    """Begin the next version and return it: what changes says why, and because of what."""
    timeline, by = governing.timeline, governing.lead
    words, dates = read("regard")["version"], timeline.phrases()
    begun, at = timeline.when("version_begun", hour=10), timeline.when("version_written", hour=15)
    with as_at(begun):
        draft = actions.begin_version(strategy=strategy, because=words["because"], by=by, at=begun)
    passages = {each.ref: each for each in queries.list_passages(strategy=draft)}
    with as_at(at):
        for change in words["changes"]:
            old = passages[change["ref"]]
            actions.edit_passage(
                strategy=draft,
                key=old.key,
                words=_words(old.heading, change, themes, dates),
                revision=old.revision,
                by=by,
                at=at,
            )
        for added in words["additions"]:
            after = passages[added["after"]]
            under = after.parent.key if after.parent else None
            actions.add_passage(
                strategy=draft,
                words=_words(added["heading"], added, themes, dates),
                ref=added["ref"],
                place=Place(under=under, after=after.key),
                by=by,
                at=at,
            )
            actions.base_passage(
                strategy=draft,
                ref=added["ref"],
                numbers=(),
                no_need_because=added["no_need_because"],
                by=by,
                at=at,
            )
    return draft


def make_bundle(*, strategy: Strategy, governing: Governing) -> None:
    """Make a bundle for somebody who asked for information, as they would get it."""
    at = governing.timeline.at
    with as_at(at):
        _, job = actions.start_bundle(
            strategy=strategy,
            kind=BundleKind.INFORMATION_REQUEST,
            why=read("regard")["bundle"]["why"],
            by=governing.lead,
            at=at,
        )
    run_to_end(job, at=at)


def _words(
    heading: str, words: Mapping[str, Any], themes: Mapping[str, int], dates: Mapping[str, str]
) -> Words:
    return Words(
        heading=heading,
        text=words["text"].strip().format(**dates),
        kind=PassageKind.COMMITMENT,
        because=words["because"],
        theme_ids=tuple(themes[topic] for topic in words["themes"]),
    )


def _day(governing: Governing, days: int) -> date:
    return governing.timeline.today + timedelta(days=days)


def _decision(governing: Governing, title: str) -> Decision:
    rows = governance.list_decisions(system=governing.system, caller=Command())
    ref = next(row.ref for row in rows if row.title == title)
    return governance.get_decision(system=governing.system, ref=ref, caller=Command())


def _facts(strategy: Strategy, governing: Governing, words: Mapping[str, Any]) -> RegardFacts:
    keys = {each.ref: each.key for each in queries.list_passages(strategy=strategy)}
    passages = (
        Regarded(keys[ref], RegardEffect(effect), *said)
        for ref, effect, *said in words["passages"]
    )
    return RegardFacts(
        passages=tuple(passages),
        effect=words["effect"],
        providers_said=words["providers_said"],
        involved_on=_day(governing, words["involved"]),
    )
