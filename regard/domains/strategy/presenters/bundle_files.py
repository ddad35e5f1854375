"""What a bundle is made of, file by file, but for what was asked and what was decided."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

from regard.domains.strategy.rules import bundles as rules
from regard.domains.strategy.types import BundleKind, FileKind, OutcomeKind
from regard.foundation.audit import verify_bundle
from regard.foundation.audit.canonical import entry_bytes

from .bundle_tables import kept_file, table, words_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from regard.domains.strategy.models import Bundle, LateOutcome, Outcome, Strategy
    from regard.domains.strategy.queries import AskedPart, Extract
    from regard.foundation.audit.models import Entry
    from regard.foundation.files.models import File

    from .bundle_tables import Part, Row


OUTCOMES = (
    "version", "about", "theme", "receipt", "outcome", "why", "passage", "passed_to",
    "decided_at", "decided_by", "second_reader",
)  # fmt: skip
LATE = (
    "version", "receipt", "outcome", "why", "passage", "passed_to", "decided_at", "decided_by",
    "as_published", "told_in_wave",
)  # fmt: skip


def version_files(
    version: Strategy,
    *,
    content: bytes,
    made: Mapping[FileKind, File],
    digests: set[bytes],
) -> Iterator[Part]:
    """
    Give a published version: its words, and the files that were made when it was published.

    :param content: its canonical content.
    :param digests: those that the ledger's entries hold. Content without its digest among them,
        as of what was published before the ledger had them, is not called content.json, which
        the verifier holds against the ledger.
    """
    folder = f"versions/{version.number}"
    lines = [f"# {version.title}", f"Version {version.number}", version.introduction]
    for passage in version.passages.order_by("position", "pk"):
        lines += [f"## {passage.ref} {passage.heading}", passage.text]
    yield words_file(f"{folder}/words.md", lines)
    name = "content.json" if hashlib.sha256(content).digest() in digests else "as-it-is.json"
    yield f"{folder}/{name}", [content]
    for kind, file in made.items():
        if kind is not FileKind.JSON:
            yield kept_file(f"{folder}/published.{kind.value}", file)
    sole = getattr(version, "sole_reading", None)
    if sole is not None:
        said = f"What is not adopted was read by one person only. {sole.named} answers for that:"
        yield words_file(f"{folder}/read-by-one.txt", [said, sole.because])


def outcome_files(
    outcomes: Iterable[Outcome],
    late: Iterable[LateOutcome],
    replies: Sequence[tuple[int, str, str, int]],
) -> Iterator[Part]:
    yield table("outcomes.csv", OUTCOMES, map(_outcome_row, outcomes))
    yield table("outcomes-late.csv", LATE, map(_late_row, late))
    sent: list[Row] = [
        {"version": number, "channel": channel, "state": state, "replies": count}
        for number, channel, state, count in replies
    ]
    yield table("replies.csv", ("version", "channel", "state", "replies"), sent)


def _outcome_row(each: Outcome) -> Row:
    return {
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


def _late_row(each: LateOutcome) -> Row:
    return {
        "version": each.strategy.number,
        "receipt": each.point.contribution.receipt,
        "outcome": OutcomeKind(each.kind).label,
        "why": each.reason,
        "passage": each.passage.ref if each.passage else "",
        "passed_to": each.passed_to,
        "decided_at": each.decided_at.isoformat(),
        "decided_by": each.decided_by,
        "as_published": "yes" if each.same_as_id else "no",
        "told_in_wave": each.wave,
    }


def original_file(
    parts: Iterable[AskedPart], *, digests: set[bytes], states: Counter[str]
) -> Part:
    """
    Return what the ledger's prints were made of, of all that may be shown in full.

    :param digests: those that the ledger's entries hold. What was kept before there were prints
        has none, and is only in its exercise's table.
    :param states: counts, while it is written, what of each contribution is there.
    """
    return verify_bundle.ORIGINALS, _originals(parts, digests, states)


def _originals(
    parts: Iterable[AskedPart], digests: set[bytes], states: Counter[str]
) -> Iterator[bytes]:
    for part in parts:
        for row in part.stream_originals():
            states[row.state] += 1
            if row.content is not None and hashlib.sha256(row.content).digest() in digests:
                yield row.content + b"\n"


def ledger_files(extract: Extract, *, digests: set[bytes]) -> Iterator[Part]:
    """
    Give the ledger's entries with the way of each to the signed head, and a timeline.

    :param digests: takes in, while the entries are written, those that they hold.
    """
    yield verify_bundle.ENTRIES, _entries(extract, digests)
    yield verify_bundle.PROOFS, _proofs(extract)
    yield verify_bundle.HEAD, [extract.seal.note.encode()]
    yield verify_bundle.KEY, [f"{extract.key}\n".encode()]
    columns = ("at", "what", "of", "by", "entry")
    yield table("timeline.csv", columns, map(_moment, extract.stream_by_time()))


def _entries(extract: Extract, digests: set[bytes]) -> Iterator[bytes]:
    for entry in extract.stream_entries():
        digest = entry.detail.get("digest")
        if isinstance(digest, str):
            digests.add(bytes.fromhex(digest))
        yield entry_bytes(entry) + b"\n"


def _proofs(extract: Extract) -> Iterator[bytes]:
    """Give one list in JSON, a place for each entry."""
    between = b"["
    for way in extract.stream_proofs():
        place = {"leaf": way.leaf, "proof": way.nodes}
        yield between + json.dumps(place, separators=(",", ":")).encode()
        between = b","
    yield b"]" if between == b"," else b"[]"


def _moment(entry: Entry) -> Row:
    return {
        "at": entry.at.isoformat(),
        "what": entry.event,
        "of": entry.subject,
        "by": entry.by,
        "entry": entry.pk,
    }


def readme(bundle: Bundle, states: Counter[str]) -> Part:
    """
    Return what the bundle says of itself.

    :param states: of how many contributions what is there; read as it is written, so at the end.
    """
    words = rules.readme(
        title=bundle.strategy.title,
        partnership=bundle.strategy.system.partnership_name,
        kind=BundleKind(bundle.kind).label,
        why=bundle.why,
        states=states,
    )
    return "README.txt", [words.encode()]
