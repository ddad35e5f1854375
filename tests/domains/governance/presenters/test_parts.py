import pytest

from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import list_parts
from regard.foundation.accounts.callers import Anyone
from regard.foundation.authority import Grant
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db


def pages(part):
    return [name for name, _ in part.pages]


class TestListParts:
    def test_shows_everyone_what_law_asks_and_the_team_what_is_due(self):
        system = SystemFactory()
        can = frozenset({Permission.VIEW_DUTIES})
        team = Anyone(grants=(Grant(can, f"system:{system.pk}"),))

        for_all, for_team = (
            {part.label: part for part in list_parts(system=system, caller=caller)}
            for caller in (Anyone(), team)
        )

        assert pages(for_all["Duties"]) == ["duty_catalogue"]
        assert pages(for_team["Duties"]) == ["duties", "duty_catalogue"]
        assert list(for_all) == list(for_team)

    def test_are_at_most_seven_and_lead_to_each_page_once(self):
        parts = list_parts(system=SystemFactory(), caller=Anyone())
        names = [name for part in parts for name in pages(part)]

        assert len(parts) <= 7
        assert len(names) == len(set(names))
        assert all(part.has(part.first) for part in parts)
