from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from regard.domains.register import actions, queries
from regard.domains.register.models import Council, ToldStatement
from regard.foundation.audit.models import Entry
from tests.factories.accounts import Holder
from tests.factories.people import ToldStatementFactory
from tests.factories.register import (
    ContactFactory,
    LocationFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def council() -> Council:
    """A council with a home that buys, one that failed, and one that nobody can reach."""
    system = SystemFactory()
    bought = ServiceFactory(location__name="Ash", system=system, is_commissioned=True)
    ContactFactory(location=bought.location)
    failed = ServiceFactory(location__name="Beech", system=system, is_commissioned=False)
    ContactFactory(location=failed.location, failed_on=TODAY, failed_why="550")
    nowhere = LocationFactory(system=system, name="Cedar", postcode="")
    ServiceFactory(location=nowhere)
    return system.councils.get()


def system_of(council):
    return queries.list_systems()[0] if council else None


def state(council, **other):
    given = {
        "subject": "The winter question",
        "how": "By email and letter",
        "made_by": "Pat Lowe, director",
        "made_on": TODAY,
        "exceptions": "Beech and Cedar: no way known",
    }
    return actions.state_told(
        system=system_of(council),
        council=council,
        statement=actions.Statement(**(given | other)),
        by="person:1",
        at=NOW,
    )


class TestStateTold:
    def test_keeps_what_was_stated_beside_what_the_register_knew(self, council):
        made = state(council)

        ServiceFactory(location=LocationFactory(system=system_of(council)))
        made.refresh_from_db()
        assert (made.services, made.reachable, made.commissioned, made.not_commissioned) == (
            3,
            1,
            1,
            1,
        )
        entry = Entry.objects.get()
        assert (entry.event, entry.detail) == ("told.stated", {"services": 3, "reachable": 1})

    @pytest.mark.parametrize(
        ("other", "field"),
        [
            ({"subject": " "}, "subject"),
            ({"how": ""}, "how"),
            ({"made_by": ""}, "made_by"),
            ({"made_on": TODAY + timedelta(days=1)}, "made_on"),
            ({"exceptions": " "}, "exceptions"),
        ],
    )
    def test_refuses_to_leave_out_what_the_register_knows(self, council, other, field):
        with pytest.raises(actions.CannotState) as refused:
            state(council, **other)

        assert list(refused.value.reasons) == [field]
        assert not ToldStatement.objects.exists()

    def test_says_nothing_of_duties_met(self, council):
        made = state(council)

        words = " ".join(str(value) for value in vars(made).values())
        assert "complian" not in words.lower()

    def test_is_held_to_its_counts_by_the_database(self, council):
        with pytest.raises(IntegrityError, match="register_statement_counts_add_up"):
            ToldStatementFactory(services=5, reachable=1, commissioned=3, not_commissioned=3)


class TestGetKnown:
    def test_names_those_that_nobody_can_reach(self, council):
        known = queries.get_known(council=council)

        assert known.unreachable == (
            ("Beech", "LN1 3AB", "Tried, and failed"),
            ("Cedar", "", "No way known"),
        )
        assert known.not_known == 1


class TestListCouncilRows:
    def test_shows_a_gap_after_a_year(self):
        system = SystemFactory()
        council = system.councils.get()
        caller = Holder(role="Commissioner", scope=system)

        def gap():
            [row] = queries.list_council_rows(system=system, caller=caller, today=TODAY)
            return row.has_gap, row.last_on

        assert gap() == (True, None)
        ToldStatementFactory(system=system, council=council, made_on=date(2025, 11, 20))
        assert gap() == (True, date(2025, 11, 20))
        ToldStatementFactory(system=system, council=council, made_on=date(2025, 11, 21))
        assert gap() == (False, date(2025, 11, 21))
