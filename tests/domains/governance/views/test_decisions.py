from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils.safestring import SafeString

from regard.domains.governance.models import Decision, DecisionOption, Involvement
from regard.domains.governance.presenters import DECISION_SLOT
from regard.domains.governance.types import (
    Constituency,
    DecisionState,
    InterestAct,
    MeetingState,
)
from tests.factories.governance import (
    ActionFactory,
    AgendaItemFactory,
    BodyFactory,
    DecisionFactory,
    DecisionOptionFactory,
    DeclarationFactory,
    InvolvementFactory,
    MeetingFactory,
    MinuteLineFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 3, 15, tzinfo=UTC)
DAY = date(2026, 11, 3)
PROVIDERS, CARERS = Constituency.PROVIDERS, Constituency.CARERS


@pytest.fixture(autouse=True)
def _it_is_the_day():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def body():
    return BodyFactory(slug="westmere-board", name="Westmere Board")


@pytest.fixture
def secretary(client_as, body):
    return client_as("Board secretary", body.system)


@pytest.fixture
def draft(body):
    return DecisionFactory(body=body, ref="D-2026-001", why="It is fair.", decided_on=DAY)


def at(body, rest=""):
    return f"/{body.system.slug}/decisions/{rest}"


def text(response, status=200):
    assert response.status_code == status
    content = b"".join(response) if response.streaming else response.content
    return " ".join(content.decode().split())


def recorded(body, *asked, **facts):
    """Return a recorded decision; `asked`: days from it on which somebody was, and of whom."""
    decision = DecisionFactory(body=body, decided_on=DAY, **facts)
    for days, of in asked:
        InvolvementFactory(decision=decision, of=of, on=DAY + timedelta(days=days))
    decision.state = DecisionState.RECORDED
    decision.save()
    return decision


class TestDecisions:
    def test_say_what_to_do_while_there_are_none(self, client_as, secretary, body):
        assert "Decisions are shown here once they are recorded." in text(
            client_as().get(at(body))
        )
        assert "A decision between meetings" in text(secretary.get(at(body)))

    def test_find_how_many_were_asked_before(self, client_as, body):
        recorded(body, (-9, PROVIDERS))
        recorded(body, (-9, CARERS))
        recorded(body, is_private=True)

        page = text(client_as().get(at(body)))

        assert "3 decisions in the last 12 months." in page
        assert "Care providers were asked before 1 of them (33%)" in page
        assert "anybody outside before 2." in page

    def test_say_that_none_was_recorded_of_late(self, client_as, body):
        DecisionFactory(body=body, state=DecisionState.RECORDED, decided_on=date(2024, 2, 29))

        assert "No decision was recorded in the last 12 months." in text(client_as().get(at(body)))

    @pytest.mark.parametrize(
        ("asked", "shows"),
        [
            ("?words=fees", True),
            ("?words=nothing", False),
            ("?body=westmere-board&asked=before&of=providers", True),
            ("?asked=nobody", False),
            ("?asked=nonsense", True),
        ],
    )
    def test_are_narrowed(self, client_as, body, asked, shows):
        recorded(body, (-9, PROVIDERS), title="Fees rise")

        page = text(client_as().get(at(body, asked)))

        assert ("Fees rise" in page) == shows
        assert ("No decision is like that." in page) != shows

    def test_go_on_page_by_page(self, client_as, body, monkeypatch):
        monkeypatch.setattr("regard.domains.governance.views.decisions.A_PAGE", 1)
        recorded(body, title="First", ref="D-2026-001")
        recorded(body, title="Second", ref="D-2026-002")

        first = text(client_as().get(at(body)))
        second = text(client_as().get(at(body, "?after=D-2026-002")))

        assert "Second" in first
        assert "?after=D-2026-002" in first
        assert "First" in second
        assert "Back to the first page" in second

    def test_are_a_file(self, client_as, body):
        recorded(body, (0, PROVIDERS), title="Fees rise", is_commissioning=True)

        address = f"/{body.system.slug}/decisions.csv"
        file = text(client_as().get(address))

        assert "Fees rise" in file
        assert "On the day or after,On the day or after" in file

    def test_take_as_many_queries_however_many(self, client_as, body, django_assert_num_queries):
        recorded(body)
        client = client_as()
        client.get(at(body))
        with django_assert_num_queries(12, exact=False) as first:
            client.get(at(body))
        for _ in range(9):
            recorded(body, (0, PROVIDERS))
        with django_assert_num_queries(len(first)):
            client.get(at(body))


