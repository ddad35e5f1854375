from datetime import UTC, datetime

import pytest
from django.core import mail as outbox
from django.urls import reverse

from regard.domains.engagement.actions.seeing import tell_upshot
from regard.domains.engagement.jobs.seeing import send_upshot
from regard.domains.engagement.models import Contribution, Exercise, Upshot
from regard.domains.engagement.types import Speaker
from regard.domains.engagement.types.seeing import Seen, Where
from regard.foundation.accounts import links
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.engagement import InvitationFactory, PointFactory, ThemeFactory
from tests.factories.engagement_seeing import BEGUN, Q2, Q3, begin, told
from tests.factories.register import LocationFactory, PlaceFactory, ServiceFactory, SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def exercise():
    return begin()


@pytest.fixture
def lead_here(client_as, exercise):
    return client_as("Partnership lead", exercise.system)


def here(name, system, **more):
    return reverse(f"engagement:{name}", kwargs={"system": system.slug} | more)


def names(exercise):
    """Return the names of the two fields that are asked."""
    return [f"q{q.pk}" for q in exercise.questions.order_by("position")]


def page(browser, address):
    answered = browser.get(address)
    assert answered.status_code == 200
    return answered.content.decode()


class TestSeeing:
    def test_says_that_it_has_not_begun_and_lets_a_lead_begin_it(self, client, client_as):
        system = SystemFactory()
        assert "It has not begun" in page(client, here("seeing", system))

        lead = client_as("Partnership lead", system)
        for _ in range(2):
            lead.post(here("begin_seeing", system))

        assert Exercise.objects.get().kind == "seeing"
        assert "What are you seeing?" in page(client, here("seeing", system))

    def test_tells_everyone_the_quarters_that_are_over_without_small_counts(
        self, client, lead_here, exercise
    ):
        for _ in range(12):
            told(exercise, on=Q2)
            told(exercise, on=Q3, seen=Seen.WORKS)
        told(exercise, on=Q3)

        public = page(client, here("seeing", exercise.system))
        team = page(lead_here, here("seeing", exercise.system))

        assert "13 things told in July to September 2026." in public
        assert "Hidden" in public
        assert "Hidden" not in team
        assert "<svg" in public

    def test_shows_what_rose_and_what_came_of_it(self, client, lead_here, exercise):
        theme = ThemeFactory(
            exercise=exercise, title="Nights", state="signed_off", signed_off_at=BEGUN
        )
        proposed = ThemeFactory(exercise=exercise, title="Rota")
        for number in range(20):
            told(exercise, on=Q2)
            kept = told(exercise, on=Q3)
            if number % 2:
                answer = kept.answers.get(question__position=1)
                PointFactory(answer=answer, theme=theme, start=900)
        tell_upshot(theme=theme, words="We raised it.", by="person:1", at=NOON)

        public = page(client, here("seeing", exercise.system))

        assert "1 theme rose clearly" in public
        assert "Rose to 50% of what was told" in public
        assert "We raised it." in public
        assert proposed.title not in public
        assert proposed.title in page(lead_here, here("seeing", exercise.system))

    def test_is_where_the_exercise_and_its_web_form_lead(self, client, exercise):
        where = {"slug": exercise.slug}

        seen = client.get(here("exercise", exercise.system, **where))
        tell = client.get(here("answer_on_web", exercise.system, **where))

        assert seen.url == here("seeing", exercise.system)
        assert tell.url == here("tell", exercise.system)

    def test_stands_on_the_board_and_not_among_what_is_asked(self, client, exercise):
        board = page(client, here("opportunities", exercise.system))
        asked = page(client, here("exercises", exercise.system))

        assert here("seeing", exercise.system) in board
        assert "2999" not in board
        assert exercise.slug not in asked


class TestTell:
    def test_keeps_what_a_carer_tells_with_its_place(self, client, exercise):
        place = PlaceFactory(system=exercise.system)
        words, kind = names(exercise)

        kept = client.post(
            here("tell", exercise.system),
            {
                words: "No night visits any more.",
                kind: Seen.WORSE.label,
                "speaker": "carer",
                "place": str(place.pk),
                "service_type": "home_care",
                "visibility": "team",
            },
        )

        assert kept.status_code == 302
        [contribution] = Contribution.objects.all()
        assert contribution.about.place == place
        assert "What came of it" not in page(client, kept.url)
        assert "You hear what came of it" in page(client, kept.url)

    def test_takes_the_place_of_a_service_from_the_register(self, client, exercise):
        location = LocationFactory(system=exercise.system, name="Rose Court")
        place = PlaceFactory(system=exercise.system, council=location.council)
        ServiceFactory(location=location, service_type="care_home")
        words, _ = names(exercise)
        sent = {
            words: "Nights.",
            "speaker": "provider",
            "service": "Rose Court",
            "visibility": "team",
        }

        asks = client.post(here("tell", exercise.system), sent)
        client.post(here("tell", exercise.system), sent | {"location": str(location.pk)})

        assert "Which of these is your service?" in asks.content.decode()
        [kept] = Contribution.objects.all()
        assert kept.location == location
        assert (kept.about.place, kept.about.service_type) == (place, "care_home")

    def test_says_what_is_missing(self, client, exercise):
        answered = client.post(here("tell", exercise.system), {})

        assert "There is a problem" in answered.content.decode()
        assert not Contribution.objects.exists()

    def test_refuses_a_flood(self, client, exercise):
        for _ in range(30):
            client.post(here("tell", exercise.system), {})

        assert client.post(here("tell", exercise.system), {}).status_code == 429

    def test_is_nowhere_before_it_has_begun(self, client):
        assert client.get(here("tell", SystemFactory())).status_code == 404


