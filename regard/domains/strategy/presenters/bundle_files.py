"""What a bundle is made of, file by file."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import TYPE_CHECKING

from regard.domains.strategy.rules import bundles as rules
from regard.domains.strategy.types import BundleKind, FileKind, OutcomeKind, RegardEffect
from regard.foundation.audit import verify
from regard.foundation.audit.canonical import canonical, entry_bytes

from .data import fit_for_spreadsheets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regard.domains.strategy.models import (
        Bundle,
        Outcome,
        RegardPassage,
        RegardRecord,
        Strategy,
    )
    from regard.domains.strategy.queries.bundles import AskedPart, Extract
    from regard.foundation.files.models import File

Files = dict[str, bytes]
Row = dict[str, str | int | None]


def version_files(
    version: Strategy,
    *,
    content: bytes,
    made: Mapping[FileKind, File],
    digests: frozenset[str],
) -> Files:
    """
    Return a published version: its words, and the files that were made when it was published.

    :param content: its canonical content.
    :param digests: those that the ledger's entries hold. Content without its digest among them,
        as of what was published before the ledger had them, is not called content.json, which
        the verifier holds against the ledger.
    """
    folder = f"versions/{version.number}"
    lines = [f"# {version.title}", f"Version {version.number}", version.introduction]
    for passage in version.passages.order_by("position", "pk"):
        lines += [f"## {passage.ref} {passage.heading}", passage.text]
    name = "content.json" if hashlib.sha256(content).hexdigest() in digests else "as-it-is.json"
    files = {
        f"{folder}/words.md": "\n\n".join(line for line in lines if line).encode() + b"\n",
        f"{folder}/{name}": content,
    }
    for kind, file in made.items():
        if kind is not FileKind.JSON:
            files[f"{folder}/published.{kind.value}"] = file.path.read_bytes()
    return files


def asked_files(part: AskedPart) -> Files:
    """Return what one exercise asked, told and counted, and what was said in it."""
    exercise, folder = part.exercise, f"asked/{part.exercise.slug}"
    counts = part.invitations
    told = {
        "title": exercise.title,
        "kind": exercise.kind,
        "opened": str(exercise.opens_on),
        "closed": str(exercise.closes_on),
        "questions": [
            {"position": each.position, "text": each.text, "hint": each.hint, "kind": each.kind}
            for each in part.questions
        ],
        "information": [
            {
                "version": pack.number,
                "published": str(pack.published_at),
                "words": pack.words,
                "what_changed": pack.what_changed,
            }
            for pack in part.packs
        ],
        "invitations": {
            "services_in_the_audience": counts.locations,
            "emails_sent": counts.sent,
            "emails_waiting": counts.waiting,
            "emails_bounced": counts.bounced,
            "letters_posted": counts.printed,
            "services_that_answered": counts.answered,
        },
        "contributions": len(part.originals),
    }
    return {
        f"{folder}/exercise.json": _json(told),
        f"{folder}/contributions.csv": _csv(_contribution_rows(part)),
        f"{folder}/themes.csv": _csv(_theme_rows(part)),
        f"{folder}/points.csv": _csv(_point_rows(part)),
    }


def _contribution_rows(part: AskedPart) -> list[Row]:
    return [
        {
            "receipt": row.receipt,
            "said_on": row.said_on.isoformat(),
            "speaker": row.speaker.label,
            "channel": row.channel.label,
            "who_may_see": row.visibility.label,
            "words": row.state,
            "question": question,
            "answer": answer,
        }
        for row in part.originals
        for question, answer in (row.answers or (("", ""),))
    ]


def _theme_rows(part: AskedPart) -> list[Row]:
    return [
        {
            "theme": theme.theme_id,
            "title": theme.title,
            "summary": theme.summary,
            "contributions": theme.submissions,
            "arguments": theme.arguments,
            "organisations": theme.organisations,
            "points": theme.points,
            "points_for": theme.points_for,
            "points_against": theme.points_against,
            "unsure": theme.unsure,
            "state": theme.state.value,
        }
        for theme in part.themes
    ]


def _point_rows(part: AskedPart) -> list[Row]:
    shown = {row.receipt for row in part.originals if row.answers}
    return [
        {
            "point": point.point_id,
            "receipt": point.receipt,
            "words": point.text,
            "themes": " ".join(str(theme) for theme in point.theme_ids),
            "stances": " ".join(str(stance.value) for stance in point.stances),
            "placed_by": point.decided_by or "machine",
            "is_unsure": "yes" if point.is_unsure else "no",
        }
        for point in part.points
        if point.receipt in shown
    ]


def outcome_files(
    outcomes: Sequence[Outcome], replies: Sequence[tuple[int, str, str, int]]
) -> Files:
    rows: list[Row] = [
        {
            "version": each.strategy.number,
            "about": each.theme.title if each.theme else "one point",
            "theme": each.theme_id,
            "receipt": each.point.contribution.receipt if each.point else "",
            "outcome": OutcomeKind(each.kind).label,
            "why": each.reason,
            "passage": each.passage.ref if each.passage else "",
            "passed_to": each.passed_to,
            "decided_at": each.decided_at.isoformat(),
            "decided_by": each.decided_by,
            "second_reader": each.second_reader,
        }
        for each in outcomes
    ]
    sent: list[Row] = [
        {"version": number, "channel": channel, "state": state, "replies": count}
        for number, channel, state, count in replies
    ]
    return {"outcomes.csv": _csv(rows), "replies.csv": _csv(sent)}


def regard_files(records: Sequence[RegardRecord]) -> Files:
    """Return what decisions made of it: a row a passage, and one where none was relevant."""
    rows = []
    for record in records:
        named = [_regard_row(record, each) for each in record.passages.all()]
        rows += named or [_regard_row(record, None)]
    return {"regard.csv": _csv(rows)}


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


def original_files(parts: Sequence[AskedPart], digests: frozenset[str]) -> Files:
    """
    Return what the ledger's prints were made of, of all that may be shown in full.

    :param digests: those that the ledger's entries hold. What was kept before there were prints
        has none, and is only in its exercise's table.
    """
    lines = [
        row.content
        for part in parts
        for row in part.originals
        if row.content is not None and hashlib.sha256(row.content).hexdigest() in digests
    ]
    return {verify.ORIGINALS: b"".join(line + b"\n" for line in lines)}


def ledger_files(extract: Extract) -> Files:
    """Return the ledger's entries with the way of each to the signed head, and a timeline."""
    entries = [entry for entry, _ in extract.entries]
    rows: list[Row] = [
        {
            "at": entry.at.isoformat(),
            "what": entry.event,
            "of": entry.subject,
            "by": entry.by,
            "entry": entry.pk,
        }
        for entry in sorted(entries, key=lambda each: (each.at, each.pk))
    ]
    places = [{"leaf": way.leaf, "proof": way.nodes} for _, way in extract.entries]
    return {
        "timeline.csv": _csv(rows),
        verify.ENTRIES: b"".join(entry_bytes(entry) + b"\n" for entry in entries),
        verify.PROOFS: json.dumps(places, separators=(",", ":")).encode(),
        verify.HEAD: extract.seal.note.encode(),
        verify.KEY: f"{extract.key}\n".encode(),
    }


def readme(bundle: Bundle, parts: Sequence[AskedPart]) -> Files:
    words = rules.readme(
        title=bundle.strategy.title,
        partnership=bundle.strategy.system.partnership_name,
        kind=BundleKind(bundle.kind).label,
        why=bundle.why,
        states=[row.state for part in parts for row in part.originals],
    )
    return {"README.txt": words.encode()}


def _csv(rows: Sequence[Row]) -> bytes:
    """Return rows as a table that spreadsheets open as UTF-8; empty where there are none."""
    if not rows:
        return b""
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, list(rows[0]))
    writer.writeheader()
    writer.writerows(fit_for_spreadsheets(rows))
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _json(told: Mapping[str, object]) -> bytes:
    return canonical(told) + b"\n"
