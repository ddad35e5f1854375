import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines

from regard.foundation.design import fields
from regard.foundation.design.forms import Form, Problem


class Everything(Form):
    name = fields.TextField(label="Your name", hint="As in our reply", autocomplete="name")
    words = fields.LongTextField(label="What would help?", max_length=20)
    email = fields.EmailField(label="Your email address")
    beds = fields.IntegerField(label="Number of beds", min_value=1, max_value=500)
    closes_on = fields.DateField(label="Last day for answers")
    visibility = fields.RadioField(
        label="Who may see it?",
        choices=[("team", "The team"), ("named", "Anyone")],
        hints={"team": "Not who said it"},
    )
    kinds = fields.CheckboxesField(
        label="Kinds of care", choices=[("home", "Home care"), ("day", "Day care")]
    )
    place = fields.SelectField(label="Place", choices=[("", "Choose"), ("1", "Westmere")])
    file = fields.FileField(label="File of answers", accept=".csv")
    agreed = fields.CheckboxField(label="I may speak for it", required=True)


GOOD = {
    "name": "Amara",
    "words": "Paid travel time",
    "email": "amara@example.org",
    "beds": "2 4",
    "closes_on-day": "12",
    "closes_on-month": "December",
    "closes_on-year": "2026",
    "visibility": "team",
    "kinds": ["home"],
    "place": "1",
    "agreed": "on",
}


OFFERED = [("first", "Home care <at night>"), ("second", "Day care")]
THEIRS = """
{% from "nhsuk/components/MACRO/macro.jinja" import MACRO %}
{{ MACRO({
  "idPrefix": id, "name": name, "fieldset": {"legend": {"text": label, "size": "s"}},
  "items": [
    {"value": "first", "text": "Home care <at night>"},
    {"value": "second", "text": "Day care", "checked": true,
     "hint": {"text": "At a centre & back"}},
  ],
}) }}
"""


def without_spaces(html):
    return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", html))


def problem_with(name, **change):
    form = Everything(GOOD | change)
    return [str(words) for words in form.errors.get(name, [])]


class TestForm:
    def test_takes_good_answers(self, rf):
        form = Everything(GOOD, files={"file": upload()})

        assert form.is_valid(), form.errors
        assert form.cleaned_data["closes_on"] == date(2026, 12, 12)
        assert form.cleaned_data["beds"] == 24

    def test_lists_what_is_wrong_in_the_order_of_the_page(self):
        form = Everything({})
        form.add_error(None, "This exercise has closed")

        problems = form.list_problems()

        assert problems[0] == Problem("This exercise has closed", "")
        assert problems[1] == Problem("Enter your name", "#id_name")
        assert Problem("Enter the last day for answers", "#id_closes_on-day") in problems
        assert Problem("Answer the question “Who may see it?”", "#id_visibility") in problems
        assert Problem("Tick the box: I may speak for it", "#id_agreed") in problems

    def test_leaves_checking_to_the_server(self):
        assert "required" not in render(Everything(), "name")


class TestRendering:
    @pytest.mark.parametrize("name", Everything.base_fields)
    def test_every_field_renders_empty_wrong_and_filled(self, name):
        for form in (Everything(), Everything({}), Everything(GOOD)):
            assert f'name="{name}' in render(form, name)

    def test_label_hint_and_error_belong_to_the_input(self):
        html = render(Everything({}), "name")

        assert '<label class="nhsuk-label nhsuk-label--s" for="id_name">' in html
        assert 'aria-describedby="id_name-hint id_name-error"' in html
        assert "Enter your name" in html
        assert 'autocomplete="name"' in html

    def test_what_people_type_is_escaped(self):
        for name in ("name", "words"):
            html = render(Everything(GOOD | {name: "</textarea><script>"}), name)

            assert "<script>" not in html

    def test_choices_keep_what_was_chosen(self):
        form = Everything(GOOD)

        assert 'value="team" checked' in render(form, "visibility")
        assert "Not who said it" in render(form, "visibility")
        assert 'value="home" checked' in render(form, "kinds")
        assert '<option value="1" selected>' in render(form, "place")
        assert 'value="on" checked' in render(form, "agreed")

    @pytest.mark.parametrize(
        ("name", "macro"), [("kinds", "checkboxes"), ("visibility", "radios")]
    )
    def test_choices_are_those_that_the_design_system_makes(self, name, macro):
        form = Everything({name: ["second"] if name == "kinds" else "second"})
        form.offer(name, OFFERED, hints={"second": "At a centre & back"})

        ours = render(form, name)

        asked = {"id": f"id_{name}", "name": name, "label": form[name].label}
        theirs = engines["jinja2"].from_string(THEIRS.replace("MACRO", macro)).render(asked)
        assert without_spaces(ours) == without_spaces(theirs)

    def test_dates_are_printed_from_a_day_and_from_what_was_typed(self):
        made = render(Everything(initial={"closes_on": date(2026, 12, 3)}), "closes_on")
        typed = render(Everything({"closes_on-month": "Decembre"}), "closes_on")

        assert 'value="3"' in made
        assert 'value="2026"' in made
        assert 'value="Decembre"' in typed


