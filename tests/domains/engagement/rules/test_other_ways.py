import pytest

from regard.domains.engagement.rules.other_ways import reasons_against_ways


class TestReasonsAgainstWays:
    def test_are_none_for_what_people_can_use(self):
        assert not reasons_against_ways(
            telephone="+44 (0)1632 960-001", hours="weekdays 9 to 5", address="1 Road\nHarrow Vale"
        )
        assert not reasons_against_ways(telephone="", hours="", address="")

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"telephone": "ring us"}, "telephone"),
            ({"telephone": "12"}, "telephone"),
            ({"hours": "weekdays"}, "telephone"),
            ({"address": "\n".join("123456789")}, "address"),
        ],
    )
    def test_name_the_field(self, given, field):
        empty = {"telephone": "", "hours": "", "address": ""}

        assert set(reasons_against_ways(**(empty | given))) == {field}
