"""The two exercises of the demonstration: who is heard in each, and what they lean to say."""

from collections.abc import Sequence
from random import Random

from regard.domains.engagement.types import Channel, Speaker, Visibility
from regard.domains.register.types import ServiceType

from .corpus import Voice, read, read_slots, read_topics
from .heard import (
    ALONE,
    MadeContribution,
    Turnout,
    hear,
    said_by_telephone,
    said_by_visitor,
)
from .population import MadeLocation
from .writing import Leaning, MadeAnswer, Part, Writer

LEAVING = Turnout(
    shares={
        ServiceType.CARE_HOME_NURSING: 0.66,
        ServiceType.CARE_HOME: 0.55,
        ServiceType.HOME_CARE: 0.17,
        ServiceType.SUPPORTED_LIVING: 0.16,
        ServiceType.EXTRA_CARE: 0.40,
        ServiceType.SHARED_LIVES: 0.50,
        ServiceType.COMMUNITY: 0.36,
        ServiceType.ADVICE: 0.42,
    },
    channels={
        Channel.TELEPHONE: 60,
        Channel.SPREADSHEET: 70,
        Channel.LETTER: 14,
        Channel.MEETING: 17,
        Channel.EMAIL: 12,
    },
    people={Voice.CARER: 27, Voice.STAFF: 18, Voice.PERSON: 15},
    days=34,
    second=0.38,
    options=(9, 22, 34, 20, 15),
    campaign=45,
    shielded=6,
)
"""Home care and supported living are heard far less than their share, as they mostly are."""

LEAVING_WEIGHTS = {
    "late": 11.0,
    "medicines": 10.0,
    "papers": 8.0,
    "assessment": 6.0,
    "transport": 6.0,
    "equipment": 6.5,
    "packages": 5.0,
    "travel": 13.0,
    "fees": 5.0,
    "phone": 5.0,
    "gp": 5.0,
    "too_soon": 5.0,
    "family": 5.0,
    "therapy": 4.5,
    "known": 5.0,
    "records": 4.0,
    "went_well": 7.0,
}

WINTER = Turnout(
    shares={
        ServiceType.CARE_HOME_NURSING: 0.34,
        ServiceType.CARE_HOME: 0.28,
        ServiceType.HOME_CARE: 0.14,
        ServiceType.SUPPORTED_LIVING: 0.13,
        ServiceType.EXTRA_CARE: 0.28,
        ServiceType.SHARED_LIVES: 0.34,
        ServiceType.COMMUNITY: 0.22,
        ServiceType.ADVICE: 0.25,
    },
    channels={Channel.TELEPHONE: 19, Channel.MEETING: 6, Channel.EMAIL: 4},
    people={Voice.STAFF: 24, Voice.CARER: 8, Voice.PERSON: 7},
    days=16,
    second=0.34,
    options=(8, 27, 44, 21),
    campaign=14,
    shielded=4,
)

WINTER_WEIGHTS = {
    "pay": 11.0,
    "roads": 8.0,
    "sick": 6.0,
    "hours": 6.0,
    "training": 6.5,
    "visas": 5.0,
    "rotas": 6.5,
    "worn": 6.0,
    "thanks": 5.0,
    "agency": 5.0,
    "money": 5.0,
    "homes_to_rent": 4.0,
    "weather": 5.0,
    "jabs": 4.0,
    "asking": 3.0,
}


def hear_leaving(locations: Sequence[MadeLocation], *, seed: int) -> list[MadeContribution]:
    """Return what was said about leaving hospital."""
    rest = read("leaving_rest")
    small = {**rest["small"], "campaign": rest["campaign"], "alone": rest["alone"]}
    leaning = Leaning(
        topics=read_topics(["leaving_1", "leaving_2", "leaving_3", "leaving_4"]),
        weights=LEAVING_WEIGHTS,
        heads=read("heads")["leaving"],
        names_it=0.58,
        small=small | {"against": rest["against"]},
    )
    own = [Part(**part) for part in rest["visitor"]]
    writer, random = _writer(leaning, seed)
    said = hear(locations, turnout=LEAVING, writer=writer, random=random)
    said += [
        said_by_visitor(locations, own),
        said_by_telephone(locations, said, rest["telephoned"]),
        _letter(writer),
    ]
    return sorted(said, key=lambda each: each.day)


def hear_winter(locations: Sequence[MadeLocation], *, seed: int) -> list[MadeContribution]:
    """Return what has been said so far about keeping staff."""
    topics = read_topics(["winter_1", "winter_2", "winter_3", "winter_4"])
    alone = topics.pop(ALONE)
    leaning = Leaning(
        topics=topics,
        weights=WINTER_WEIGHTS,
        heads=read("heads")["winter"],
        names_it=0.78,
        small={
            **read("leaving_rest")["small"],
            "alone": alone,
            "campaign": read("winter_letter"),
        },
    )
    writer, random = _writer(leaning, seed)
    return [*hear(locations, turnout=WINTER, writer=writer, random=random), _worried()]


def _writer(leaning: Leaning, seed: int) -> tuple[Writer, Random]:
    random = Random(seed)  # noqa: S311 (made-up data, no secret)
    return Writer(leaning, slots=read_slots(), random=random), random


def _letter(writer: Writer) -> MadeContribution:
    """Return a long letter of a forum, under headings: what its members say of each matter."""
    words = read("leaving_letter")
    parts = [Part(words["title"], "")]
    for topic, heading in words["headings"].items():
        others = frozenset(writer.leaning.topics) - {topic}
        said = writer.answer(
            Voice.VISIT, slots=writer.somebody(), topics=1, not_about=others
        ).parts
        parts += [Part(heading, ""), *(part for part in said if part.topic)]
    return MadeContribution(
        location=None,
        voice=Voice.VISIT,
        speaker=Speaker.ASSOCIATION,
        channel=Channel.LETTER,
        visibility=Visibility.NAMED,
        answers={1: MadeAnswer(tuple(parts), "\n\n")},
        choices={},
        day=words["day"],
        name=words["from"],
        email=words["email"],
    )


def _worried() -> MadeContribution:
    """Return what a care worker wrote whose words nobody has looked into yet."""
    words = read("care")["worried"]
    return MadeContribution(
        location=None,
        voice=Voice.STAFF,
        speaker=Speaker.STAFF,
        channel=Channel.WEB,
        visibility=Visibility.TEAM,
        answers={1: MadeAnswer((Part(words["text"], ALONE),))},
        choices={3: 3},
        day=words["day"],
    )
