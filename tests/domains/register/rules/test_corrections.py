import pytest

from regard.domains.register.rules.corrections import GROUPS, Decision, in_words, problem_with


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"name": " "}, "Enter the name"),
        ({"words": ""}, "Say what is wrong"),
        ({"address": "", "city": "", "postcode": "Lincoln"}, "Enter a whole postcode"),
        ({"telephone": "ring", "website": ""}, "A telephone number has only figures"),
        ({"telephone": "", "website": "a b"}, "A website looks like"),
        ({"longitude": 53.2, "latitude": -0.5}, "Are they swapped?"),
        ({"longitude": None, "latitude": -0.5}, "Enter both"),
        ({"kinds": []}, "Choose at least one kind of care"),
    ],
)
def test_says_what_is_wrong(value, problem):
    assert problem in problem_with(value)


@pytest.mark.parametrize(
    "value",
    [
        {"name": "Ash House"},
        {"longitude": -0.54, "latitude": 53.2},
        {"beds": 0},
        {"kinds": ["home_care"]},
        {"sector": "public"},
        {"people_employed": None},
        {"telephone": "", "website": ""},
    ],
)
def test_finds_nothing_wrong_with_what_can_be(value):
    assert problem_with(value) is None


def test_words_are_those_of_the_pages():
    assert in_words({"kinds": ["home_care", "advice"]}) == "Home care, Information and advice"
    assert in_words({"sector": "public"}) == "Public"
    assert in_words({"beds": None}) == "Not known"
    assert in_words({"telephone": "", "website": "ash.example"}) == (
        "Telephone number: not known; Website: ash.example"
    )
    assert in_words(
        {"address": "1 High St\nBailgate", "city": "Lincoln", "postcode": "LN1 3AB"}
    ) == ("1 High St, Bailgate, Lincoln, LN1 3AB")
    assert [decision.label for decision in Decision] == ["Accepted", "Not accepted"]


def test_every_group_has_fields_with_labels():
    assert all(group.fields and group.label for group in GROUPS.values())
