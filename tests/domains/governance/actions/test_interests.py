from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from regard.domains.governance import actions
from regard.domains.governance.actions import InterestFacts
from regard.domains.governance.models import Interest
from regard.domains.governance.types import InterestKind
from regard.foundation.audit.models import Entry
from tests.factories.governance import HolderFactory, InterestFactory
from tests.factories.register import OrganisationFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 3, 15, tzinfo=UTC)
BY = {"by": "person:1", "at": AT}
FACTS = InterestFacts(InterestKind.FINANCIAL, " Owns Harbour Home Care. ")


class TestAddInterest:
    def test_puts_it_on_the_register(self):
        holder, harbour = HolderFactory(), OrganisationFactory()
        facts = replace(FACTS, organisation_id=harbour.pk, valid_from=date(2020, 1, 1))

        made = actions.add_interest(holder=holder, facts=facts, **BY)

        made.refresh_from_db()
        assert (made.holder, made.system, made.organisation) == (holder, holder.system, harbour)
        assert (made.text, made.declared_on) == ("Owns Harbour Home Care.", AT.date())
        assert Entry.objects.get().event == "interest.declared"

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"text": " "}, "Say what the interest is"),
            ({"is_published": False}, "Say why it is not published"),
            (
                {"valid_from": date(2026, 1, 1), "valid_to": date(2026, 1, 1)},
                "It has to end after it began",
            ),
        ],
    )
    def test_refuses_what_cannot_be_so(self, change, words):
        with pytest.raises(actions.CannotSetInterest, match=words):
            actions.add_interest(holder=HolderFactory(), facts=replace(FACTS, **change), **BY)
        assert not Interest.objects.exists()


class TestEditInterest:
    def test_keeps_the_day_it_was_declared(self):
        interest = InterestFactory()
        facts = replace(FACTS, is_published=False, why_not_published="They are at risk")

        made = actions.edit_interest(interest=interest, facts=facts, **BY)

        assert (made.is_published, made.why_not_published) == (False, "They are at risk")
        assert made.declared_on == interest.declared_on
        assert Entry.objects.get().event == "interest.edited"


class TestEndInterest:
    def test_ends_it_once(self):
        interest = InterestFactory(valid_from=date(2026, 1, 1))

        for on, words in ((date(2026, 12, 4), "still to come"), (date(2026, 1, 1), "end after")):
            with pytest.raises(actions.CannotSetInterest, match=words):
                actions.end_interest(interest=interest, on=on, **BY)
        made = actions.end_interest(interest=interest, on=AT.date(), **BY)

        assert made.valid_to == AT.date()
        assert Entry.objects.get().event == "interest.ended"
        with pytest.raises(actions.CannotSetInterest, match="It ended on 3 December 2026"):
            actions.end_interest(interest=interest, on=AT.date(), **BY)
