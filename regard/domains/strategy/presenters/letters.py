"""Letters and notes as documents to print, and as a file for whoever prints letters."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from django.utils import timezone

from regard.domains.strategy import rules
from regard.domains.strategy.models import Reply
from regard.domains.strategy.types import OutcomeKind
from regard.foundation.documents import Block, Heading, Link, PageBreak, Paragraph, Tone

from .data import fit_for_spreadsheets

ADDRESS_LINES = 6

LETTER_COLUMNS = (
    "number",
    "receipt",
    "name",
    *(f"address_{number}" for number in range(1, ADDRESS_LINES + 1)),
    "wave",
    "web_address",
    "letter",
)


def letter_blocks(replies: Sequence[Reply], *, urls: Mapping[int, str]) -> list[Block]:
    """Return letters, each on a sheet of its own, in the order given."""
    today = rules.long_date(timezone.localdate())
    return list(
        chain.from_iterable(
            _letter(reply, url=urls.get(reply.pk, ""), today=today, is_first=place == 0)
            for place, reply in enumerate(replies)
        )
    )


def note_blocks(replies: Sequence[Reply]) -> list[Block]:
    """Return one note for who carried what several said: what became of it, voice by voice."""
    blocks: list[Block] = [
        Paragraph(
            "You carried what was said here to us, and we know no other way to reply to those "
            "who said it. Please tell them, or put this note before the next meeting.",
            Tone.LEDE,
        )
    ]
    for reply in replies:
        content = rules.read_content(reply.content)
        blocks.append(Heading(_called(content)))
        blocks += _body(content, level=2)
    return blocks


def letter_rows(
    replies: Sequence[Reply], *, urls: Mapping[int, str]
) -> Iterable[Mapping[str, str | int | None]]:
    """Return letters for a print house, in the order of the PDF, safe in a spreadsheet."""
    return fit_for_spreadsheets(
        _row(number, reply, urls.get(reply.pk, "")) for number, reply in enumerate(replies, 1)
    )


def _row(number: int, reply: Reply, url: str) -> dict[str, str | int | None]:
    content = rules.read_content(reply.content)
    lines = reply.to.splitlines()
    lines = [*lines[: ADDRESS_LINES - 1], ", ".join(lines[ADDRESS_LINES - 1 :])]
    lines += [""] * (ADDRESS_LINES - len(lines))
    body = rules.email_body(content, strategy_url=url)
    return {
        "number": number,
        "receipt": content.receipt,
        "name": content.name,
        **{f"address_{place}": line for place, line in enumerate(lines, 1)},
        "wave": reply.wave,
        "web_address": url,
        "letter": body.partition("\n\nRead this on the web")[0],
    }


def _letter(reply: Reply, *, url: str, today: str, is_first: bool) -> list[Block]:
    content = rules.read_content(reply.content)
    lines = reply.to.splitlines()
    name = [content.name] if content.name and content.name not in lines else []
    return [
        *([] if is_first else [PageBreak()]),
        Paragraph("\n".join([*name, *lines])),
        Paragraph(today, Tone.QUIET),
        Heading(rules.email_subject(content)),
        *_body(content, level=2),
        *_way_on(url),
        Paragraph(f"Thank you,\n{content.partnership}"),
    ]


def _body(content: rules.Content, *, level: int) -> list[Block]:
    parts = content.parts
    return [
        Paragraph(rules.opening(content)),
        Paragraph(rules.announcement(content)),
        *chain.from_iterable(
            _part(part, content, number=number, of=len(parts), level=level)
            for number, part in enumerate(parts, 1)
        ),
    ]


def _part(
    part: rules.Part, content: rules.Content, *, number: int, of: int, level: int
) -> list[Block]:
    blocks: list[Block] = [
        Heading(rules.heading_of(number=number, of=of, through=content.through), level),
        *(Paragraph(f"“{words}”") for words in part.words),
    ]
    if part.theme:
        called = f"We call it: {rules.sentence(part.theme)}"
        blocks.append(Paragraph(f"{rules.others_words(part.others)} {called}", Tone.QUIET))
    passed = f" to {part.passed_to}" if part.passed_to else ""
    became = f"What became of it: {part.kind.label.lower()}{passed}."
    blocks.append(Paragraph(f"{became} {part.reason}"))
    if part.passage_ref:
        now = "says" if part.kind is OutcomeKind.ALREADY else "now says"
        where = f"{content.strategy_title} {now}, in {part.passage_ref} {part.passage_heading}:"
        blocks += [Paragraph(where), Paragraph(f"“{part.passage_text}”")]
    if part.more_passages:
        blocks.append(Paragraph(f"See also {rules.more_words(part)}."))
    return blocks


def _way_on(url: str) -> list[Block]:
    if not url:
        return []
    type_at, _, code = url.rstrip("/").rpartition("/")
    return [
        Paragraph(
            "Read this on the web, and tell us whether it answers you. Go to "
            f"{type_at}/ and type in {code}"
        ),
        Link("Or open it here", url),
    ]


def _called(content: rules.Content) -> str:
    who = f"{content.name}, " if content.name else ""
    return f"{who}{content.how}, {rules.long_date(content.said_on)} ({content.receipt})"