class TestMessages:
    def test_words_that_are_too_long(self):
        assert problem_with("words", words="x" * 21) == ["Use 20 characters or fewer"]

    def test_an_email_address_that_is_none(self):
        assert problem_with("email", email="amara@") == [
            "Enter an email address in full, like name@example.com"
        ]

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("many", "Enter a whole number in figures, like 40"),
            ("0", "Enter 1 or more"),
            ("501", "Enter 500 or less"),
        ],
    )
    def test_a_number_that_is_none_or_out_of_range(self, typed, words):
        assert problem_with("beds", beds=typed) == [words]

    def test_a_choice_that_was_not_offered(self):
        assert problem_with("visibility", visibility="x") == [
            "Choose one of the answers on this page"
        ]

    def test_a_file_with_nothing_in_it(self):
        form = Everything(GOOD, files={"file": upload(content=b"")})

        assert form.errors["file"] == ["The file is empty. Choose another."]

    def test_words_of_our_own(self):
        field = fields.TextField(label="Name", error_messages={"required": "Who are you?"})

        assert field.error_messages["required"] == "Who are you?"


class TestDates:
    @pytest.mark.parametrize(
        ("day", "month", "year"),
        [("3", "4", "2027"), ("03", "Apr", "2027"), ("3", "APRIL", "2027")],
    )
    def test_the_month_may_be_a_name(self, day, month, year):
        field = fields.DateField(label="Day")

        assert field.clean((day, month, year)) == date(2027, 4, 3)

    @pytest.mark.parametrize(
        ("day", "month", "year", "words"),
        [
            ("31", "2", "2027", "Enter a day that exists, like 27 3 2027"),
            ("3", "13", "2027", "Enter a day that exists, like 27 3 2027"),
            ("3", "4", "20277", "Enter a day that exists, like 27 3 2027"),
            ("three", "4", "2027", "Enter a day that exists, like 27 3 2027"),
            ("٣", "4", "2027", "Enter a day that exists, like 27 3 2027"),
            ("3", "", "2027", "Enter the month too"),
            ("", "4", "", "Enter the day and the year too"),
            ("", "", "", "Enter the last day for answers"),
        ],
    )
    def test_says_what_is_wrong(self, day, month, year, words):
        typed = {"closes_on-day": day, "closes_on-month": month, "closes_on-year": year}

        assert problem_with("closes_on", **typed) == [words]

    def test_nothing_is_a_date_that_is_not_required(self):
        assert fields.DateField(label="Day", required=False).clean(("", "", "")) is None

    @pytest.mark.parametrize(
        ("typed", "changed"),
        [(("3", "4", "2027"), False), (("4", "4", "2027"), True), (("x", "", ""), True)],
    )
    def test_knows_whether_it_changed(self, typed, changed):
        assert fields.DateField(label="Day").has_changed(date(2027, 4, 3), typed) is changed

    def test_boxes_that_were_not_sent_are_not_a_change(self):
        widget = fields.DateField(label="Day").widget

        assert widget.value_omitted_from_data({}, {}, "day")
        assert not widget.value_omitted_from_data({"day-day": "3"}, {}, "day")


def render(form, name):
    return str(form[name].as_field_group())


def upload(content=b"a,b\n"):
    return SimpleUploadedFile("answers.csv", content)
