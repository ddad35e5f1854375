"""Whose words stand, in whatever order two pages save."""

from datetime import UTC, datetime
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from regard.domains.engagement import actions
from regard.domains.engagement.actions.pages import Overtaken, number_page
from regard.domains.engagement.models import Answer, Contribution, Invitation, PageSave
from regard.domains.engagement.rules.saving import Mark
from tests.factories.engagement import InvitationFactory, QuestionFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, 34, tzinfo=UTC)


@pytest.fixture
def question():
    return QuestionFactory()


@pytest.fixture
def invitation(question):
    return InvitationFactory(exercise=question.exercise)


@pytest.fixture
def save(invitation, question):
    def save(text, mark=None):
        step = actions.Step(answers={question.pk: text}, mark=mark)
        return actions.save_draft(invitation=invitation, step=step, by="invitation:1", at=NOON)

    return save


@pytest.fixture
def keep(invitation):
    return lambda: actions.keep_draft(invitation=invitation, by="invitation:1", at=NOON)


def stands():
    return list(Answer.objects.values_list("text", flat=True))


class TestNumberPage:
    def test_rises(self):
        assert number_page() < number_page()


class TestSaveDraft:
    def test_refuses_older_words_of_the_same_page(self, save):
        page = number_page().page
        save("All of it", Mark(page, 2))

        with pytest.raises(Overtaken) as refusal:
            save("Half", Mark(page, 1))

        assert refusal.value.by_itself
        assert stands() == ["All of it"]

    def test_takes_the_same_words_twice(self, save):
        page = number_page()

        save("All of it", page)
        save("All of it", page)

        assert stands() == ["All of it"]

    def test_refuses_an_older_page_and_says_so(self, save):
        older, newer = number_page(), number_page()
        save("On the telephone", newer)

        with pytest.raises(Overtaken) as refusal:
            save("On the desk", Mark(older.page, 7))

        assert not refusal.value.by_itself
        assert stands() == ["On the telephone"]

    def test_refuses_to_fill_what_a_newer_page_emptied(self, save):
        older, newer = number_page(), number_page()
        save("")

        save("", number_page())
        for mark in (older, newer):
            with pytest.raises(Overtaken):
                save("Half", mark)

        assert stands() == []

    def test_takes_what_names_no_page_as_the_newest(self, save):
        older = number_page()
        save("From elsewhere")

        with pytest.raises(Overtaken):
            save("Half", older)

        save("From elsewhere, again")
        assert stands() == ["From elsewhere, again"]

    def test_lets_no_page_that_was_never_shown_shut_out_those_that_are(self, save):
        save("Made by hand", Mark(10**17, 999))

        save("Typed", number_page())

        assert stands() == ["Typed"]

    def test_keeps_each_question_in_its_own_order(self, save, question, invitation):
        other = QuestionFactory(exercise=question.exercise, position=2)
        older, newer = number_page(), number_page()
        save("First", newer)

        step = actions.Step(answers={other.pk: "Second"}, mark=older)
        actions.save_draft(invitation=invitation, step=step, by="invitation:1", at=NOON)

        assert sorted(stands()) == ["First", "Second"]

    def test_begins_no_new_draft_with_old_words_once_they_were_sent(self, save, keep):
        page = number_page().page
        save("All of it", Mark(page, 2))
        keep()

        for change in (1, 2, 3):
            with pytest.raises(Overtaken) as refusal:
                save("Half", Mark(page, change))

        assert not refusal.value.by_itself
        assert Contribution.objects.count() == 1
        save("And more", number_page())
        assert Contribution.objects.count() == 2


class TestKeepDraft:
    def test_leaves_of_what_was_saved_when_only_the_day(self, save, keep):
        save("All of it")

        keep()

        over = PageSave.objects.get()
        assert over.question is None
        assert over.updated_at == datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
class TestTwoSavesAtOnce:
    """A save that waits for another, in a connection of its own."""

    @pytest.mark.parametrize("is_older", [True, False])
    def test_leave_the_newer_words_whoever_comes_first(self, save, invitation, is_older):
        save("Nothing yet")
        page = number_page().page
        begun, fates = Event(), []

        def waiting():
            begun.set()
            try:
                save("Waited", Mark(page, 1 if is_older else 3))
            except Overtaken:
                fates.append("refused")
            else:
                fates.append("saved")
            finally:
                connection.close()

        other = Thread(target=waiting)
        with transaction.atomic():
            Invitation.objects.select_for_update().get(pk=invitation.pk)
            other.start()
            assert begun.wait(10)
            until_it_waits()
            save("Went first", Mark(page, 2))
        other.join(20)

        assert fates == ["refused" if is_older else "saved"]
        assert stands() == ["Went first" if is_older else "Waited"]


def until_it_waits():
    """Return once another connection waits for a lock that we hold."""
    pause = Event()
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_locks where not granted")
            if cursor.fetchone()[0]:
                return
        pause.wait(0.02)
    pytest.fail("the other save never waited")
