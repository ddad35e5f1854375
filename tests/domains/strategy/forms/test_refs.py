from regard.domains.strategy.forms.refs import RefsField
from regard.foundation.design.forms import Form


class NeedsForm(Form):
    needs = RefsField(label="Needs", hint="", of="need", known={"3", "12"}, begins="N")


class TestRefsField:
    def test_takes_numbers_as_people_write_them(self):
        form = NeedsForm({"needs": "N3, n12 3"})

        assert form.is_valid()
        assert form.cleaned_data["needs"] == ("3", "12")

    def test_names_a_number_that_is_not_there(self):
        assert NeedsForm({"needs": "N3, N4"}).errors["needs"] == ["There is no need N4"]

    def test_may_be_empty(self):
        form = NeedsForm({"needs": ""})

        assert form.is_valid()
        assert form.cleaned_data["needs"] == ()

    def test_shows_what_was_said_before(self):
        form = NeedsForm(initial={"needs": ["3", "12"]})

        assert 'value="N3, N12"' in form["needs"].as_field_group()
