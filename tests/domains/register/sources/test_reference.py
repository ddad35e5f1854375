from datetime import date

import pytest
from django.db.models import Sum

from regard.domains.register.models import (
    Board,
    BoardCouncil,
    BoardSuccession,
    Council,
    CouncilSuccession,
    Region,
)
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

    def test_hold_the_7_regions_and_the_region_of_every_board(self):
        assert Region.objects.count() == 7
        assert not Board.objects.filter(region=None).exists()
        assert Board.objects.get(ods_code="QJM").region.name == "Midlands"

    def test_divide_every_council_of_today_among_the_boards_of_today(self):
        shares = BoardCouncil.objects.values("council").annotate(whole=Sum("share"))
        councils = Council.objects.filter(valid_to=None, is_made_up=False)

        assert {row["council"] for row in shares} == set(councils.values_list("pk", flat=True))
        assert all(row["whole"] == pytest.approx(1, abs=1e-5) for row in shares)
        assert not BoardCouncil.objects.exclude(board__valid_to=None).exists()
        several = BoardCouncil.objects.filter(share__lt=1).values("council").distinct()
        assert several.count() == 5

    def test_follow_three_boards_that_were_split_by_each_that_has_a_part(self):
        split = BoardSuccession.objects.filter(kind="split").values("predecessor").distinct()

        assert {Board.objects.get(pk=row["predecessor"]).ods_code for row in split} == {
            "QJG",
            "QM7",
            "QNQ",
        }

    def test_change_nothing_when_read_again(self):
        before = list(Council.objects.order_by("pk").values_list("pk", "name"))

        load_reference()

        assert list(Council.objects.order_by("pk").values_list("pk", "name")) == before
        assert BoardCouncil.objects.count() == 160
        assert Board.objects.get(ods_code="QJM").region is not None
        assert CouncilSuccession.objects.count() == 62

    def test_say_where_each_fact_comes_from(self):
        assert not Board.objects.filter(source="").exists()
        assert not Council.objects.filter(source="").exists()
        assert not Region.objects.filter(source="").exists()
        assert not BoardCouncil.objects.filter(source="").exists()
