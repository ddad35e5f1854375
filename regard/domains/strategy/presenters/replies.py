"""A reply, on its page and in a letter."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from regard.domains.strategy import rules
from regard.domains.strategy.models import Reply
from regard.domains.strategy.types import (
    LateVoice,
    ReplyChannel,
    ReplyFate,
    ReplyState,
    Status,
)
from regard.foundation.design.pictures import qr_picture
from regard.foundation.design.words import plural_words

from .answers import tag
from .strategies import paragraphs


@dataclass(frozen=True)
class PartView:
    """
    One theme or lone point among what they said, and what became of it.

    Attributes:
        words: their own.
        others: how many said the same, as a sentence.
        heading: e.g. "You said (2 of 3)".
        passage: its number and heading; empty where it names none.
        more: further passages, in words; empty for none.
    """

    heading: str

    words: tuple[str, ...]
    theme: str
    others: str
    tag: tuple[str, str]
    reason: str
    passed_to: str
    passage: str
    passage_ref: str
    passage_paragraphs: tuple[str, ...]
    more: str


@dataclass(frozen=True)
class ReplyView:
    """
    All that a page or letter shows of a reply.

    Attributes:
        address: lines; empty unless it is a letter.
        code: what to type in to read it on the web; empty on its own page.
        type_at: where to type it in.
        picture: the page's address as a QR code.
        opening, announcement: what it answers and what is new, as sentences.
    """

    reply_id: int
    partnership: str
    name: str
    asked: str
    how: str
    said_on: str
    receipt: str
    strategy_title: str
    strategy_slug: str
    address: tuple[str, ...]
    code: str
    type_at: str
    picture: str
    opening: str
    announcement: str
    parts: tuple[PartView, ...]


def present_reply(reply: Reply, *, url: str = "") -> ReplyView:
    """
    Return what a reply says, exactly as it was frozen when the strategy was published.

    :param url: the secret address of its page, for a letter; empty for that page itself.
    """
    type_at, _, code = url.rstrip("/").rpartition("/")
    content = rules.read_content(reply.content)
    is_letter = reply.channel == ReplyChannel.LETTER
    return ReplyView(
        reply_id=reply.pk,
        partnership=content.partnership,
        name=content.name,
        asked=content.asked,
        how=content.how,
        said_on=rules.long_date(content.said_on),
        receipt=content.receipt,
        strategy_title=content.strategy_title,
        strategy_slug=content.strategy_slug,
        address=tuple(reply.to.splitlines()) if is_letter else (),
        code=code,
        type_at=f"{type_at}/",
        picture=qr_picture(url) if url else "",
        opening=rules.opening(content),
        announcement=rules.announcement(content),
        parts=tuple(
            _part(part, content, number=number) for number, part in enumerate(content.parts, 1)
        ),
    )


def replies_lede(status: Status) -> str:
    """Return how many have had their reply, and how many have not."""
    words = f"{status.sent:,} of {status.contributions:,} have had their reply."
    if status.owed:
        words += f" {status.owed:,} still owed."
    if status.failed:
        words += f" {status.failed:,} failed."
    if status.held:
        words += f" {status.held:,} asked us not to write: theirs is on their own page."
    return words


def late_lede(voices: list[LateVoice]) -> str:
    """Return how many came after publishing and wait, and how many for too long."""
    if not voices:
        return "Nobody waits for an answer."
    overdue = sum(each.is_overdue for each in voices)
    words = f"{plural_words(len(voices), 'point')} came after it was published and wait."
    return f"{words} {overdue:,} for too long." if overdue else words


def describe_fate(fate: ReplyFate) -> str:
    """Return what is known of a reply, in sentences that say nothing of whose it is."""
    sentences = [_sent(fate)]
    if fate.read_at:
        sentences.append(f"First read on its page on {_day(fate.read_at)}.")
    if fate.answers_them is not None:
        verdict = "answers them" if fate.answers_them else "does not answer them"
        sentences.append(f"They said that it {verdict}.")
    return " ".join(sentences)


def _sent(fate: ReplyFate) -> str:
    if fate.state is ReplyState.FAILED:
        return "It could not be delivered, and we are seeing to it."
    if fate.state is ReplyState.HELD:
        return "Not sent, as they asked us not to write. It is on their own page."
    if fate.state is ReplyState.OWED or fate.sent_at is None:
        return "Written, and still to be sent."
    day = _day(fate.sent_at)
    how = {
        ReplyChannel.EMAIL: f"Sent by email on {day}.",
        ReplyChannel.LETTER: f"Posted as a letter on {day}.",
        ReplyChannel.NOTE: f"Handed on by who carried it on {day}.",
        ReplyChannel.PAGE: f"On their receipt page since {day}.",
    }
    return how[fate.channel]


def _day(moment: datetime) -> str:
    return rules.long_date(timezone.localtime(moment).date())


def _part(part: rules.Part, content: rules.Content, *, number: int) -> PartView:
    of = len(content.parts)
    return PartView(
        heading=rules.heading_of(number=number, of=of, through=content.through),
        words=part.words,
        theme=rules.sentence(part.theme) if part.theme else "",
        others=rules.others_words(part.others) if part.theme else "",
        tag=tag(part.kind),
        reason=part.reason,
        passed_to=part.passed_to,
        passage=f"{part.passage_ref} {part.passage_heading}".strip(),
        passage_ref=part.passage_ref,
        passage_paragraphs=paragraphs(part.passage_text),
        more=rules.more_words(part),
    )
