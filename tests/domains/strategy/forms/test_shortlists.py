import pytest

from regard.domains.strategy.forms.shortlists import describe, offer_shortlist
from regard.domains.strategy.types.shortlists import Choice, Shortlist
from regard.foundation.design.fields import RadioField, SelectField
from regard.foundation.design.finding import FIND
from regard.foundation.design.forms import Form

ROAD = Choice("31", "31 The road is paid", "Every contract pays for travel. " * 20, ("travel",))
SOUP = Choice("1.1", "1.1 Meals", "Soup is served.")


class WhereForm(Form):
    where = SelectField(label="Which passage says so?", hint="One", choices=(), required=False)
    must = SelectField(label="Which one?", choices=())


def offered(shortlist, field="where", data=None):
    form = WhereForm(data)
    offer_shortlist(form, field, shortlist, of="passage", first=[("", "No passage")])
    return form


class TestOfferShortlist:
    def test_folds_out_a_list_where_they_are_few(self):
        form = offered(Shortlist((SOUP,), of=1))

        assert isinstance(form.fields["where"], SelectField)
        assert list(form.fields["where"].choices) == [("", "No passage"), ("1.1", "1.1 Meals")]
        assert FIND not in form.fields

    def test_asks_in_a_list_for_what_must_be_chosen(self):
        form = offered(Shortlist((SOUP,), of=1), "must")

        assert next(iter(form.fields["must"].choices)) == ("", "Choose one")

    def test_shows_the_likeliest_of_many_with_why_and_asks_for_words(self):
        form = offered(Shortlist((ROAD, SOUP), of=2_000))

        field = form.fields["where"]
        assert isinstance(field, RadioField)
        assert [value for value, _ in field.choices] == ["", "31", "1.1"]
        assert field.hints["31"].endswith("… Both speak of: travel.")
        assert field.hints["1.1"] == "Soup is served."
        assert field.help_text.startswith("The 2 of 2,000 passages that seem nearest")
        assert list(form.fields) == [FIND, "where", "must"]

    def test_puts_first_what_is_chosen(self):
        form = offered(Shortlist((SOUP,), of=2_000, chosen=ROAD, having=1))

        values = [value for value, _ in form.fields["where"].choices]
        assert values == ["", "31", "1.1"]

    def test_takes_what_is_on_the_page_alone(self):
        few = Shortlist((SOUP,), of=2_000)

        assert "where" not in offered(few, data={"where": "1.1"}).errors
        assert "where" in offered(few, data={"where": "31"}).errors


@pytest.mark.parametrize(
    ("shortlist", "words"),
    [
        (Shortlist((), of=60), "There are 60 passages. Find one of them."),
        (Shortlist((SOUP,), of=60), "The 1 of 60 passages that seem nearest."),
        (Shortlist((SOUP,), of=60, having=1), "1 of 60 passages found."),
        (
            Shortlist((SOUP, ROAD), of=2_000, having=1_043),
            (
                "1,043 of 2,000 passages found. The 2 nearest are shown, 1,041 are not. More "
                "words find fewer."
            ),
        ),
        (Shortlist((), of=60, having=0), "No passage was found."),
        (
            Shortlist((SOUP,), of=60, having=0, chosen=ROAD),
            ("No passage was found. These are nearest in meaning. What you chose stays first."),
        ),
    ],
)
def test_describe_says_which_of_how_many_are_shown_and_why(shortlist, words):
    assert describe(shortlist, of="passage") == words
