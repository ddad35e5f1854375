import pytest

from regard.foundation.base.errors import Refusal
from regard.foundation.design.fields import CheckboxesField, SelectField, TextField
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


class Choosing(Form):
    what = SelectField(label="What?", choices=())
    which = CheckboxesField(label="Which?", choices=(), required=False)
    words = TextField(label="Words", required=False)


class TestOffer:
    def test_gives_a_field_its_choices_and_hints(self):
        form = Choosing({"what": "a", "which": ["b"]})

        form.offer("what", [("a", "This")])
        form.offer("which", [("b", "That")], {"b": "As before"})

        assert form.is_valid()
        assert "As before" in form["which"].as_field_group()

    def test_leaves_a_field_out_where_there_is_nothing_to_choose(self):
        form = Choosing()

        form.offer_if_any("what", [("a", "This")])
        form.offer_if_any("which", [])

        assert list(form.fields) == ["what", "words"]

    def test_refuses_a_field_without_choices(self):
        with pytest.raises(TypeError, match="words has no choices"):
            Choosing().offer("words", [])


class TestKeepTyped:
    def test_shows_what_was_typed_and_judges_none_of_it(self):
        form = Choosing({"what": "a", "which": ["b"], "words": "x" * 300})
        form.offer("what", [("a", "This"), ("b", "That")])
        form.offer("which", [("a", "This"), ("b", "That")])

        form.keep_typed()

        assert not form.is_valid()
        assert form.list_problems() == []
        assert (form["what"].value(), form["which"].value()) == ("a", ["b"])
        assert 'value="xxx' in form["words"].as_field_group()
