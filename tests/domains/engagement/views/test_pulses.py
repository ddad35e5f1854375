from datetime import UTC, datetime

import pytest
from django.urls import reverse

from regard.domains.engagement.actions.pulse_waves import begin_wave
from regard.domains.engagement.models import Contribution, Exercise, Rater, RaterAsk, Series
from regard.domains.engagement.queries.pulses import RATER
from regard.domains.engagement.types import Direction
from regard.foundation.accounts import links
from tests.domains.engagement.views.addresses import day
from tests.factories.engagement_pulses import (
    MAY,
    NOVEMBER,
    answers_to,
    begin_and_close,
    make_pulse,
    make_raters,
    make_services,
)
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

NEW = {
    "title": "How we work together",
    "purpose": "So that all can see it.",
    "items": "We are asked early enough\n\n  We hear   back \n",
    "asks_more": "on",
    "months": "6",
    "days_open": "21",
    **day("starts_on", "2026-12-01"),
}


@pytest.fixture
def system():
    return SystemFactory()


@pytest.fixture
def lead_here(client_as, system):
    return client_as("Partnership lead", system)


@pytest.fixture
def over(system):
    """Return a pulse with two waves that are over."""
    series = make_pulse(system)
    locations = make_services(system, 15)
    begin_and_close(series, at=MAY, steps=dict.fromkeys(locations, 2))
    begin_and_close(series, at=NOVEMBER, steps=dict.fromkeys(locations, 4))
    return series


def here(name, system, **more):
    return reverse(f"engagement:{name}", kwargs={"system": system.slug} | more)


def of(name, series, **more):
    return here(name, series.system, pulse=series.slug, **more)


def page(browser, address):
    answered = browser.get(address)
    assert answered.status_code == 200
    return answered.content.decode()


class TestPulses:
    def test_lists_both_directions_for_anyone(self, client, system, over):
        make_pulse(system, direction=Direction.TO_PARTNERSHIP)

        shown = page(client, here("pulses", system))

        assert "2 pulses in both directions, 2 waves over." in shown
        assert "The partnership asks providers" in shown
        assert "Providers ask the partnership" in shown
        assert "Begin another" not in shown

    def test_says_that_there_is_none(self, lead_here, system):
        shown = page(lead_here, here("pulses", system))

        assert "There is no pulse yet." in shown
        assert "Begin another" in shown

    def test_says_of_each_whether_it_asks_waits_or_has_ended(self, client, system):
        make_services(system, 1)
        begin_wave(series=make_pulse(system), by="x", at=MAY)
        ended = make_pulse(system)
        Series.objects.filter(pk=ended.pk).update(ended_on=MAY.date())

        shown = page(client, here("pulses", system))

        assert "It asks now." in shown
        assert "It ended on 1 May 2026." in shown


class TestNewPulse:
    def test_begins_with_sentences_of_ours(self, lead_here, system):
        shown = page(lead_here, here("new_pulse", system, direction="to_partnership"))

        assert "Care providers treat us as an equal partner" in shown

    def test_makes_it_of_one_sentence_a_line(self, lead_here, system):
        made = lead_here.post(here("new_pulse", system, direction="to_providers"), NEW)

        series = Series.objects.get()
        assert made.url == of("pulse", series)
        texts = [item.text for item in series.items.order_by("position")]
        assert texts[:2] == ["We are asked early enough", "We hear back"]
        assert len(texts) == 3

    def test_shows_what_is_wrong(self, lead_here, system):
        sent = NEW | day("starts_on", "2026-11-01")

        shown = lead_here.post(here("new_pulse", system, direction="to_providers"), sent)

        assert "Choose a first day that is not over" in shown.content.decode()
        assert not Series.objects.exists()

    def test_knows_two_directions(self, lead_here, system):
        assert lead_here.get(here("new_pulse", system, direction="sideways")).status_code == 404


class TestPulse:
    def test_shows_anyone_what_the_waves_found(self, client, over):
        shown = page(client, of("pulse", over))

        assert "November 2026: 15 of 15 service addresses answered." in shown
        assert "100% agree that" in shown
        assert "2 of 2 clearly changed since the wave before." in shown
        assert "Clearly more agree than the wave before" in shown
        assert "Of 15 addresses that answered both times 15 chose a higher step" in shown
        assert "<svg" in shown
        assert "For the team" not in shown

    def test_shows_the_other_side_beside_it(self, client, lead_here, system, over):
        other = make_pulse(system, direction=Direction.TO_PARTNERSHIP)
        make_raters(other, 12)
        begin_and_close(other, at=MAY, ratings=[5] * 12)

        lead_here.post(of("mirror_pulse", over), {"other": other.slug})

        shown = page(client, of("pulse", over))
        assert "The partnership: May 2026" in shown
        assert "The other side was asked" in shown
        assert "Care providers: May 2026" in page(client, of("pulse", other))

    def test_says_what_it_will_ask_before_the_first_wave(self, client, system):
        shown = page(client, of("pulse", make_pulse(system)))

        assert "The first wave begins on 1 May 2026." in shown
        assert "What it asks" in shown

    def test_tells_the_team_how_the_open_wave_goes(self, client, lead_here, system):
        series = make_pulse(system)
        make_services(system, 3)
        lead_here.post(of("begin_pulse", series))

        assert "0 of 3 service addresses answered so far." in page(lead_here, of("pulse", series))
        public = page(client, of("pulse", series))
        assert "so far" not in public
        assert "It asks now, until" in public

    def test_says_so_where_too_few_answered(self, client, system):
        series = make_pulse(system)
        locations = make_services(system, 12)
        begin_and_close(series, at=MAY, steps=dict.fromkeys(locations[:7], 2))
        begin_and_close(series, at=NOVEMBER, steps=dict.fromkeys(locations[:3], 2))

        shown = page(client, of("pulse", series))

        assert "November 2026: too few of 12 service addresses answered." in shown
        assert "Too few to show what they said." in shown
        assert "not compared" in shown

    def test_gives_all_figures_as_a_file(self, client, over):
        text = client.get(of("pulse_csv", over)).content.decode()

        assert len(text.splitlines()) == 1 + 2 * 2
        assert "1.0000" in text

    def test_reads_no_more_for_more_waves(self, client, over, django_assert_max_num_queries):
        page(client, of("pulse", over))

        with django_assert_max_num_queries(20):
            page(client, of("pulse", over))


