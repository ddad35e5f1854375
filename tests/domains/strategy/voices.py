"""What people say, and what is done with it before anybody decides: rules of a random history."""

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from regard.domains.engagement import actions as engagement
from regard.domains.engagement.actions.moderation import (
    CannotModerate,
    give_contribution_back,
    withhold_contribution,
)
from regard.domains.engagement.models import Contribution, Point, Theme
from regard.domains.engagement.types import Visibility
from regard.foundation.base.errors import Refusal
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
    QuestionFactory,
)
from tests.factories.engagement_collective import MemberPartFactory, SpeechFactory, make_members
from tests.factories.networks import NetworkFactory
from tests.factories.register import SystemFactory
from tests.factories.strategy import DECIDED, PassageFactory, StrategyFactory

PICK = st.integers(min_value=0, max_value=10_000)
WORDS = "Pay people for the drive. Give them the rota early."


def pick(found, number):
    """Return one of these, whichever a number says; None of none."""
    listed = list(found)
    return listed[number % len(listed)] if listed else None


class Voices(RuleBasedStateMachine):
    """People speak in an exercise, and analysts do with it whatever analysts do."""

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.at = DECIDED
        self.system = SystemFactory()
        self.network = NetworkFactory(system=self.system)
        self.frozen = {}
        self.begin(None)

    def begin(self, follows):
        """Begin a version that answers another exercise."""
        self.exercise = ExerciseFactory(system=self.system, closed=True)
        self.question = QuestionFactory(exercise=self.exercise)
        number = follows.number + 1 if follows else 1
        self.strategy = StrategyFactory(
            system=self.system,
            slug="care",
            number=number,
            follows=follows,
            exercise=self.exercise,
        )
        PassageFactory(strategy=self.strategy, ref="1", heading="Pay")
        PassageFactory(strategy=self.strategy, ref="2", heading="Rotas")
        self.speak(texts=2, known={})

    def who(self):
        self.at += timedelta(minutes=1)
        return {"by": "person:1", "at": self.at}

    def speak(self, *, texts, known):
        said = ContributionFactory(exercise=self.exercise, **known)
        answer = AnswerFactory(contribution=said, question=self.question, text=WORDS)
        for words in ("Pay people for the drive.", "Give them the rota early.")[:texts]:
            PointFactory(answer=answer, text=words, start=WORDS.index(words))
        return said

    @property
    def points(self):
        return Point.objects.filter(exercise=self.exercise).order_by("pk")

    @property
    def themes(self):
        return Theme.objects.filter(exercise=self.exercise).exclude(state="merged").order_by("pk")

    # What people say, and what is done with it.

    @rule(
        texts=st.integers(0, 2),
        visibility=st.sampled_from(list(Visibility)),
        known=st.sampled_from(
            [{}, {"email": "a@example.org"}, {"address": "1 Mill Lane"}, {"channel": "meeting"}]
        ),
    )
    def somebody_speaks(self, texts, visibility, known):
        """Also just after publishing, as where keeping and publishing run side by side."""
        self.speak(texts=texts, known={**known, "visibility": visibility})

    @rule(mandated=st.integers(0, 2), without=st.integers(0, 1))
    def a_network_speaks(self, mandated, without):
        if Contribution.objects.filter(exercise=self.exercise, network=self.network).exists():
            return
        speech = SpeechFactory(exercise=self.exercise, network=self.network)
        answer = AnswerFactory(contribution=speech, question=self.question, text=WORDS)
        PointFactory(answer=answer)
        for each in make_members(self.exercise, self.network, mandated=mandated, without=without):
            MemberPartFactory(contribution=speech, membership=each)

    @rule(which=PICK, title=st.sampled_from(["Pay", "Rotas", "Homes", "Leave"]))
    def a_theme_is_made(self, which, title):
        point = pick(self.points, which)
        with suppress(Refusal):
            engagement.make_theme(
                exercise=self.exercise, point_ids=[point.pk], title=title, **self.who()
            )

    @rule(which=PICK, theme=PICK, also=st.booleans())
    def a_point_is_coded(self, which, theme, also):
        point, into = pick(self.points, which), pick(self.themes, theme)
        if into is None:
            return
        with suppress(Refusal):
            engagement.code_points(
                exercise=self.exercise,
                point_ids=[point.pk],
                stances={into.pk: None},
                out_of=[] if also else None,
                **self.who(),
            )

    @rule(which=PICK)
    def a_point_is_taken_out(self, which):
        point = pick(self.points, which)
        with suppress(Refusal):
            engagement.move_points(
                exercise=self.exercise, point_ids=[point.pk], theme=None, **self.who()
            )

    @rule(one=PICK, other=PICK)
    def themes_are_merged(self, one, other):
        into, gone = pick(self.themes, one), pick(self.themes, other)
        if into is None or gone is None:
            return
        with suppress(Refusal):
            engagement.merge_themes(into=into, themes=[gone], **self.who())

    @rule(one=PICK, which=PICK)
    def a_theme_is_split(self, one, which):
        theme, point = pick(self.themes, one), pick(self.points, which)
        if theme is None:
            return
        with suppress(Refusal):
            engagement.split_theme(
                theme=theme, point_ids=[point.pk], title=f"Part {which}", **self.who()
            )

    @rule(which=PICK)
    def a_point_is_split(self, which):
        point = pick(self.points, which)
        with suppress(Refusal):
            engagement.split_point(
                exercise=self.exercise,
                point_id=point.pk,
                begins=point.text.split()[-1],
                **self.who(),
            )

    @rule(which=PICK)
    def points_are_joined(self, which):
        one = pick(self.points, which)
        other = self.points.filter(answer=one.answer_id).exclude(pk=one.pk).first()
        if other is None:
            return
        with suppress(Refusal):
            engagement.join_points(
                exercise=self.exercise, point_id=one.pk, with_id=other.pk, **self.who()
            )

    @rule(which=PICK, is_back=st.booleans())
    def a_contribution_is_withheld_or_given_back(self, which, is_back):
        said = pick(Contribution.objects.filter(system=self.system).order_by("pk"), which)
        act = give_contribution_back if is_back else withhold_contribution
        with suppress(CannotModerate):
            act(contribution=said, because="It names somebody.", **self.who())
