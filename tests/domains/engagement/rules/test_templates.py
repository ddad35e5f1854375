import pytest

from regard.domains.engagement.rules import readability
from regard.domains.engagement.rules.alternatives import Option, reasons_against_option
from regard.domains.engagement.rules.questions import Wording, reasons_against_wording
from regard.domains.engagement.rules.templates import TEMPLATES, find_template


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.key)
class TestTemplates:
    def test_ask_what_can_be_asked(self, template):
        for question in template.questions:
            wording = Wording(
                question.kind,
                question.text,
                question.hint,
                question.options,
                settings=dict(question.settings),
            )
            assert reasons_against_wording(wording) == {}

    def test_are_in_plain_english(self, template):
        assert readability.hints(template.purpose) == []

    def test_are_found_by_their_key(self, template):
        assert find_template(template.key) is template


def test_there_is_no_template_of_another_key():
    assert find_template("none") is None


class TestReasonsAgainstOption:
    def test_ask_why_it_was_turned_down(self):
        option = Option("Two visits", "Half the cost.", is_open=False)

        assert list(reasons_against_option(option)) == ["why_not"]

    def test_name_all_that_is_empty(self):
        assert list(reasons_against_option(Option(" ", ""))) == ["title", "what"]
