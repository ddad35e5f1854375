"""What a bundle holds of decisions, boards' opinions, needs and promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.strategy.types import CommitmentState, NeedTopic, RegardEffect

from .bundle_tables import kept_file, table, words_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regard.domains.governance.models import Decision
    from regard.domains.governance.queries import DecisionFile
    from regard.domains.governance.queries.deciding import InvolvementRow
    from regard.domains.strategy.models import (
        Commitment,
        CommitmentUpdate,
        Need,
        Opinion,
        RegardPassage,
        RegardRecord,
    )
    from regard.domains.strategy.queries import Decided
    from regard.foundation.files.models import File

    from .bundle_tables import Part, Row

REGARD = (
    "decision", "title", "body", "decided_on", "version", "passage", "effect", "where", "why",
    "as_a_whole", "providers_said", "involved_on", "signed_at",
)  # fmt: skip
OPINIONS = ("version", "board", "takes_account", "given_on", "words", "file")
NEEDS = (
    "need", "title", "words", "who", "topic", "source", "source_url", "dated_on", "answered_by",
    "left_aside",
)  # fmt: skip
PROMISES = (
    "promise",
    "words",
    "version",
    "passage",
    "body",
    "owner",
    "due_on",
    "state",
    "ended_on",
)
STEPS = ("promise", "step", "due_on", "done_on")
UPDATES = ("promise", "at", "state", "words", "evidence", "evidence_url", "by")


def decided_files(decided: Decided) -> Iterator[Part]:
    """Give what was decided with regard to the versions, and what stands beside them."""
    yield table("regard.csv", REGARD, _regard_rows(decided))
    decisions = {record.decision_id: record.decision for record in decided.records}
    for pk, decision in decisions.items():
        yield words_file(f"decisions/{decision.ref}.md", _decision(decision, decided.files[pk]))
    yield from _opinion_files(decided)
    yield table("needs.csv", NEEDS, (_need(each, decided) for each in decided.needs))
    yield table("promises.csv", PROMISES, map(_promise, decided.commitments))
    steps: list[Row] = [
        {
            "promise": each.commitment.number,
            "step": each.words,
            "due_on": str(each.due_on),
            "done_on": str(each.done_on or ""),
        }
        for each in decided.milestones
    ]
    yield table("promises-steps.csv", STEPS, steps)
    yield table("promises-reports.csv", UPDATES, map(_update, decided.updates))
    for each in decided.updates:
        if each.file is not None:
            name = f"promises/{each.commitment.number}-{each.pk}-{each.file.name}"
            yield kept_file(name, each.file)


def _regard_rows(decided: Decided) -> Iterator[Row]:
    """Give a row a passage, and one where no passage was relevant."""
    for record in decided.records:
        named = [_regard_row(record, each) for each in record.passages.all()]
        yield from named or [_regard_row(record, None)]


def _regard_row(record: RegardRecord, each: RegardPassage | None) -> Row:
    decision = record.decision
    return {
        "decision": decision.ref,
        "title": decision.title,
        "body": decision.body.name,
        "decided_on": decision.decided_on.isoformat(),
        "version": record.strategy.number,
        "passage": each.passage.ref if each else "",
        "effect": RegardEffect(each.effect).label if each else "",
        "where": each.where if each else "",
        "why": each.why if each else record.why_none,
        "as_a_whole": record.effect,
        "providers_said": record.providers_said,
        "involved_on": str(record.involved_on or ""),
        "signed_at": str(record.signed_at),
    }


def _decision(decision: Decision, file: DecisionFile) -> list[str]:
    """Return a decision in full: what could have been decided, on what, and who was asked."""
    taken = f"{decision.body.name}, {decision.decided_on:%-d %B %Y}"
    options = [
        "".join((f"- {each.text}", " (chosen)" * each.is_chosen, f": {each.why}" * bool(each.why)))
        for each in file.options
    ]
    involved = [_involved(each) for each in file.involved]
    return [
        f"# {decision.ref} {decision.title}",
        taken,
        decision.text,
        *_section("Why", [decision.why]),
        *_section("On what it rests", [decision.evidence]),
        *_section("What could go wrong", [decision.risks]),
        *_section("What could have been decided", options),
        *_section("Who was asked", involved or [decision.nobody_asked or "Nobody is recorded."]),
        *_section("Votes", _votes(decision)),
        *_section(
            "Interests declared",
            [f"- {each.seat}: {each.act.label}. {each.text}".strip() for each in file.declared],
        ),
    ]


def _involved(each: InvolvementRow) -> str:
    when = f"{each.on:%-d %B %Y} ({each.asked.label.lower()})"
    return f"- {when}: {each.who} ({each.of.label}). {each.how}. {each.what_came}".rstrip()


def _section(title: str, paragraphs: list[str]) -> list[str]:
    written = [each for each in paragraphs if each]
    return [f"## {title}", *written] if written else []


def _votes(decision: Decision) -> list[str]:
    if decision.votes_for is None:
        return []
    against = f"{decision.votes_against} against, {decision.abstained} abstained"
    return [f"{decision.votes_for} for, {against}."]


def _opinion_files(decided: Decided) -> Iterator[Part]:
    yield table("opinions.csv", OPINIONS, map(_opinion, decided.opinions))
    for each in decided.opinions:
        if each.file is not None:
            yield kept_file(_opinion_name(each, each.file), each.file)


def _opinion(each: Opinion) -> Row:
    return {
        "version": each.strategy.number,
        "board": each.body.name,
        "takes_account": {True: "yes", False: "no", None: "does not say"}[each.takes_account],
        "given_on": str(each.given_on),
        "words": each.words,
        "file": _opinion_name(each, each.file) if each.file is not None else "",
    }


def _opinion_name(each: Opinion, file: File) -> str:
    return f"opinions/{each.strategy.number}-{each.body.slug}-{file.name}"


def _need(need: Need, decided: Decided) -> Row:
    met = [each for each in decided.met if each.need_id == need.pk]
    aside = [each for each in decided.aside if each.need_id == need.pk]
    return {
        "need": f"N{need.number}",
        "title": need.title,
        "words": need.words,
        "who": need.who,
        "topic": NeedTopic(need.topic).label,
        "source": need.source,
        "source_url": need.source_url,
        "dated_on": str(need.dated_on),
        "answered_by": "; ".join(_where(each.strategy.number, each.passage.ref) for each in met),
        "left_aside": "; ".join(f"version {each.strategy.number}: {each.why}" for each in aside),
    }


def _where(number: int, ref: str) -> str:
    return f"version {number}, {ref}"


def _promise(each: Commitment) -> Row:
    return {
        "promise": each.number,
        "words": each.words,
        "version": each.strategy.number,
        "passage": each.passage.ref,
        "body": each.body.name if each.body else "",
        "owner": each.owner,
        "due_on": str(each.due_on),
        "state": CommitmentState(each.state).label,
        "ended_on": str(each.ended_on or ""),
    }


def _update(each: CommitmentUpdate) -> Row:
    return {
        "promise": each.commitment.number,
        "at": each.at.isoformat(),
        "state": CommitmentState(each.state).label,
        "words": each.words,
        "evidence": each.evidence,
        "evidence_url": each.evidence_url,
        "by": each.by,
    }
