"""Who is heard in an exercise, how, on which day, and what they say. All made up from a seed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from regard.domains.engagement.types import Channel, Speaker, Visibility
from regard.domains.register.types import ServiceType

from .corpus import Voice
from .land import PLACES
from .naming import Names
from .population import VISITORS_HOME, MadeLocation
from .writing import MadeAnswer, Part, Writer

VOICES = {
    ServiceType.CARE_HOME_NURSING: Voice.HOME,
    ServiceType.CARE_HOME: Voice.HOME,
    ServiceType.HOME_CARE: Voice.VISIT,
    ServiceType.EXTRA_CARE: Voice.VISIT,
    ServiceType.SUPPORTED_LIVING: Voice.SUPPORT,
    ServiceType.SHARED_LIVES: Voice.SUPPORT,
    ServiceType.COMMUNITY: Voice.SUPPORT,
    ServiceType.ADVICE: Voice.ANY,
}

SPEAKERS = {
    Voice.CARER: Speaker.CARER,
    Voice.STAFF: Speaker.STAFF,
    Voice.PERSON: Speaker.PERSON,
}

VISIBILITIES = {Visibility.TEAM: 77, Visibility.NAMED: 15, Visibility.COUNTED: 8}


@dataclass(frozen=True)
class MadeContribution:
    """
    What someone said.

    Attributes:
        location: for whose location a provider speaks; None for a person.
        answers: in words, by the question's place from 1; empty where none was given.
        choices: which option they chose, from 0, by the question's place.
        day: days after the exercise opened.
        is_shielded: whether only a steward may know who it was.
    """

    location: MadeLocation | None
    voice: Voice
    speaker: Speaker
    channel: Channel
    visibility: Visibility
    answers: Mapping[int, MadeAnswer]
    choices: Mapping[int, int]
    day: int
    name: str = ""
    email: str = ""
    telephone: str = ""
    address: str = ""
    is_shielded: bool = False


@dataclass(frozen=True)
class Turnout:
    """
    How an exercise is taken up.

    Attributes:
        shares: of the services of each type, how many are heard, 0 to 1.
        channels: how many locations speak in each other way than by link.
        people: how many carers, staff and people who draw on care answer on the web or by letter.
        days: the last day on which something was said, counted from the opening.
        campaign: how many sign the campaign's letter.
        shielded: how many that answer by link ask that only a steward knows who they are.
        second: share that answers the second question in words, 0 to 1.
        options: how many options the choice has, and how likely each is.
    """

    shares: Mapping[ServiceType, float]
    channels: Mapping[Channel, int]
    people: Mapping[Voice, int]
    days: int
    second: float
    options: Sequence[int]
    campaign: int = 0
    shielded: int = 0


def hear(
    locations: Sequence[MadeLocation], *, turnout: Turnout, writer: Writer, random: Random
) -> list[MadeContribution]:
    """Return everything said, in the order of its days."""
    hearing = _Hearing(turnout, writer, random)
    said = [*hearing.providers(locations), *hearing.people()]
    said = hearing.with_rare_points(said)
    said = hearing.with_shields(said)
    return sorted(said, key=lambda each: each.day)


class _Hearing:
    def __init__(self, turnout: Turnout, writer: Writer, random: Random) -> None:
        self.turnout = turnout
        self.writer = writer
        self.random = random
        self.names = Names(random)

    def providers(self, locations: Sequence[MadeLocation]) -> Iterator[MadeContribution]:
        heard = list(self._heard(locations))
        ways = [way for way, n in self.turnout.channels.items() for _ in range(n)]
        reached = [location for location in heard if location.contact.name]
        others = self.random.sample(reached, len(ways))
        by_way = {other.key: way for other, way in zip(others, ways, strict=True)}
        linked = [location for location in heard if location.key not in by_way]
        signing = {each.key for each in self.random.sample(linked, self.turnout.campaign)}
        for location in heard:
            way = by_way.get(location.key, Channel.LINK)
            yield self._provider(location, way, signs=location.key in signing)

    def _heard(self, locations: Sequence[MadeLocation]) -> Iterator[MadeLocation]:
        """Yield locations until as many services of each type are heard as the turnout says."""
        there = Counter(kind for location in locations for kind in location.kinds)
        wanted = {kind: round(self.turnout.shares[kind] * n) for kind, n in there.items()}
        for location in self.random.sample(locations, len(locations)):
            if location.name != VISITORS_HOME and all(wanted[kind] > 0 for kind in location.kinds):
                for kind in location.kinds:
                    wanted[kind] -= 1
                yield location

    def _provider(
        self, location: MadeLocation, channel: Channel, *, signs: bool
    ) -> MadeContribution:
        voice = VOICES[location.kinds[0]]
        answers = self._answers(voice)
        if signs:
            answers = {1: self._letter(voice)}
        elif channel is Channel.TELEPHONE and self.random.random() < 0.35:
            note = Part(self.random.choice(self.writer.leaning.small["noted"]), "")
            answers[1] = replace(answers[1], parts=(note, *answers[1].parts), gap=" ")
        by_themselves = channel is Channel.LINK
        return MadeContribution(
            location=location,
            voice=voice,
            speaker=Speaker.PROVIDER,
            channel=channel,
            visibility=self._visibility(),
            answers=answers,
            choices=self._choices(),
            day=self._day(is_late=not by_themselves),
            name="" if by_themselves else location.contact.name,
            telephone=location.contact.telephone if channel is Channel.TELEPHONE else "",
        )

    def people(self) -> Iterator[MadeContribution]:
        for voice, how_many in self.turnout.people.items():
            for _ in range(how_many):
                yield self._person(voice)

    def _person(self, voice: Voice) -> MadeContribution:
        name = self.names.person()
        is_letter = voice is not Voice.STAFF and self.random.random() < 0.15
        gives_email = not is_letter and self.random.random() < 0.62
        mailbox = name.lower().replace(" ", ".").replace("’", "")
        return MadeContribution(
            location=None,
            voice=voice,
            speaker=SPEAKERS[voice],
            channel=Channel.LETTER if is_letter else Channel.WEB,
            visibility=self._visibility(),
            answers=self._answers(voice),
            choices=self._choices(),
            day=self._day(is_late=is_letter),
            name=name if is_letter or gives_email else "",
            email=f"{mailbox}@post.example" if gives_email else "",
            address=self._address() if is_letter else "",
        )

    def _answers(self, voice: Voice) -> dict[int, MadeAnswer]:
        topics = self.random.choices([1, 2, 3, 4], [62, 29, 7, 2])[0]
        slots = self.writer.somebody()
        answers = {1: self.writer.answer(voice, slots=slots, topics=topics)}
        if self.random.random() < self.turnout.second:
            about = frozenset(part.topic for part in answers[1].parts)
            says_more = self.random.random() < 0.6
            answers[2] = (
                self.writer.answer(voice, slots=slots, topics=1, not_about=about)
                if says_more
                else self.writer.nothing()
            )
        return {place: answer for place, answer in answers.items() if answer.parts}

    def _letter(self, voice: Voice) -> MadeAnswer:
        """Return the campaign's letter, with a change here and there and a line of their own."""
        campaign = self.writer.leaning.small["campaign"]
        core = list(campaign["core"])
        for old, new in self.random.sample(campaign["changes"], self.random.choice([0, 0, 1, 2])):
            core = [sentence.replace(old, new) for sentence in core]
        own = list(campaign.get(voice, ())) if self.random.random() < 0.55 else []
        lines = [self.writer.fill(self.random.choice(own))] if own else []
        lead = [self.random.choice(campaign["lead"])] if self.random.random() < 0.45 else []
        about = campaign["topic"]
        return MadeAnswer(tuple(Part(text, about) for text in [*lead, *core, *lines]))

    def with_rare_points(self, said: list[MadeContribution]) -> list[MadeContribution]:
        """
        Return the same, with each sentence that only one person says put in its mouth.

        And each that speaks against what most say, in that of a provider.
        """
        said = list(said)
        free = self.random.sample(range(len(said)), len(said))
        for voice, sentences in self.writer.leaning.small["alone"].items():
            for sentence in sentences:
                place = next(n for n in free if said[n].voice == voice and _is_own(said[n]))
                free.remove(place)
                said[place] = _adding(said[place], Part(sentence, ALONE))
        for topic, sentences in self.writer.leaning.small.get("against", {}).items():
            for sentence in sentences:
                place = next(n for n in free if _may_differ(said[n], topic))
                free.remove(place)
                said[place] = _adding(said[place], Part(sentence, topic, is_against=True))
        return said

    def with_shields(self, said: list[MadeContribution]) -> list[MadeContribution]:
        """Return the same, with some behind a shield: none of those who put their name to it."""
        said = list(said)
        open_to_it = [
            n
            for n, each in enumerate(said)
            if each.channel is Channel.LINK and each.visibility is Visibility.TEAM
        ]
        for place in self.random.sample(open_to_it, self.turnout.shielded):
            said[place] = replace(said[place], is_shielded=True)
        return said

    def _visibility(self) -> Visibility:
        return self.random.choices(list(VISIBILITIES), list(VISIBILITIES.values()))[0]

    def _choices(self) -> dict[int, int]:
        options = self.turnout.options
        return {3: self.random.choices(range(len(options)), options)[0]}

    def _day(self, *, is_late: bool) -> int:
        """Return a day: many at once, a second wave after the reminder, others in between."""
        last = self.turnout.days
        if is_late:
            return self.random.randint(last // 3, last)
        wave = self.random.random()
        if wave < 0.45:
            return min(last, int(self.random.expovariate(1 / 3.0)))
        if wave < 0.75:
            return min(last, last // 2 + int(self.random.expovariate(1 / 2.5)))
        return self.random.randint(0, last)

    def _address(self) -> str:
        place = self.random.choice(PLACES)
        town = self.random.choice(place.towns)
        return "\n".join([self.names.address(), town, self.names.postcode(place)])


ALONE = "alone"
"""The topic of what one person says and nobody else."""


def said_by_visitor(locations: Sequence[MadeLocation], parts: Sequence[Part]) -> MadeContribution:
    """Return what the manager said whom a visitor can be, by her link on the second day."""
    return MadeContribution(
        location=next(each for each in locations if each.name == VISITORS_HOME),
        voice=Voice.HOME,
        speaker=Speaker.PROVIDER,
        channel=Channel.LINK,
        visibility=Visibility.TEAM,
        answers={1: MadeAnswer(tuple(parts))},
        choices={3: 2},
        day=1,
    )


def said_by_telephone(
    locations: Sequence[MadeLocation], said: Sequence[MadeContribution], words: Mapping[str, str]
) -> MadeContribution:
    """Return what the owner of a small agency in Harrow Vale said, and somebody typed in."""
    heard = {each.location.key for each in said if each.location}
    agency = next(
        each
        for each in locations
        if each.key not in heard
        and each.kinds == (ServiceType.HOME_CARE,)
        and each.place.name == "Harrow Vale"
        and each.contact.name
        and not each.provider.brand
    )
    return MadeContribution(
        location=agency,
        voice=Voice.VISIT,
        speaker=Speaker.PROVIDER,
        channel=Channel.TELEPHONE,
        visibility=Visibility.NAMED,
        answers={1: MadeAnswer((Part(words["text"], words["topic"]),))},
        choices={3: 2},
        day=11,
        name=agency.contact.name,
        telephone=agency.contact.telephone,
    )


def _is_own(said: MadeContribution) -> bool:
    """Test whether it is in their own words, and not a campaign's, and can take one point more."""
    first = said.answers[1]
    topics = {part.topic for part in first.parts}
    is_short = len(first.parts) <= 2 and len(topics) == len(first.parts)
    return len(said.answers) == 1 and is_short and first.gap == " "


def _adding(said: MadeContribution, part: Part) -> MadeContribution:
    first = said.answers[1]
    kept = first.parts if len(first.parts) == 1 else ()
    return replace(said, answers={1: replace(first, parts=(*kept, part))})


def _may_differ(said: MadeContribution, topic: str) -> bool:
    """Test whether a provider can be given a sentence against what others say of a topic."""
    topics = {part.topic for part in said.answers[1].parts}
    return said.voice.is_provider and _is_own(said) and topic not in topics
