from datetime import date

import pytest

from regard.domains.register.models import Board, BoardSuccession, Council, CouncilSuccession
from regard.domains.register.sources.reference import load_reference

pytestmark = pytest.mark.django_db

NEW = date(2026, 4, 1)


class TestReferenceTables:
    def test_hold_36_boards_today_and_42_the_day_before(self):
        ended = Board.objects.filter(valid_to=NEW).count()

        assert Board.objects.filter(valid_to=None).count() == 36
        assert Board.objects.filter(valid_from=date(2022, 7, 1)).count() == 42
        assert ended == 13  # 12 were merged or split; one kept its NHS code and was recoded

    def test_say_who_took_over_from_every_board_that_ended(self):
        ended = Board.objects.filter(valid_to=NEW)

        assert all(board.successors.exists() for board in ended)
        frimley = Board.objects.get(ods_code="QNQ")
        assert {row.successor.ods_code for row in frimley.successors.all()} == {
            "QRL",
            "S0E4D",
            "S9B9J",
        }
        assert BoardSuccession.objects.count() == 17

    def test_hold_the_153_councils_of_today(self):
        assert Council.objects.filter(valid_to=None, is_made_up=False).count() == 153
        assert Council.objects.filter(valid_to__isnull=False).count() == 4

    def test_say_who_took_over_from_every_council_that_ended(self):
        cumbria = Council.objects.get(name="Cumbria")

        assert {row.successor.name for row in cumbria.successors.all()} == {
            "Cumberland",
            "Westmorland and Furness",
        }
        kendal = cumbria.successors.get(postcode_district="LA9")
        assert kendal.successor.name == "Westmorland and Furness"

    def test_change_nothing_when_read_again(self):
        before = list(Council.objects.order_by("pk").values_list("pk", "name"))

        load_reference()

        assert list(Council.objects.order_by("pk").values_list("pk", "name")) == before
        assert CouncilSuccession.objects.count() == 62

    def test_say_where_each_fact_comes_from(self):
        assert not Board.objects.filter(source="").exists()
        assert not Council.objects.filter(source="").exists()
