from datetime import UTC, datetime

import pytest

from regard.foundation.audit.models import Entry
from regard.foundation.mail.models import Message, State
from tests.factories.accounts import GrantFactory
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def write(system, *, state="sent", to="a@example.org", about="engagement.Invitation:1"):
    return Message.objects.create(
        scope_key=f"system:{system.pk}",
        about=about,
        to=to,
        subject="What would keep your staff?",
        body="…",
        state=state,
        sent_at=NOON if state == "sent" else None,
        problem="550 no such user" if state == "failed" else "",
    )


@pytest.fixture
def system():
    return SystemFactory(slug="northmarch")


@pytest.fixture
def lead(client, system):
    grant = GrantFactory(scope_key=f"system:{system.pk}")
    client.force_login(grant.person)
    return client


class TestMessages:
    def test_shows_every_message_and_its_fate(self, lead, system):
        write(system)
        write(system, state="failed")
        write(SystemFactory(), to="elsewhere@example.org")

        page = lead.get("/northmarch/messages/").content.decode()

        assert "1 of 2 messages were sent. 1 were refused by the mail server." in page
        write(system, state="unsure")
        write(system, state="waiting")
        words = "1 of 4 messages were sent. 1 wait. 1 were refused by the mail server. Of 1 we"
        assert words in lead.get("/northmarch/messages/").content.decode()
        assert "The mail server said: 550 no such user" in page
        assert "21 November 2026, 12.00 pm" in page
        assert "elsewhere@example.org" not in page

    def test_shows_only_those_of_one_fate(self, lead, system):
        write(system, to="sent@example.org")
        write(system, to="failed@example.org", state="failed")

        page = lead.get("/northmarch/messages/?fate=failed").content.decode()

        assert "failed@example.org" in page
        assert "sent@example.org" not in page

    @pytest.mark.parametrize("query", ["fate=nonsense", "after=x", "after=9" * 40])
    def test_is_not_troubled_by_a_damaged_address(self, lead, query):
        assert lead.get(f"/northmarch/messages/?{query}").status_code == 200

    def test_goes_on_to_older_ones_with_as_many_queries(
        self, lead, system, django_assert_max_num_queries
    ):
        for number in range(60):
            write(system, to=f"person{number}@example.org")

        with django_assert_max_num_queries(6):
            first = lead.get("/northmarch/messages/")
        older = lead.get(link_to(first, "Older messages")).content.decode()

        assert "person59@" in first.content.decode()
        assert "person9@" not in first.content.decode()
        assert "person9@" in older
        assert "Back to the newest" in older

    def test_says_so_when_there_are_none(self, lead):
        assert "No message has been written yet." in lead.get("/northmarch/messages/").text

    def test_is_for_those_who_may_see_messages(self, client, system):
        assert client.get("/northmarch/messages/").status_code == 302

        other = GrantFactory(role="Commissioner", scope_key=f"system:{system.pk}")
        client.force_login(other.person)

        assert client.get("/northmarch/messages/").status_code == 403
        assert "Messages" not in client.get("/northmarch/").content.decode()


class TestAgain:
    @pytest.mark.parametrize("state", ["failed", "unsure"])
    def test_puts_back_what_did_not_go(self, lead, system, state):
        message = write(system, state=state)

        page = lead.post(f"/northmarch/messages/{message.pk}/again/", follow=True)

        message.refresh_from_db()
        assert (message.state, message.problem) == (State.WAITING, "")
        assert "It waits again." in page.content.decode()
        entry = Entry.objects.get(event="message.put_back")
        assert entry.detail == {"was": state}

    @pytest.mark.parametrize("state", ["sent", "waiting"])
    def test_refuses_what_went_or_will(self, lead, system, state):
        message = write(system, state=state)

        assert lead.post(f"/northmarch/messages/{message.pk}/again/").status_code == 409

    def test_reaches_no_other_system(self, lead):
        message = write(SystemFactory(), state="failed")

        assert lead.post(f"/northmarch/messages/{message.pk}/again/").status_code == 404

    def test_leaves_replies_to_their_strategy(self, lead, system):
        write(system, state="failed", about="strategy.Reply:1")

        page = lead.get("/northmarch/messages/").content.decode()

        assert "See to it among the replies" in page
        assert "Send it again" not in page


def link_to(page, words):
    before = page.content.decode().split(f">{words}<")[0]
    return before.rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
