import pytest

from regard.foundation.base.errors import Refusal
from regard.foundation.design.fields import TextField
from regard.foundation.design.forms import Form, Problem


class WhyForm(Form):
    why = TextField(label="Why?")


@pytest.fixture
def form():
    form = WhyForm({"why": "It ended"})
    assert form.is_valid()
    return form


def refuse():
    raise Refusal("It has ended already")


class TestShowingRefusals:
    def test_shows_one_beside_its_field_and_goes_on(self, form):
        with form.showing_refusals("why"):
            refuse()

        assert form.list_problems() == [Problem("It has ended already", "#id_why")]

    def test_shows_one_of_the_whole_form(self, form):
        with form.showing_refusals():
            refuse()

        assert form.list_problems() == [Problem("It has ended already", "")]

    def test_shows_nothing_where_nothing_is_refused(self, form):
        with form.showing_refusals("why"):
            pass

        assert form.list_problems() == []

    def test_lets_what_is_no_refusal_through(self, form):
        with pytest.raises(ZeroDivisionError), form.showing_refusals("why"):
            _ = 1 / 0
