from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from regard.domains.governance import actions
from regard.domains.governance.models import Duty
from regard.domains.governance.types import DutyKind, HolderKind, Rhythm
from regard.foundation.audit.models import Entry
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

HOW = {"by": "person:7", "at": datetime(2026, 11, 22, 9, tzinfo=UTC)}
BEGINS, LATER = date(2026, 4, 1), date(2027, 4, 1)
GIVEN = actions.DutyFactsGiven(
    title="Answer every letter",
    summary="Everyone who writes is answered.",
    citation="Decision of 3 March 2026",
    holders=(HolderKind.PARTNERSHIP,),
    rhythm=Rhythm.YEARLY,
    days_to_act=None,
    evidence_wanted=("A list of letters",),
    source="The minutes",
)


def add(system, given=GIVEN):
    return actions.add_local_duty(system=system, given=given, valid_from=BEGINS, **HOW)


class TestAddLocalDuty:
    def test_numbers_them_in_each_system_and_says_that_they_are_local(self):
        system = SystemFactory()

        codes = [add(system).code, add(system).code, add(SystemFactory()).code]

        assert codes == ["L1", "L2", "L1"]
        assert Duty.objects.filter(kind=DutyKind.LOCAL).count() == 3
        assert Entry.objects.filter(event="duty.added").count() == 3

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"title": ""}, "Give it a title"),
            ({"holders": ()}, "who holds it"),
            ({"evidence_wanted": ()}, "what evidence"),
        ],
    )
    def test_is_refused_in_words(self, change, words):
        with pytest.raises(actions.CannotSetDuty, match=words):
            add(SystemFactory(), replace(GIVEN, **change))


class TestReviseLocalDuty:
    def test_ends_the_version_before_and_keeps_it(self):
        duty = add(SystemFactory())
        newer = replace(GIVEN, title="Answer every letter in a week")

        made = actions.revise_local_duty(duty=duty, given=newer, valid_from=LATER, **HOW)

        duty.refresh_from_db()
        assert (duty.title, duty.valid_to) == (GIVEN.title, LATER)
        assert (made.code, made.version, made.valid_from) == (duty.code, 2, LATER)
        with pytest.raises(actions.CannotSetDuty, match="has ended"):
            actions.revise_local_duty(duty=duty, given=newer, valid_from=LATER, **HOW)

    def test_refuses_one_that_does_not_begin_after_it(self):
        with pytest.raises(actions.CannotSetDuty, match="must begin after"):
            actions.revise_local_duty(
                duty=add(SystemFactory()), given=GIVEN, valid_from=BEGINS, **HOW
            )


class TestEndLocalDuty:
    def test_keeps_it_with_its_last_day(self):
        duty = add(SystemFactory())

        actions.end_local_duty(duty=duty, on=LATER, **HOW)

        duty.refresh_from_db()
        assert duty.valid_to == LATER

    def test_refuses_a_national_one_and_a_day_before_it_began(self):
        with pytest.raises(actions.CannotSetDuty, match="set itself"):
            actions.end_local_duty(duty=Duty.objects.get(code="D8"), on=LATER, **HOW)
        with pytest.raises(actions.CannotSetDuty, match="before it began"):
            actions.end_local_duty(duty=add(SystemFactory()), on=BEGINS, **HOW)
