import pytest
from django.test import RequestFactory

from regard.foundation.design.fields import SelectField, TextField
from regard.foundation.design.finding import (
    FIND,
    add_find_field,
    keep_finding,
    read_chosen,
    read_words,
)
from regard.foundation.design.forms import Form

ask = RequestFactory()


class WhereForm(Form):
    what = TextField(label="What?")
    where = SelectField(label="Where?", choices=[("a", "Here"), ("b", "There")])
    then = SelectField(label="And then?", choices=[("a", "Here")])


class TestAddFindField:
    def test_stands_before_the_first_field_that_it_narrows(self):
        form = WhereForm()

        add_find_field(form, before="where")
        add_find_field(form, before="then")

        assert list(form.fields) == ["what", FIND, "where", "then"]

    def test_has_a_button_that_sends_the_form_as_it_is(self):
        form = WhereForm()
        add_find_field(form, before="where")

        shown = form[FIND].as_field_group()

        assert 'name="find"' in shown
        assert 'name="look" value="yes" formaction="#look"' in shown


class TestReadWords:
    @pytest.mark.parametrize(
        ("request_", "words"),
        [
            (ask.get("/?find=+the+road+"), "the road"),
            (ask.post("/?find=other", {"find": "road\0"}), "road"),
            (ask.post("/?find=other"), ""),
            (ask.get("/", {"find": "x" * 300}), "x" * 200),
        ],
    )
    def test_takes_them_from_the_form_or_else_the_address(self, request_, words):
        assert read_words(request_) == words


def test_read_chosen_is_what_was_sent_or_else_what_was_before():
    assert read_chosen(ask.get("/"), "where", before="a") == "a"
    assert read_chosen(ask.post("/", {"where": "b"}), "where", before="a") == "b"
    assert read_chosen(ask.post("/"), "where", before="a") == ""


class TestKeepFinding:
    def test_shows_what_was_typed_where_somebody_only_looks(self):
        request = ask.post("/", {"what": "Soup", "where": "b", "look": "yes"})
        form = WhereForm(request.POST)

        keep_finding(request, form)

        assert not form.is_valid()
        assert form.list_problems() == []
        assert form["what"].value() == "Soup"

    def test_leaves_a_form_that_is_sent(self):
        request = ask.post("/", {"what": "Soup", "where": "b", "then": "a"})
        form = WhereForm(request.POST)

        keep_finding(request, form)

        assert form.is_valid()

    def test_shows_the_words_of_the_address(self):
        request = ask.get("/?find=road")
        form = WhereForm()
        add_find_field(form, before="where")

        keep_finding(request, form)

        assert form[FIND].value() == "road"
