import pytest

from regard.domains.engagement.models import Contribution
from regard.domains.engagement.types import Channel, MemberStand, Stage
from regard.domains.register.models import Mandate
from tests.domains.engagement.views.addresses import at, day
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.engagement import ContributionFactory, QuestionFactory
from tests.factories.engagement_collective import make_members
from tests.factories.networks import NetworkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    return QuestionFactory(is_required=True)


@pytest.fixture
def exercise(question):
    return question.exercise


@pytest.fixture
def network(exercise):
    return NetworkFactory(
        system=exercise.system, name="Fell Care Forum", email="forum@example.org"
    )


@pytest.fixture
def members(exercise, network):
    return make_members(exercise, network, mandated=2, without=1)


@pytest.fixture
def keeper(client, network, settings):
    """Return the browser of somebody who speaks for this network, and for nothing else."""
    person = PersonFactory()
    GrantFactory(person=person, role="Roll keeper", scope_key=f"network:{network.pk}")
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def words(question, **more):
    filled = {
        f"q{question.pk}": "Pay for travel between calls.",
        "asked_how": "By email.",
        "visibility": "organisation",
        "email": "forum@example.org",
    }
    return filled | more


def stands(members, **more):
    filled = {f"stand-{member.pk}": "not_asked" for member in members}
    return filled | {f"words-{member.pk}": "" for member in members} | more


def text(response):
    return response.content.decode()


class TestSpeaking:
    def test_is_found_from_the_exercise_by_who_speaks_for_a_network(
        self, keeper, exercise, network
    ):
        page = text(keeper.get(at("exercise", exercise)))
        listed = text(keeper.get(at("speaking", exercise)))

        assert at("speaking", exercise) in page
        assert "No network has spoken for its members yet." in listed
        assert at("speak_for", exercise, network=network.slug) in listed

    def test_is_not_for_others(self, client_as, keeper, exercise):
        other = NetworkFactory(system=exercise.system)
        stranger = client_as("Commissioner", exercise.system)

        assert stranger.get(at("speaking", exercise)).status_code == 403
        address = at("speak_for", exercise, network=other.slug)
        assert keeper.get(address).status_code == 403

    def test_says_that_no_network_works_here(self, lead, exercise):
        assert "No network works here" in text(lead(exercise).get(at("speaking", exercise)))


class TestANetworkThatSpeaksForItself:
    def test_writes_sets_its_members_checks_and_keeps(self, keeper, question, members):
        exercise = question.exercise
        network = members[0].network
        where = {"network": network.slug}

        written = keeper.post(at("speak_for", exercise, **where), words(question))
        assert written.url == at("speak_for_members", exercise, **where)
        listed = text(keeper.get(written.url))
        assert "3 members of Fell Care Forum are asked here. It speaks for 2 members" in listed
        first = members[0].pk
        differs = {f"stand-{first}": "differed", f"words-{first}": "The rota."}
        stood = keeper.post(written.url, stands(members, **differs))
        assert stood.url == at("speak_for_check", exercise, **where)
        checked = text(keeper.get(stood.url))
        assert "for 2 members, 1 asked, 1 differs" in checked
        assert "The rota." in checked
        kept = keeper.post(stood.url, follow=True)

        spoken = Contribution.objects.get(speaker="association")
        assert (spoken.channel, spoken.email) == (Channel.WEB, "forum@example.org")
        assert spoken.receipt in text(kept)
        assert "have no email address with us" in text(kept)
        assert "also answered alone" not in text(kept)

    def test_is_shown_what_lacks(self, keeper, question, network):
        address = at("speak_for", question.exercise, network=network.slug)

        page = text(keeper.post(address, words(question, asked_how="")))

        assert "Say how you asked your members" in page

    def test_is_shown_what_is_wrong_with_an_answer(self, keeper, question, network):
        address = at("speak_for", question.exercise, network=network.slug)

        page = text(keeper.post(address, words(question, **{f"q{question.pk}": " "})))

        assert "There is a problem" in page
        assert not Contribution.objects.exists()

    def test_cannot_keep_it_for_nobody(self, keeper, question, network):
        exercise = question.exercise
        where = {"network": network.slug}
        keeper.post(at("speak_for", exercise, **where), words(question))

        page = text(keeper.post(at("speak_for_check", exercise, **where)))

        assert "It cannot be kept yet" in page
        assert "None of its members is asked here." in text(
            keeper.get(at("speak_for_members", exercise, **where))
        )

    def test_throws_it_away(self, keeper, question, members):
        exercise, where = question.exercise, {"network": members[0].network.slug}
        keeper.post(at("speak_for", exercise, **where), words(question))

        page = keeper.post(at("drop_speech", exercise, **where), follow=True)

        assert "Thrown away" in text(page)
        assert not Contribution.objects.exists()
        assert keeper.get(at("speak_for_check", exercise, **where)).status_code == 302
        assert keeper.get(at("speak_for_members", exercise, **where)).status_code == 302

    def test_comes_too_late(self, keeper, exercise, network):
        exercise.stage, exercise.closed_at = Stage.CLOSED, exercise.opened_at
        exercise.save()

        page = text(keeper.get(at("speak_for", exercise, network=network.slug)))

        assert "takes no more answers" in page


