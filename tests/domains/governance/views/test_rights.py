from datetime import date

import pytest

from regard.domains.governance.models import BodyRole, LegalBasis
from regard.domains.governance.types import BodyKind
from tests.domains.governance.views.pages import day, text, url
from tests.factories.governance import (
    BodyFactory,
    LegalBasisFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


NO_DAY = {"valid_from-day": "", "valid_from-month": "", "valid_from-year": ""}


class TestRoles:
    def test_are_added_and_ended(self, secretary, system):
        body = BodyFactory(system=system)

        secretary.post(
            url("body_roles", system, body=body.slug), NO_DAY | {"kind": "place_partnership"}
        )
        role = BodyRole.objects.get()
        page = text(secretary.get(url("body_roles", system, body=body.slug)))
        end = url("end_role", system, body=body.slug, body_role_id=role.pk)
        early = text(secretary.post(end, day("on", 2020, 1, 1)))
        secretary.post(end, day("on", 2026, 11, 30))

        role.refresh_from_db()
        assert role.valid_from == body.valid_from
        assert "Since 1 April 2024" in page
        assert "Choose a later day" in early
        assert role.valid_to == date(2026, 11, 30)
        assert "until 29 November 2026" in text(
            secretary.get(url("body_roles", system, body=body.slug))
        )

    def test_are_refused_twice(self, secretary, system):
        body = BodyFactory(system=system)

        page = text(
            secretary.post(
                url("body_roles", system, body=body.slug),
                NO_DAY | {"kind": "health_and_wellbeing_board"},
            )
        )

        assert "It is that already" in page


class TestBases:
    def asked(self, **more):
        return {"kind": "statutory", "citation": "Care Act 2014, section 43"} | more

    def test_are_filled_in_from_what_is_usual(self, secretary, system):
        read = BodyFactory(system=system, kind=BodyKind.PARTNERSHIP)
        recalled = BodyFactory(system=system, kind=BodyKind.SAFEGUARDING_BOARD)
        local = BodyFactory(system=system, kind=BodyKind.OTHER)

        assert "section 116ZA" in text(secretary.get(url("body_bases", system, body=read.slug)))
        assert "Look it up before you rely on it" in text(
            secretary.get(url("body_bases", system, body=recalled.slug))
        )
        assert "rests on the agreement" in text(
            secretary.get(url("body_bases", system, body=local.slug))
        )

    def test_are_added_and_ended(self, secretary, system):
        body = BodyFactory(system=system)

        secretary.post(url("body_bases", system, body=body.slug), self.asked())
        basis = LegalBasis.objects.get()
        end = url("end_basis", system, body=body.slug, basis_id=basis.pk)
        secretary.post(end, day("on", 2027, 4, 1))

        basis.refresh_from_db()
        assert basis.valid_to == date(2027, 4, 1)
        page = text(secretary.get(url("body_bases", system, body=body.slug)))
        assert "Move its end" in page
        assert "Care Act 2014, section 43" in page

    def test_are_refused_with_their_days_the_wrong_way_round(self, secretary, system):
        body = BodyFactory(system=system)
        sent = self.asked(**day("valid_from", 2026, 1, 2), **day("valid_to", 2026, 1, 1))

        page = text(secretary.post(url("body_bases", system, body=body.slug), sent))

        assert "It would end before it begins" in page

    def test_cannot_end_before_they_begin(self, secretary, system):
        basis = LegalBasisFactory(body__system=system)
        end = url("end_basis", system, body=basis.body.slug, basis_id=basis.pk)

        assert "Choose a later day" in text(secretary.post(end, day("on", 2020, 1, 1)))
