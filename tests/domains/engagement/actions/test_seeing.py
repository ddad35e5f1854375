from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from regard.domains.engagement.actions import CannotKeep
from regard.domains.engagement.actions.seeing import (
    CannotBegin,
    CannotTell,
    begin_seeing,
    enter_told,
    tell,
    tell_upshot,
)
from regard.domains.engagement.models import About, Concern, Contribution, Question, Shield
from regard.domains.engagement.queries.contributions import RECEIPT
from regard.domains.engagement.queries.seeing import find_seeing
from regard.domains.engagement.types import Channel, Said, Speaker, Stage, Visibility
from regard.domains.engagement.types.seeing import Where
from regard.foundation.accounts import links
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.mail.models import Message
from tests.factories.engagement import ExerciseFactory, PointFactory, ThemeFactory
from tests.factories.engagement_seeing import BEGUN, begin, told
from tests.factories.register import LocationFactory, PlaceFactory, SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
WHO = {"by": "person:1", "at": NOON}


class TestBeginSeeing:
    def test_opens_it_without_an_end_and_writes_one_entry(self):
        system = SystemFactory()

        begun = begin_seeing(system=system, **WHO)

        assert find_seeing(system=system) == begun
        assert begun.stage == Stage.OPEN
        assert begun.closes_on.year == 2999
        assert [entry.event for entry in Entry.objects.all()] == ["seeing.begun"]

    def test_asks_what_it_is_and_of_which_kind(self):
        words, kind = Question.objects.filter(exercise=begin()).order_by("position")

        assert words.is_required
        assert not kind.is_required
        assert "Something is getting worse" in kind.options

    def test_is_refused_where_it_has_begun(self):
        begun = begin()

        with pytest.raises(CannotBegin):
            begin_seeing(system=begun.system, **WHO)

        assert Question.objects.count() == 2

    def test_takes_an_address_that_is_free(self):
        taken = ExerciseFactory(slug="what-are-you-seeing")

        assert begin(taken.system).slug == "what-are-you-seeing-2"


def test_a_system_has_no_second_one():
    begun = begin()

    with pytest.raises(IntegrityError, match="one_seeing"), transaction.atomic():
        ExerciseFactory(system=begun.system, kind="seeing")


class TestTell:
    def test_keeps_what_was_told_with_where_it_is(self):
        exercise = begin()
        place = PlaceFactory(system=exercise.system)

        kept = told(exercise, where=Where(place.pk, "home_care"))

        assert kept.kept_at is not None
        assert kept.points.exists()
        about = About.objects.get(contribution=kept)
        assert (about.place, about.service_type) == (place, "home_care")

    def test_keeps_nothing_of_where_if_it_was_not_said(self):
        told(begin())

        assert not About.objects.exists()

    def test_keeps_nothing_that_leads_to_staff(self):
        exercise = begin()

        kept = told(
            exercise,
            speaker=Speaker.STAFF,
            name="Ada",
            email="ada@example.org",
            telephone="1",
            address="1 Lane",
            is_shielded=True,
            visibility=Visibility.NAMED,
        )

        assert (kept.name, kept.email, kept.telephone, kept.address) == ("", "", "", "")
        assert kept.visibility == Visibility.TEAM
        assert not Shield.objects.exists()
        entry = Entry.objects.get(event="contribution.kept")
        assert entry.by == "staff"

    def test_leaves_counting_only_to_staff_who_want_it(self):
        kept = told(begin(), speaker=Speaker.STAFF, visibility=Visibility.COUNTED)

        assert kept.visibility == Visibility.COUNTED

    def test_says_nothing_of_where_behind_a_shield(self):
        exercise = begin()
        place = PlaceFactory(system=exercise.system)

        kept = told(
            exercise,
            speaker=Speaker.PROVIDER,
            is_shielded=True,
            location_id=LocationFactory(system=exercise.system).pk,
            where=Where(place.pk),
        )

        assert kept.location is None
        assert not About.objects.exists()

    def test_raises_a_worry_about_somebodys_safety(self):
        told(begin(), "My manager hits the residents.")

        assert Concern.objects.exists()

    def test_opens_its_receipt_for_two_years(self):
        kept = told(begin())

        link = links.list_links(purpose=RECEIPT, subject_ids=[kept.pk])[kept.pk]
        assert (link.expires_at.date() - kept.said_on) == timedelta(days=730)

    def test_refuses_what_holds_no_words(self):
        exercise = begin()
        said = Said(answers={}, speaker=Speaker.CARER, channel=Channel.WEB)

        with pytest.raises(CannotKeep):
            tell(exercise=exercise, said=said, where=Where(), **WHO)

        assert not Contribution.objects.exists()


class TestEnterTold:
    def test_keeps_what_somebody_said_by_telephone(self):
        exercise = begin()
        place = PlaceFactory(system=exercise.system)
        words = Question.objects.get(exercise=exercise, position=1)
        said = Said(
            answers={words.pk: "Night staff leave."},
            speaker=Speaker.CARER,
            channel=Channel.TELEPHONE,
            name="Ada",
            entered_by="person:1",
        )

        kept = enter_told(
            exercise=exercise, said=said, where=Where(place.pk), original=None, **WHO
        )

        assert (kept.name, kept.channel) == ("Ada", "telephone")
        assert kept.about.place == place

    def test_keeps_no_name_of_staff(self):
        exercise = begin()
        words = Question.objects.get(exercise=exercise, position=1)
        said = Said(
            answers={words.pk: "Night staff leave."},
            speaker=Speaker.STAFF,
            channel=Channel.TELEPHONE,
            name="Ada",
        )

        kept = enter_told(exercise=exercise, said=said, where=Where(), original=None, **WHO)

        assert kept.name == ""


class TestTellUpshot:
    @pytest.fixture
    def theme(self):
        exercise = begin()
        theme = ThemeFactory(exercise=exercise, state="signed_off", signed_off_at=BEGUN)
        kept = told(exercise, email="Ada@example.org")
        PointFactory(answer=kept.answers.get(question__position=1), theme=theme, start=900)
        told(exercise, email="other@example.org")
        return theme

    def test_writes_to_those_who_spoke_of_it_and_starts_the_job(self, theme):
        upshot = tell_upshot(theme=theme, words=" We pay travel. ", **WHO)

        assert upshot.words == "We pay travel."
        message = Message.objects.get()
        assert message.to == "ada@example.org"
        assert "We pay travel." in message.body
        assert Job.objects.get().kind == "engagement.send_upshot"
        entry = Entry.objects.get(event="seeing.upshot_told")
        assert entry.detail == {"theme": theme.pk, "written_to": 1}

    def test_starts_no_job_where_nobody_left_an_address(self):
        theme = ThemeFactory(exercise=begin())

        tell_upshot(theme=theme, words="Done.", **WHO)

        assert not Job.objects.exists()

    @pytest.mark.parametrize("words", [" ", "x" * 2001])
    def test_refuses_nothing_and_too_much(self, theme, words):
        with pytest.raises(CannotTell):
            tell_upshot(theme=theme, words=words, **WHO)

        assert not Message.objects.exists()
