from datetime import date

import pytest
from django.urls import reverse

from regard.domains.governance.models import Duty
from tests.domains.governance.views.pages import at, day, text
from tests.factories.register import SystemFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


class TestTheCatalogue:
    def test_is_public_and_in_plain_english(self, client, system):
        page = text(client.get(at("duty_catalogue")))

        assert "39 duties in force" in page
        assert "D30 Shape the market" in page
        assert "May change" in page

    def test_shows_a_duty_with_its_citation_and_what_may_change(self, client, system):
        page = text(client.get(at("duty_text", duty_code="D8")))

        assert "section 116ZB(6)" in page
        assert "The Health Bill" in page
        assert "90 days: ours" in page

    def test_shows_it_as_it_was(self, client, system):
        page = text(client.get(at("duty_catalogue"), {"on": "2020-01-01"}))

        assert "Not in force yet" in page

    def test_has_no_other_duty(self, client, system):
        assert client.get(at("duty_text", duty_code="D99")).status_code == 404


LOCAL = {
    "title": "Answer every letter",
    "summary": "Everyone who writes to the partnership is answered.",
    "citation": "Decision of 3 March 2026",
    "holders": ["partnership"],
    "rhythm": "yearly",
    "days_to_act": "30",
    "evidence_wanted": "A list of letters\nThe answers",
    "source": "The minutes",
} | day("valid_from", 2026, 4, 1)


class TestALocalDuty:
    def test_is_added_revised_and_ended_with_every_version_kept(self, client, lead, system):
        client.post(at("new_local_duty"), LOCAL)
        newer = {"title": "Answer every letter in a week"} | day("valid_from", 2026, 9, 1)
        client.post(at("revise_local_duty", duty_code="L1"), LOCAL | newer)
        client.post(at("end_local_duty", duty_code="L1"), day("on", 2027, 1, 1))

        page = text(client.get(at("duty_text", duty_code="L1")))
        versions = Duty.objects.filter(code="L1").order_by("version")
        assert [each.valid_to for each in versions] == [date(2026, 9, 1), date(2027, 1, 1)]
        assert versions[0].evidence_wanted == ["A list of letters", "The answers"]
        assert "Version 1, from 1 April 2026 until 1 September 2026" in page

    def test_is_refused_in_words(self, client, lead, system):
        client.post(at("new_local_duty"), LOCAL)

        early = text(client.post(at("revise_local_duty", duty_code="L1"), LOCAL))
        national = text(client.post(at("end_local_duty", duty_code="D8"), day("on", 2027, 1, 1)))

        assert "The new version must begin after the one before it" in early
        assert "Only a duty that the system set itself" in national

    def test_is_not_in_another_systems_catalogue(self, client, lead, system):
        client.post(at("new_local_duty"), LOCAL)
        SystemFactory(slug="elsewhere")

        page = text(client.get(reverse("governance:duty_catalogue", args=["elsewhere"])))
        assert "Answer every letter" not in page