class TestMembers:
    @pytest.fixture
    def address(self, keeper, question, members):
        where = {"network": members[0].network.slug}
        keeper.post(at("speak_for", question.exercise, **where), words(question))
        return at("speak_for_members", question.exercise, **where)

    def test_are_found_by_their_name(self, keeper, address):
        page = text(keeper.get(address, {"words": "002"}))
        none = text(keeper.get(address, {"words": "zzz"}))

        assert "Member 002" in page
        assert "Member 001" not in page
        assert "No member has these words." in none

    def test_are_all_asked_at_once_where_nothing_is_said(self, keeper, address, members):
        agreed = {f"stand-{members[0].pk}": "agreed", "rest": "asked"}

        keeper.post(address, stands(members, **agreed))

        found = Contribution.objects.get().member_parts.order_by("membership")
        assert [part.stand for part in found] == ["agreed", "asked", "asked"]

    def test_say_where_words_do_not_fit(self, keeper, address, members):
        wrong = {f"words-{members[0].pk}": "The rota."}

        page = text(keeper.post(address, stands(members, **wrong)))

        assert "clear the words" in page

    def test_come_a_page_at_a_time(self, keeper, address, exercise, network, members, monkeypatch):
        monkeypatch.setattr("regard.domains.engagement.views.speaking.A_PAGE", 2)
        rest = stands(members[2:], rest="asked")

        first = text(keeper.get(address))
        onwards = keeper.post(address, stands(members[:2]))
        keeper.post(f"{address}?page=2", rest)

        assert "Page 1 of 2" in first
        assert onwards.url.endswith("?page=2")
        found = Contribution.objects.get().member_parts.order_by("membership")
        assert [part.stand for part in found] == [MemberStand.ASKED] * 3


class TestALeadThatTypesIn:
    def test_says_how_and_when_and_sees_who_answered_alone(self, lead, question, members):
        exercise = question.exercise
        ContributionFactory(exercise=exercise, location=members[1].location)
        browser, where = lead(exercise), {"network": members[0].network.slug}
        typed = words(question, channel="letter", **day("said_on", "2026-11-12"))

        browser.post(at("speak_for", exercise, **where), typed)
        page = text(browser.post(at("speak_for_check", exercise, **where), follow=True))

        kept = Contribution.objects.get(speaker="association")
        assert (kept.channel, str(kept.said_on)) == (Channel.LETTER, "2026-11-12")
        assert kept.entered_by.startswith("person:")
        assert "1 member answered alone too. In coverage each counts once." in page
        shown = text(browser.get(at("contribution", exercise, receipt=kept.receipt)))
        assert "Fell Care Forum, for 2 members, none asked" in shown
        assert "By email." in shown
        whole = text(browser.get(at("exercise", exercise)))
        assert "Who spoke for members" in whole

    def test_chooses_among_the_topics_of_its_mandates(self, lead, question, members):
        Mandate.objects.update(topic="Winter")
        browser, where = lead(question.exercise), {"network": members[0].network.slug}
        typed = words(question, channel="email", topics="Winter", **day("said_on", "2026-11-12"))

        browser.post(at("speak_for", question.exercise, **where), typed)
        again = text(browser.get(at("speak_for", question.exercise, **where)))

        assert Contribution.objects.get().member_parts.count() == 2
        assert "Winter (2)" in again


class TestEveryPageOfSpeaking:
    @pytest.mark.parametrize("size", [2, 12])
    def test_asks_as_much_however_many_members_there_are(
        self, lead, question, network, size, django_assert_max_num_queries
    ):
        exercise, where = question.exercise, {"network": network.slug}
        make_members(exercise, network, mandated=size)
        typed = words(question, channel="letter", **day("said_on", "2026-11-12"))
        browser = lead(exercise)
        browser.post(at("speak_for", exercise, **where), typed)
        pages = [
            at(name, exercise, **where)
            for name in ("speak_for", "speak_for_members", "speak_for_check")
        ]

        for page in pages:
            with django_assert_max_num_queries(21):
                assert browser.get(page).status_code == 200
        browser.post(pages[-1])
        with django_assert_max_num_queries(21):
            assert f"for {size} members" in text(browser.get(pages[0]))
