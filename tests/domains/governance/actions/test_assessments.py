from datetime import UTC, date, datetime

import pytest

from regard.domains.governance import actions
from regard.domains.governance.models import Evidence, Round
from regard.domains.governance.queries.obligations import rows_on
from regard.domains.governance.types import DutyState
from regard.domains.register.models import SystemCouncil
from regard.foundation.audit.models import Entry
from tests.factories.register import CouncilFactory, SystemFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
HOW = {"by": "person:7", "at": AT}


@pytest.fixture
def system():
    system = SystemFactory(council=CouncilFactory(name="Westmere"))
    SystemCouncil.objects.create(system=system, council=CouncilFactory(name="Fenland"))
    actions.begin_obligations(system=system, by="command", at=AT.replace(month=1))
    return system


def came(system, **facts):
    given = {
        "council": system.councils.get(name="Westmere"),
        "title": "What people in Westmere need",
        "dated": date(2026, 11, 1),
        "received_on": date(2026, 11, 10),
        "address": "https://example.org/needs",
    }
    return actions.Received(**given | facts)


def states(system, code, on):
    rows = [row for row in rows_on(system=system, on=on) if row.code == code]
    return {row.holder_name: row.state for row in rows}


class TestReceiveAssessment:
    def test_makes_considering_a_revision_due_from_the_day_it_came(self, system):
        actions.receive_assessment(system=system, received=came(system), **HOW)

        (name,) = states(system, "D8", AT.date())
        assert states(system, "D8", date(2026, 11, 9)) == {name: DutyState.NOT_DUE}
        assert states(system, "D8", date(2026, 11, 10)) == {name: DutyState.DUE}
        assert states(system, "D8", date(2027, 2, 9)) == {name: DutyState.OVERDUE}
        assert "Westmere’s needs assessment" in Round.objects.get(obligation__code="D8").why

    def test_is_evidence_that_its_own_council_gave_it(self, system):
        made = actions.receive_assessment(system=system, received=came(system), **HOW)

        assert states(system, "D1", AT.date()) == {
            "Westmere": DutyState.OFFERED,
            "Fenland": DutyState.NOT_DUE,
        }
        assert Evidence.objects.get().assessment == made

    def test_of_another_council_does_not_hide_what_the_first_left_undone(self, system):
        fenland = system.councils.get(name="Fenland")
        earlier = {"dated": date(2026, 6, 1), "received_on": date(2026, 6, 1)}
        actions.receive_assessment(system=system, received=came(system, **earlier), **HOW)
        actions.receive_assessment(system=system, received=came(system, council=fenland), **HOW)

        assert set(states(system, "D8", AT.date()).values()) == {DutyState.OVERDUE}

    def test_writes_one_ledger_entry(self, system):
        before = Entry.objects.count()

        actions.receive_assessment(system=system, received=came(system), **HOW)

        assert Entry.objects.count() == before + 1
        entry = Entry.objects.latest("pk")
        assert (entry.event, entry.detail) == ("assessment.received", {"fell_due": 2})

    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            ({"title": " "}, "its title"),
            ({"address": ""}, "where it is published"),
            ({"address": "javascript:alert(1)"}, "begins with https://"),
            ({"received_on": date(2026, 10, 1)}, "a later day than"),
            ({"received_on": date(2026, 12, 1)}, "on a day that has not"),
        ],
    )
    def test_is_refused_in_words(self, system, facts, words):
        with pytest.raises(actions.CannotReceive, match=words):
            actions.receive_assessment(system=system, received=came(system, **facts), **HOW)
