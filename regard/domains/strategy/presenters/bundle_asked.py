"""What a bundle holds of each exercise: what was asked, told, said and made of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from regard.foundation.design.words import date_words

from .bundle_tables import json_file, kept_file, table, words_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regard.domains.engagement.queries import AskedText
    from regard.domains.engagement.queries.asked_texts import SentWords
    from regard.domains.engagement.queries.originals import PointSaid
    from regard.domains.engagement.types import ThemeRow
    from regard.domains.engagement.types.blind import Figure, MarksMeasured, SampleRow
    from regard.domains.strategy.queries import AskedPart

    from .bundle_tables import Part, Row

SAID = (
    "receipt", "said_on", "speaker", "channel", "who_may_see", "words", "question", "answer",
)  # fmt: skip
POINTS = ("point", "receipt", "words", "themes", "stances", "placed_by", "is_unsure")
THEMES = (
    "theme", "title", "summary", "contributions", "arguments", "organisations", "points",
    "points_for", "points_against", "unsure", "state",
)  # fmt: skip
FIGURES = ("sample", "whose", "theme", "figure", "value", "low", "high")


def asked_files(part: AskedPart) -> Iterator[Part]:
    """Give what one exercise asked, told and counted, and what was said in it."""
    folder = f"asked/{part.exercise.slug}"
    yield json_file(f"{folder}/exercise.json", _told(part))
    yield words_file(f"{folder}/invitations.txt", _texts(part))
    yield table(f"{folder}/contributions.csv", SAID, _contribution_rows(part))
    yield table(f"{folder}/themes.csv", THEMES, map(_theme_row, part.themes))
    yield table(f"{folder}/points.csv", POINTS, map(_point_row, part.stream_points()))
    yield from _information(part, folder)
    if part.samples:
        yield table(f"{folder}/accuracy.csv", FIGURES, _figures(part.samples))
        samples = [_sample(each) for each in part.samples]
        yield json_file(f"{folder}/accuracy.json", {"samples": samples})


def _told(part: AskedPart) -> dict[str, object]:
    exercise, counts = part.exercise, part.invitations
    return {
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
                "what_changed": pack.what_changed,
                "files": {title: file.sha256 for title, file in files},
            }
            for pack, files in part.packs
        ],
        "invitations": {
            "services_in_the_audience": counts.locations,
            "services_that_answered": counts.answered,
            "first_emails": _fates(part.texts.first),
            "reminders_and_links_sent_anew": _fates(part.texts.again),
            "letters": part.texts.letters,
            "letters_posted": part.texts.posted,
        },
    }


def _fates(text: AskedText) -> dict[str, int]:
    return {
        "written": text.written,
        "sent": text.sent,
        "bounced": text.bounced,
        "not_sent_as_they_asked": text.held,
        "sent_whose_words_are_here": text.sent - text.forgotten,
    }


TEXTS = """With these words people were asked. What differs from one to another is in square
brackets; where no name was known, “To whoever manages [the service],” stood in place of the first
line. Every email ended with a link that stops such emails; it is not kept."""

ANEW = """WRITTEN ANEW, as Regard would write it today. {why} The days are those of the exercise
as it stands: they may have moved since."""

FORGOTTEN = "What emails said is forgotten two years after they were written."
NOT_KEPT = "Their words are not kept."


def _texts(part: AskedPart) -> list[str]:
    texts = part.texts
    letters = f"LETTERS: {texts.letters:,}, of which {texts.posted:,} were posted. {NOT_KEPT}"
    return [
        TEXTS,
        *_words("THE FIRST EMAIL", texts.first),
        *_words("REMINDERS, AND LINKS SENT ANEW", texts.again),
        letters,
    ]


def _words(title: str, text: AskedText) -> Iterator[str]:
    """Give what emails of one kind said: as they were sent, or else as they would be today."""
    yield f"{title}: {_counted(text)}"
    for each in text.as_sent:
        yield f"AS SENT, from the emails themselves: {each.sent:,}, {_between(each)}"
        yield from (each.subject, each.body)
    if text.forgotten and text.as_sent:
        yield f"AND {text.forgotten:,} MORE, whose words are no longer kept. {FORGOTTEN}"
    if not text.as_sent:
        why = f"What was sent is no longer kept. {FORGOTTEN}" if text.sent else "None was sent."
        yield ANEW.format(why=why)
        yield from (text.subject, text.body)


def _between(words: SentWords) -> str:
    first, last = date_words(words.first_on), date_words(words.last_on)
    return f"on {first}" if first == last else f"between {first} and {last}"


def _counted(text: AskedText) -> str:
    gone = f"{text.written:,} written, {text.sent:,} sent, {text.bounced:,} came back or may not"
    return f"{gone} have gone, {text.held:,} not sent as they had asked us not to write"


def _information(part: AskedPart, folder: str) -> Iterator[Part]:
    """Give every version of what people were told, with its files."""
    for pack, files in part.packs:
        place = f"{folder}/information/{pack.number}"
        yield words_file(f"{place}/words.md", [pack.words])
        for nth, (_, file) in enumerate(files, 1):
            yield kept_file(f"{place}/{nth}-{file.name}", file)


def _contribution_rows(part: AskedPart) -> Iterator[Row]:
    for row in part.stream_originals():
        for question, answer in row.answers or (("", ""),):
            yield {
                "receipt": row.receipt,
                "said_on": row.said_on.isoformat(),
                "speaker": row.speaker.label,
                "channel": row.channel.label,
                "who_may_see": row.visibility.label,
                "words": row.state,
                "question": question,
                "answer": answer,
            }


def _theme_row(theme: ThemeRow) -> Row:
    return {
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


def _point_row(point: PointSaid) -> Row:
    return {
        "point": point.point_id,
        "receipt": point.receipt,
        "words": point.text,
        "themes": " ".join(str(theme) for theme in point.theme_ids),
        "stances": " ".join(str(stance.value) for stance in point.stances),
        "placed_by": point.decided_by or "machine",
        "is_unsure": "yes" if point.is_unsure else "no",
    }


def _sample(sample: SampleRow) -> dict[str, object]:
    """Return all that a sample measured, and how anybody can draw it again."""
    return {
        "sample": sample.sample_id,
        "drawn_at": str(sample.drawn_at),
        "finished_at": str(sample.finished_at),
        "drawn_from": sample.drawn_from,
        "points": sample.points,
        "seed": sample.seed,
        "sha256_of_the_points_drawn_from": sample.pool_hash,
        "points_learnt_from": sample.learnt_from,
        "measured": asdict(sample.measured) if sample.measured else None,
    }


def _figures(samples: Iterable[SampleRow]) -> Iterator[Row]:
    """Give each figure with its 95% interval, those over all themes before each theme's."""
    for sample in samples:
        found = sample.measured
        if found is None:
            continue
        yield _figure(sample, "readers", "", "Krippendorff’s alpha", found.alpha)
        yield _figure(sample, "readers", "", "F1 of the readers with one another", found.between)
        for whose, placed in (("machine", found.machine), ("people", found.people)):
            if placed is not None:
                yield from _marks(sample, whose, "", placed.overall)
        for theme in found.themes:
            yield _figure(sample, "readers", theme.title, "Krippendorff’s alpha", theme.alpha)
            if theme.machine is not None:
                yield from _marks(sample, "machine", theme.title, theme.machine)


def _marks(sample: SampleRow, whose: str, theme: str, marks: MarksMeasured) -> Iterator[Row]:
    for name in ("precision", "recall", "f1"):
        yield _figure(sample, whose, theme, name, getattr(marks, name))


def _figure(sample: SampleRow, whose: str, theme: str, name: str, figure: Figure) -> Row:
    return {
        "sample": sample.sample_id,
        "whose": whose,
        "theme": theme,
        "figure": name,
        "value": _number(figure.value),
        "low": _number(figure.low),
        "high": _number(figure.high),
    }


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
