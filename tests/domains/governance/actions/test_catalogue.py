from datetime import UTC, date, datetime

import pytest

from regard.domains.governance import actions
from regard.domains.governance.models import Duty
from regard.domains.governance.queries.obligations import rows_on
from regard.domains.governance.sources.duties import TABLE, CannotReadDuties
from regard.domains.governance.types import DutyState
from regard.foundation.audit.models import Entry
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def ends_d3(tmp_path):
    """A table in which the duty to write a strategy ends on 1 April 2027."""
    header, *lines = TABLE.read_text(encoding="utf-8").splitlines()
    row = next(line for line in lines if line.startswith("D3,"))
    assert row.endswith(",2022-07-01,")
    path = tmp_path / "law.csv"
    path.write_text(f"{header}\n{row}2027-04-01\n", encoding="utf-8")
    return path


class TestLoadCatalogue:
    def test_ends_a_duty_from_its_day_and_keeps_its_history(self, ends_d3):
        system = SystemFactory()
        actions.begin_obligations(system=system, by="x", at=AT)

        taken = actions.load_catalogue(path=ends_d3, by="command", at=AT)

        def state(on):
            return next(row.state for row in rows_on(system=system, on=on) if row.code == "D3")

        assert (taken, Duty.objects.count()) == (1, 39)
        assert state(date(2027, 3, 31)) is DutyState.OVERDUE
        assert state(date(2027, 4, 1)) is DutyState.NOT_APPLICABLE
        assert Entry.objects.get(event="duties.loaded").detail == {"versions": 1}

    def test_changes_nothing_where_it_cannot_be_read(self, tmp_path):
        path = tmp_path / "law.csv"
        path.write_text("code,title\nD3,x\n", encoding="utf-8")

        with pytest.raises(CannotReadDuties):
            actions.load_catalogue(path=path, by="command", at=AT)

        assert not Entry.objects.exists()
