from datetime import UTC, date, datetime

import pytest

from regard.domains.register import actions
from regard.domains.register.models import Council, PlaceCover, System
from regard.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def add():
    """Return what adds a system, with everything that a test does not say."""

    def add(**said):
        usual = {
            "slug": "lincolnshire",
            "name": "Lincolnshire",
            "partnership_name": "Lincolnshire care partnership",
            "receipt_prefix": "LI",
            "council_names": ["Lincolnshire County Council"],
        }
        return actions.add_system(**usual | said, by="command", at=NOW)

    return add


class TestAddSystem:
    def test_adds_it_with_its_board_councils_and_places(self, add):
        system = add(
            board_ods_code="qjm",
            places={"City": ["ln1", "LN2"], "The county": ["Lincolnshire"]},
        )

        assert system.board.name == "NHS Lincolnshire Integrated Care Board"
        assert [council.name for council in system.councils.all()] == ["Lincolnshire"]
        covers = PlaceCover.objects.filter(system=system)
        assert set(covers.values_list("place__slug", "postcode_district")) == {
            ("city", "LN1"),
            ("city", "LN2"),
            ("the-county", ""),
        }
        assert Entry.objects.get().event == "system.added"

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ({"slug": "Lincoln Shire"}, "cannot be a system’s address"),
            ({"slug": "account"}, "cannot be a system’s address"),
            ({"slug": ""}, "cannot be a system’s address"),
            ({"receipt_prefix": "L1"}, "two to four capital letters"),
            ({"council_names": []}, "at least one council"),
            ({"council_names": ["Cumbria"]}, "is called “Cumbria” today"),
            ({"board_ods_code": "ZZZ"}, "No integrated care board has the NHS code ZZZ"),
            ({"board_ods_code": "QMM"}, "It was followed by: NHS Norfolk and Suffolk"),
            (
                {"places": {"A": ["LN1"], "B": ["LN1"]}},
                "LN1 lies in A; it can lie in one place only",
            ),
            ({"places": {"A": ["Atlantis"]}}, "is called “Atlantis” today"),
        ],
    )
    def test_refuses_what_cannot_be(self, add, said, words):
        with pytest.raises(actions.CannotAddSystem) as refused:
            add(**said)

        assert words in str(refused.value)
        assert not System.objects.exists()
        assert not Entry.objects.exists()

    def test_refuses_an_address_that_is_taken(self, add):
        add()

        with pytest.raises(actions.CannotAddSystem, match="already"):
            add(name="Another")

    def test_takes_every_council_of_the_board_whole_or_in_part(self, add):
        system = add(board_ods_code="QHM", council_names=[])

        through = system.councils.through.objects.filter(system=system)
        parts = through.filter(is_whole=False).values_list("council__name", flat=True)
        assert through.count() == 14
        assert set(parts) == {"Cumberland", "Westmorland and Furness"}

    def test_takes_a_named_council_in_part_where_several_boards_have_it(self, add):
        system = add(board_ods_code="QHM", council_names=["Cumberland", "Gateshead"])

        through = system.councils.through.objects.filter(system=system)
        assert dict(through.values_list("council__name", "is_whole")) == {
            "Cumberland": False,
            "Gateshead": True,
        }


class TestAddMadeUpCouncil:
    def test_adds_one_that_says_so(self):
        council = actions.add_made_up_council(name="Harrow Vale", by="command", at=NOW)

        assert council.is_made_up
        assert Entry.objects.get().event == "council.made_up"

    @pytest.mark.parametrize("name", ["Lincolnshire", "City of Bristol", "Cumbria"])
    def test_refuses_the_name_of_a_real_one(self, name):
        with pytest.raises(actions.CannotAddCouncil):
            actions.add_made_up_council(name=name, by="command", at=NOW)

        assert not Council.objects.filter(is_made_up=True).exists()


def test_the_board_of_today_is_found_where_a_code_was_kept(add):
    system = add(board_ods_code="QRL", council_names=["Hampshire"])

    assert system.board.valid_from == date(2026, 4, 1)
