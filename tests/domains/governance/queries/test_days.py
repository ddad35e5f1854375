from datetime import date
from itertools import product

import pytest

from regard.domains.governance.models import Body
from regard.domains.governance.queries.days import live_on
from regard.domains.governance.rules.days import is_live
from tests.factories.governance import BodyFactory

pytestmark = pytest.mark.django_db

BEFORE, DAY, AFTER = date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 2)


class TestLiveOn:
    def test_finds_what_the_rule_says_was_there(self):
        first = BodyFactory()
        spans = [
            (begins, ends)
            for begins, ends in product((None, BEFORE, DAY, AFTER), repeat=2)
            if begins is None or ends is None or begins < ends
        ]
        for begins, ends in spans:
            BodyFactory(system=first.system, valid_from=begins, valid_to=ends)

        for day in (BEFORE, DAY, AFTER):
            found = {body.pk for body in Body.objects.filter(live_on(day))}
            assert found == {
                body.pk
                for body in Body.objects.all()
                if is_live(body.valid_from, body.valid_to, on=day)
            }
