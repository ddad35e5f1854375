"""The two exercises of the demonstration: who is heard in each, and what they lean to say."""

from collections.abc import Sequence
from random import Random

from regard.domains.engagement.types import Channel
from regard.domains.register.types import ServiceType

from .corpus import Voice, read, read_slots, read_topics
from .heard import ALONE, MadeContribution, Turnout, hear, said_by_visitor
from .population import MadeLocation
from .writing import Leaning, Part, Writer

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
        small=small,
    )
    own = [Part(**part) for part in rest["visitor"]]
    said = _hear(locations, turnout=LEAVING, leaning=leaning, seed=seed)
    return sorted([*said, said_by_visitor(locations, own)], key=lambda each: each.day)


def hear_winter(locations: Sequence[MadeLocation], *, seed: int) -> list[MadeContribution]:
    """Return what has been said so far about keeping staff."""
    topics = read_topics(["winter_1", "winter_2", "winter_3", "winter_4"])
    alone = topics.pop(ALONE)
    leaning = Leaning(
        topics=topics,
        weights=WINTER_WEIGHTS,
        heads=read("heads")["winter"],
        names_it=0.78,
        small={**read("leaving_rest")["small"], "alone": alone},
    )
    return _hear(locations, turnout=WINTER, leaning=leaning, seed=seed)


def _hear(
    locations: Sequence[MadeLocation], *, turnout: Turnout, leaning: Leaning, seed: int
) -> list[MadeContribution]:
    random = Random(seed)  # noqa: S311 (made-up data, no secret)
    writer = Writer(leaning, slots=read_slots(), random=random)
    return hear(locations, turnout=turnout, writer=writer, random=random)