class TestTellAsStaff:
    def test_asks_for_no_name_and_keeps_none_of_who_is_signed_in(self, lead_here, exercise):
        words, _ = names(exercise)
        address = here("tell_as_staff", exercise.system)
        form = page(lead_here, address)
        assert 'name="email"' not in form
        assert 'name="service"' not in form

        kept = lead_here.post(address, {words: "Nobody covers nights.", "email": "a@b.org"})

        assert kept.status_code == 302
        [contribution] = Contribution.objects.all()
        assert (contribution.speaker, contribution.email) == ("staff", "")

    def test_stops_programs(self, client, exercise):
        words, _ = names(exercise)
        sent = {words: "Buy now.", "website": "https://x"}

        client.post(here("tell_as_staff", exercise.system), sent)

        assert not Contribution.objects.exists()


class TestTellByLink:
    def test_knows_the_service_and_keeps_it_apart_from_what_was_asked(self, client, exercise):
        location = LocationFactory(system=exercise.system, name="Rose Court")
        invitation = InvitationFactory(exercise__system=exercise.system, location=location)
        token = links.token(
            links.issue(purpose="engagement.answer", subject_id=invitation.pk, expires_at=BEGUN)
        )
        gone = reverse("engagement:tell_by_link", args=[token])
        assert client.get(gone).status_code == 410

        live = links.token(
            links.issue(
                purpose="engagement.answer",
                subject_id=invitation.pk,
                expires_at=datetime(2027, 1, 1, tzinfo=UTC),
            )
        )
        address = reverse("engagement:tell_by_link", args=[live])
        assert "Rose Court" in page(client, address)
        words, _ = names(exercise)
        client.post(address, {words: "Nights.", "visibility": "team"})

        [kept] = Contribution.objects.filter(exercise=exercise)
        assert (kept.location, kept.channel, kept.invitation) == (location, "link", None)


class TestSeen:
    def test_lists_what_was_told_for_those_who_read(self, lead_here, client_as, exercise):
        place = PlaceFactory(system=exercise.system, name="Harrow Vale")
        told(exercise, "Rota comes late.", where=Where(place.pk))
        told(exercise, "My shifts were cut.", speaker=Speaker.STAFF, where=Where(place.pk))

        shown = page(lead_here, here("seen", exercise.system))

        assert "Rota comes late." in shown
        assert shown.count("· Harrow Vale") == 1
        assert "October to December 2026" in shown
        provider = client_as("Provider", exercise.system)
        assert provider.get(here("seen", exercise.system)).status_code == 403

    def test_narrows_and_pages(self, lead_here, exercise):
        for number in range(26):
            told(exercise, f"Thing {number} happened.")

        first = page(lead_here, here("seen", exercise.system))
        narrowed = page(lead_here, here("seen", exercise.system) + "?words=Thing+19&after=x")
        nothing = page(lead_here, here("seen", exercise.system) + "?seen=works")

        assert "Older" in first
        assert "Thing 0 happened" not in first
        assert narrowed.count("happened.") == 1
        assert "Nothing is all of these at once." in nothing

    def test_asks_the_database_the_same_however_long_the_list(
        self, lead_here, exercise, django_assert_max_num_queries
    ):
        for _ in range(12):
            told(exercise)
        page(lead_here, here("seen", exercise.system))

        with django_assert_max_num_queries(25):
            page(lead_here, here("seen", exercise.system))


class TestTypingIn:
    def test_asks_also_where_it_is(self, lead_here, exercise):
        place = PlaceFactory(system=exercise.system)
        address = here("enter", exercise.system, slug=exercise.slug) + "?location=none"
        assert 'name="place"' in page(lead_here, address)
        words, _ = names(exercise)

        lead_here.post(
            address,
            {
                words: "Nights.",
                "channel": "telephone",
                "speaker": "carer",
                "visibility": "team",
                "place": str(place.pk),
                "said_on-day": "20",
                "said_on-month": "11",
                "said_on-year": "2026",
            },
        )

        assert Contribution.objects.get().about.place == place


class TestUpshot:
    def test_tells_everyone_who_spoke_of_a_theme(self, client, lead_here, exercise):
        theme = ThemeFactory(
            exercise=exercise, title="Nights", state="signed_off", signed_off_at=BEGUN
        )
        kept = told(exercise, email="ada@example.org")
        PointFactory(answer=kept.answers.get(question__position=1), theme=theme, start=900)
        address = here("upshot", exercise.system, seen_theme_id=theme.pk)
        assert "1 person who told us so left" in page(lead_here, address)

        assert "There is a problem" in lead_here.post(address, {}).content.decode()
        lead_here.post(address, {"words": "We pay for nights."})
        assert send_upshot(Progress(Job.objects.get())) == "1 of 1 emails sent."

        assert Upshot.objects.get().words == "We pay for nights."
        [email] = outbox.outbox
        assert "We pay for nights." in email.body
        assert "We pay for nights." in page(client, here("seeing", exercise.system))

    def test_waits_for_the_theme_to_be_signed_off(self, lead_here, exercise):
        theme = ThemeFactory(exercise=exercise)
        address = here("upshot", exercise.system, seen_theme_id=theme.pk)

        assert lead_here.get(address).status_code == 404
