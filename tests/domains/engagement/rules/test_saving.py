import pytest

from regard.domains.engagement.rules.saving import Mark, read_mark


class TestMark:
    def test_of_a_later_page_is_newer_however_often_the_earlier_changed(self):
        assert Mark(4, 900) < Mark(5, 0)

    def test_of_a_later_change_of_a_page_is_newer(self):
        assert Mark(5, 1) < Mark(5, 2)

    def test_is_read_as_it_was_written(self):
        assert read_mark(str(Mark(5, 2))) == Mark(5, 2)

    @pytest.mark.parametrize(
        "text", ["", "5", "5.", ".2", "-5.2", "5.2.1", "five.two", "9" * 19 + ".1", "٥.٢x"]
    )
    def test_is_none_where_it_cannot_be_read(self, text):
        assert read_mark(text) is None
