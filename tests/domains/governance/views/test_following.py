from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from regard.domains.governance.models import Action, ActionNote
from regard.domains.governance.types import ActionState, DecisionState, MeetingState
from tests.factories.accounts import PersonFactory
from tests.factories.governance import (
    ActionFactory,
    BodyFactory,
    DecisionFactory,
    HolderFactory,
    MinuteLineFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 3, 15, tzinfo=UTC)
DUE = {"due_on-day": 5, "due_on-month": 1, "due_on-year": 2027}


@pytest.fixture(autouse=True)
def _it_is_the_day():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def body():
    return BodyFactory(slug="westmere-board")


@pytest.fixture
def secretary(client_as, body):
    return client_as("Board secretary", body.system)


@pytest.fixture
def action(body):
    decision = DecisionFactory(body=body, state=DecisionState.RECORDED)
    return ActionFactory(body=body, decision=decision, ref="A-2026-001", due_on=date(2026, 12, 1))


def at(body, rest=""):
    return f"/{body.system.slug}/actions/{rest}"


def text(response, status=200):
    assert response.status_code == status
    content = b"".join(response) if response.streaming else response.content
    return " ".join(content.decode().split())


class TestActions:
    def test_say_what_to_do_while_there_are_none(self, client_as, secretary, body):
        assert "once the minutes they stand in are published" in text(client_as().get(at(body)))
        assert "Make a line of minutes an action" in text(secretary.get(at(body)))

    def test_find_what_is_late(self, client_as, body, action):
        page = text(client_as().get(at(body)))
        late = text(client_as().get(at(body, "?show=late&body=westmere-board")))
        none = text(client_as().get(at(body, "?show=done")))

        assert "1 action open, and 1 is late. 0 done and 0 dropped so far." in page
        assert "2 days late" in late
        assert "No action is like that." in none

    def test_find_that_none_is_late(self, client_as, body, action):
        action.due_on = AT.date()
        action.save()

        assert "1 action open, and none is late." in text(client_as().get(at(body)))

    def test_go_on_page_by_page(self, secretary, body, monkeypatch):
        monkeypatch.setattr("regard.domains.governance.views.following.A_PAGE", 1)
        for days in (1, 2):
            due = AT.date() + timedelta(days=days)
            ActionFactory(body=body, text=f"In {days}", due_on=due)

        first = text(secretary.get(at(body, "?body=westmere-board")))
        second = text(secretary.get(at(body, "?start=1")))

        assert "In 1" in first
        assert "start=1" in first
        assert "In 2" in second
        assert "Back to the first page" in second

    def test_are_a_file(self, client_as, body, action):
        action.notes.create(on=AT.date(), text="A draft is out.", by="person:1")

        file = text(client_as().get(f"/{body.system.slug}/actions.csv"))

        assert "A-2026-001" in file
        assert "A draft is out." in file


class TestAnAction:
    def test_shows_where_it_comes_from(self, client_as, secretary, body, action):
        line = MinuteLineFactory(meeting__body=body, meeting__state=MeetingState.HELD)
        minuted = ActionFactory(body=body, line=line)
        between = ActionFactory(body=body, text="Word after word. " * 20, is_private=True)

        public = text(client_as().get(at(body, "A-2026-001/")))
        mine = text(secretary.get(at(body, f"{minuted.ref}/")))
        alone = text(secretary.get(at(body, f"{between.ref}/")))

        assert action.decision.ref in public
        assert "Add to it" not in public
        assert "The meeting of 3 December 2026" in mine
        assert "Given between meetings" in alone
        assert "Only members read it" in alone
        assert "…</h1>" in alone

    def test_is_followed_to_its_end(self, secretary, body, action):
        address = at(body, "A-2026-001/follow/")

        wrong = text(secretary.post(address, {"note": "", "state": "done"}))
        noted = text(secretary.post(address, {"note": "Begun.", "state": "open"}, follow=True))
        done = text(secretary.post(address, {"note": "Written.", "state": "done"}, follow=True))
        again = text(secretary.post(address, {"note": "A fault."}, follow=True))
        dropped = text(secretary.post(address, {"note": "No.", "state": "dropped"}, follow=True))

        assert "Problem:" in wrong
        assert "It is noted." in noted
        assert "A-2026-001 is done." in done
        assert "Open it again" in done
        assert "A-2026-001 is open again." in again
        assert "A-2026-001 is dropped." in dropped
        assert ActionNote.objects.count() == 4

    def test_is_followed_by_whose_it_is(self, settings, client_as, body):
        person = PersonFactory()
        holder = HolderFactory(system=body.system, person=person)
        mine = ActionFactory(body=body, holder=holder)
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        address = at(body, f"{mine.ref}/follow/")

        client.post(address, {"note": "Written.", "state": "done"})
        others = client_as("Board member", body.system).post(address, {"note": "No."})

        mine.refresh_from_db()
        assert mine.state == ActionState.DONE
        assert others.status_code == 403

    def test_is_changed_with_a_reason(self, secretary, body, action):
        address = at(body, "A-2026-001/edit/")
        form = {"text": "Write it.", "owner": "Head of law", **DUE}

        shown = text(secretary.get(address))
        wrong = text(secretary.post(address, form))
        early = {**form, "due_on-year": 2020, "why": "It grew."}
        refused = text(secretary.post(address, early))
        secretary.post(address, {**form, "why": "It grew."})

        action.refresh_from_db()
        assert 'value="Head of commissioning, Westmere"' in shown
        assert "Problem:" in wrong
        assert "cannot be due before" in refused
        assert (action.owner, action.due_on) == ("Head of law", date(2027, 1, 5))
        assert "It grew." in action.notes.get().text

    def test_is_changed_for_a_holder(self, secretary, body):
        holder = HolderFactory(system=body.system)
        theirs = ActionFactory(body=body, holder=holder, owner=holder.name)

        page = text(secretary.get(at(body, f"{theirs.ref}/edit/")))

        assert f'value="{holder.name}"' not in page


class TestNewAction:
    def test_is_given_between_meetings(self, secretary, body):
        given = {"given_on-day": 3, "given_on-month": 12, "given_on-year": 2026}
        form = {"body": body.pk, "text": "Write it.", "owner": "Head of law", **given, **DUE}

        shown = text(secretary.get(at(body, "new/")))
        late = text(secretary.post(at(body, "new/"), {**form, "due_on-year": 2020}))
        done = text(secretary.post(at(body, "new/"), form, follow=True))

        assert "Which body gives it" in shown
        assert "cannot be due before" in late
        assert "is given to Head of law." in done
        assert Action.objects.get().body == body
