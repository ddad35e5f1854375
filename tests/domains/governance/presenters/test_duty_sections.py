from datetime import date

import pytest

from regard.domains.governance.presenters.duty_sections import SHOWN, duties_of
from regard.foundation.accounts.callers import Anyone, Command
from tests.factories.governance import BodyFactory, DutyFactory, ObligationFactory, RoundFactory

pytestmark = pytest.mark.django_db

ON = date(2026, 7, 1)


class TestDutiesOf:
    def test_shows_those_first_that_ask_for_something(self):
        body = BodyFactory()
        for _ in range(SHOWN):
            ObligationFactory(system=body.system, body=body, duty=DutyFactory())
        due = ObligationFactory(
            system=body.system, body=body, duty=DutyFactory(code="X99", title="Publish it")
        )
        RoundFactory(obligation=due)

        section = duties_of(body, ON, Command())

        assert section.words == "6 duties: evidence is accepted for 0 and absent for 1."
        assert (section.cards[0].title, section.cards[0].tag[0]) == ("X99 Publish it", "Due")
        assert len(section.cards) == SHOWN
        assert "on=2026-07-01" in section.links[0][1]

    def test_is_not_there_for_the_public_nor_where_a_body_has_none(self):
        body = BodyFactory()
        assert duties_of(body, ON, Command()) is None

        ObligationFactory(system=body.system, body=body)
        assert duties_of(body, ON, Anyone()) is None