class TestDecision:
    def test_shows_everyone_all_of_it(self, client_as, body):
        item = AgendaItemFactory(meeting=MeetingFactory(body=body, state=MeetingState.HELD))
        decision = DecisionFactory(
            body=body,
            meeting=item.meeting,
            item=item,
            evidence="43 logs",
            risks="Fewer hours",
            is_commissioning=True,
            votes_for=7,
            votes_against=1,
            abstained=0,
            decided_on=DAY,
        )
        DecisionOptionFactory(decision=decision, text="Wait")
        DecisionOptionFactory(decision=decision, is_chosen=True)
        InvolvementFactory(decision=decision, on=DAY - timedelta(days=1), what_came="A rate")
        InvolvementFactory(decision=decision, on=DAY, of=Constituency.CARERS)
        DeclarationFactory(item=item, act=InterestAct.WITHDREW, text="Owns a bidder")
        DeclarationFactory(item=item)
        ActionFactory(body=body, decision=decision, due_on=date(2026, 12, 1))
        decision.state = DecisionState.RECORDED
        decision.save()

        early = text(client_as().get(at(body, f"{decision.ref}/")))
        meeting = item.meeting
        meeting.state, meeting.agreed_on = MeetingState.AGREED, DAY
        meeting.minutes_public_at = AT
        meeting.save()
        page = text(client_as().get(at(body, f"{decision.ref}/")))

        assert "Owns a bidder" not in early
        assert "The minutes it stands in" not in early
        for words in (
            "Care providers were asked before it was taken.",
            "43 logs",
            "Fewer hours",
            "7 for, 1 against, 0 abstained.",
            "Wait",
            "A rate",
            "Owns a bidder",
            "1 seat declared that they have no interest",
            "2 days late",
            "The minutes it stands in",
        ):
            assert words in page

    def test_says_what_is_not_recorded(self, client_as, body):
        decision = recorded(body, (0, CARERS))

        page = text(client_as().get(at(body, f"{decision.ref}/")))

        for words in (
            "Those outside were only involved on the day or after. Care providers were not asked.",
            "No evidence is recorded.",
            "No other option is recorded.",
            "No vote was taken.",
            "No action was given by it.",
        ):
            assert words in page

    def test_says_that_nobody_was_asked(self, client_as, body):
        decision = recorded(body, nobody_asked="It was urgent.")

        page = text(client_as().get(at(body, f"{decision.ref}/")))

        assert "Nobody outside was asked." in page
        assert "It was urgent." in page

    def test_is_nothing_to_others_while_it_is_a_draft(self, client_as, secretary, body, draft):
        assert client_as().get(at(body, "D-2026-001/")).status_code == 404
        assert "Before it can be recorded" in text(secretary.get(at(body, "D-2026-001/")))

    def test_leaves_a_place_for_others(self, client_as, body, fill):
        decision = recorded(body)

        regard = SafeString("<p>Regard was had.</p>")

        fill(DECISION_SLOT, lambda *_: regard, lambda *_: SafeString(""))

        assert "<p>Regard was had.</p>" in text(client_as().get(at(body, f"{decision.ref}/")))