class TestEditPulse:
    def test_changes_one_that_has_asked_nothing(self, lead_here, system):
        series = make_pulse(system)
        assert "We are asked early enough" in page(lead_here, of("edit_pulse", series))

        lead_here.post(of("edit_pulse", series), NEW)

        series.refresh_from_db()
        assert series.title == "How we work together"

    def test_begins_another_in_place_of_one_that_has(self, client, lead_here, over):
        assert "Ask in other words" in page(lead_here, of("edit_pulse", over))

        lead_here.post(of("edit_pulse", over), NEW)

        new = Series.objects.get(follows=over)
        assert "which asked in other words" in page(client, of("pulse", new))
        assert "It ended on 21 November 2026." in page(client, of("pulse", over))

    def test_shows_what_is_wrong(self, lead_here, system):
        series = make_pulse(system)

        shown = lead_here.post(of("edit_pulse", series), NEW | {"items": "x" * 201})

        assert "Keep every sentence under 200 characters" in shown.content.decode()


def test_a_lead_ends_a_pulse(lead_here, over):
    lead_here.post(of("end_pulse", over))

    over.refresh_from_db()
    assert over.ended_on == NOON.date()


class TestRaters:
    @pytest.fixture
    def series(self, system):
        return make_pulse(system, direction=Direction.TO_PARTNERSHIP)

    def test_are_added_once_and_taken_off(self, lead_here, series):
        somebody = {"name": "Ada", "email": "Ada@example.org", "organisation": "Council"}
        assert "Nobody is on the list yet." in page(lead_here, of("raters", series))

        lead_here.post(of("raters", series), somebody)
        again = lead_here.post(of("raters", series), somebody)

        assert "They are on the list already" in again.content.decode()
        assert "1 person of 1 organisation." in page(lead_here, of("raters", series))
        rater = Rater.objects.get()
        lead_here.post(of("remove_rater", series, rater_id=rater.pk))
        assert not Rater.objects.exists()
        gone = lead_here.post(of("remove_rater", series, rater_id=rater.pk))
        assert gone.status_code == 404

    def test_are_of_a_pulse_that_asks_the_partnership(self, lead_here, system):
        assert lead_here.get(of("raters", make_pulse(system))).status_code == 404


class TestRate:
    @pytest.fixture
    def ask(self, system):
        series = make_pulse(system, direction=Direction.TO_PARTNERSHIP)
        make_raters(series, 1)
        begin_wave(series=series, by="x", at=NOON)
        return RaterAsk.objects.get()

    @pytest.fixture
    def address(self, ask):
        link = links.list_links(purpose=RATER, subject_ids=[ask.pk])[ask.pk]
        return reverse("engagement:rate", args=[links.token(link)])

    def test_takes_down_what_somebody_of_the_partnership_answers(self, client, ask, address):
        shown = page(client, address)
        assert "for Integrated care board" in shown
        assert "Strongly agree" in shown

        sent = {f"q{number}": words for number, words in answers_to(ask.exercise, 4).items()}
        kept = client.post(address, sent, follow=True)

        assert "Your answer is counted." in kept.content.decode()
        assert Contribution.objects.get().answers.count() == 2

    def test_says_what_is_missing(self, client, address):
        shown = client.post(address, {})

        assert "There is a problem" in shown.content.decode()
        assert not Contribution.objects.exists()

    def test_says_that_it_is_over(self, client, address):
        Exercise.objects.update(stage="closed")

        assert "This closed on" in page(client, address)

    def test_opens_nothing_with_another_link(self, client):
        assert client.get(reverse("engagement:rate", args=["no-such"])).status_code == 404


def test_a_wave_of_the_partnership_leads_to_its_pulse_and_is_on_no_list(client, system):
    series = make_pulse(system, direction=Direction.TO_PARTNERSHIP)
    make_raters(series, 1)
    wave = begin_wave(series=series, by="x", at=NOON)

    assert client.get(here("exercise", system, slug=wave.slug)).url == of("pulse", series)
    assert wave.title not in page(client, here("exercises", system))
    assert wave.title not in page(client, here("opportunities", system))