class TestWritingADecision:
    def test_begins_one_between_meetings(self, secretary, body):
        day = {"decided_on-day": 20, "decided_on-month": 11, "decided_on-year": 2026}
        form = {"body": "", "title": "Paid", "text": "Travel is paid.", **day}

        wrong = text(secretary.post(at(body, "new/"), form))
        response = secretary.post(at(body, "new/"), {**form, "body": body.pk})

        made = Decision.objects.get()
        assert "Problem:" in wrong
        assert (made.title, made.decided_on, made.meeting) == ("Paid", date(2026, 11, 20), None)
        assert response["Location"] == at(body, f"{made.ref}/")

    def test_changes_a_draft_with_its_day(self, secretary, body, draft):
        day = {"decided_on-day": 2, "decided_on-month": 11, "decided_on-year": 2026}
        form = {"title": "Paid", "text": "Travel is paid.", "votes_for": "7", **day}
        address = at(body, "D-2026-001/edit/")

        shown = text(secretary.get(address))
        votes = text(secretary.post(address, form))
        secretary.post(address, {**form, "votes_against": "1", "abstained": "0"})

        draft.refresh_from_db()
        assert "It is fair." in shown
        assert "Count all three" in votes
        assert (draft.title, draft.decided_on) == ("Paid", date(2026, 11, 2))
        assert (draft.votes_for, draft.votes_against, draft.abstained) == (7, 1, 0)

    def test_keeps_the_day_of_a_meeting(self, secretary, body):
        meeting = MeetingFactory(body=body)
        draft = DecisionFactory(body=body, meeting=meeting, decided_on=DAY)
        address = at(body, f"{draft.ref}/edit/")

        secretary.post(address, {"title": "Paid", "text": "B"})

        draft.refresh_from_db()
        assert (draft.title, draft.decided_on) == ("Paid", DAY)
        assert "When it was taken" not in text(secretary.get(address))

    def test_records_it_once_everything_is_said(self, secretary, body, draft):
        address = at(body, "D-2026-001/")

        early = text(secretary.post(f"{address}record/", follow=True))
        draft.nobody_asked = "It was urgent."
        draft.save()
        ready = text(secretary.get(address))
        done = text(secretary.post(f"{address}record/", follow=True))
        day = {"decided_on-day": 3, "decided_on-month": 11, "decided_on-year": 2026}
        late = text(secretary.post(f"{address}edit/", {"title": "A", "text": "B", **day}))

        assert "Say who outside the body was asked" in early
        assert "Everything is said" in ready
        assert "is recorded, and stays as it is" in done
        assert "This decision is recorded" in late

    def test_takes_a_draft_away(self, secretary, body, draft):
        gone = text(secretary.post(at(body, "D-2026-001/remove/"), follow=True))
        meeting = MeetingFactory(body=body, state=MeetingState.HELD)
        line = MinuteLineFactory(meeting=meeting)
        minutes = f"/{body.system.slug}/meetings/{meeting.pk}/minutes/"
        secretary.post(f"{minutes}{line.pk}/decision/", {"title": "A", "text": "B"})
        made = Decision.objects.get()
        to_minutes = secretary.post(at(body, f"{made.ref}/remove/"))
        kept = recorded(body)
        refused = text(secretary.post(at(body, f"{kept.ref}/remove/"), follow=True))

        assert "is taken away" in gone
        assert to_minutes["Location"] == minutes
        assert "stays as it is" in refused
        assert list(Decision.objects.all()) == [kept]


class TestOptionsAndInvolvement:
    def test_are_written_one_by_one(self, secretary, body, draft):
        address = at(body, "D-2026-001/")
        day = {"on-day": 1, "on-month": 10, "on-year": 2026}
        who = {"of": "providers", "who": "43 providers", "how": "By link", **day}

        secretary.post(f"{address}options/", {"text": "Wait", "why": "Dear"})
        option = DecisionOption.objects.get()
        secretary.post(f"{address}options/{option.pk}/", {"text": "Wait a year", "why": "Dear"})
        secretary.post(f"{address}involved/", who)
        page = text(secretary.get(address))
        changed = text(secretary.get(f"{address}options/{option.pk}/"))

        assert "Say which option was chosen" in page
        assert "Wait a year" in page
        assert "43 providers" in page
        assert 'value="Wait a year"' in changed

    def test_are_taken_out(self, secretary, body, draft):
        option = DecisionOptionFactory(decision=draft)
        involved = InvolvementFactory(decision=draft)
        address = at(body, "D-2026-001/")

        secretary.post(f"{address}options/{option.pk}/remove/")
        secretary.post(f"{address}involved/{involved.pk}/remove/")

        assert not DecisionOption.objects.exists()
        assert not Involvement.objects.exists()

    def test_stay_once_it_is_recorded(self, secretary, body, draft):
        option = DecisionOptionFactory(decision=draft)
        involved = InvolvementFactory(decision=draft)
        draft.state = DecisionState.RECORDED
        draft.save()
        address = at(body, "D-2026-001/")
        early = {"of": "carers", "who": "A", "how": "B", "on-day": 1, "on-month": 1}

        pages = [
            text(secretary.post(f"{address}options/{option.pk}/remove/", follow=True)),
            text(secretary.post(f"{address}involved/{involved.pk}/remove/", follow=True)),
            text(secretary.post(f"{address}options/", {"text": "A", "why": "B"})),
            text(secretary.post(f"{address}options/{option.pk}/", {"text": "A", "why": "B"})),
            text(secretary.post(f"{address}involved/", {**early, "on-year": 2026})),
        ]
        late = secretary.post(f"{address}involved/", {**early, "on-year": 2027})

        assert all("recorded" in page for page in pages)
        assert late.status_code == 302
        assert Involvement.objects.count() == 2

    def test_give_somebody_something_to_do(self, secretary, body, draft):
        address = at(body, "D-2026-001/action/")
        due = {"due_on-day": 5, "due_on-month": 1, "due_on-year": 2027}

        wrong = text(secretary.post(address, {"text": "Write it.", **due}))
        secretary.post(address, {"text": "Write it.", "owner": "Head of law", **due})

        assert "Say whose it is" in wrong
        assert draft.actions.get().owner == "Head of law"
