"""What the patterns print, where a reader or a screen reader depends on it."""

import pytest
from django.template import engines


def show(source, **context):
    imports = (
        '{% from "patterns.jinja" import figures, bar, voice, thread, card, next_step, tag, table,'
        " pagination, summary_list, empty, notice, how_far, choices %}"
        '{% from "forms.jinja" import error_summary, form_start, act %}'
    )
    return engines.all()[0].from_string(imports + source).render(context)


class TestBar:
    def test_says_its_figures_in_words(self):
        html = show("{{ bar(0.17, 0.13, 0.21, 0.4, is_gap=true) }}")

        assert (
            'aria-label="17% heard, between 13% and 21%; the whole register: 40%; '
            'heard less than its share"' in html
        )
        assert 'width="17.00%"' in html
        assert 'x1="40.00%"' in html

    def test_says_that_there_are_too_few(self):
        assert show("{{ bar(none) }}").strip() == '<span class="rg-quiet">Too few to show</span>'


class TestVoice:
    def test_marks_the_part_that_is_meant(self):
        html = show('{{ voice("We lose three hours.", "Home care", mark=(8, 19)) }}')

        assert "We lose <mark>three hours</mark>." in html

    def test_escapes_what_people_said(self):
        html = show("{{ voice(words, who, mark=(0, 3)) }}", words="<b>x</b>", who="<i>")

        assert "<mark>&lt;b&gt;</mark>x&lt;/b&gt;" in html
        assert "&lt;i&gt;" in html


class TestNextStep:
    def test_posts_with_the_token(self):
        html = show("{{ next_step('T', 'w', 'Go', '/x', method='post', csrf_input='TOKEN') }}")

        assert '<form method="post" action="/x">TOKEN<button' in html


class TestTable:
    def test_names_rows_and_columns_and_prints_numbers(self):
        html = show(
            "{{ table(['Place', 'Answers'], [['Westmere', 1203], ['Fell', none]], 'Cap', (1,)) }}"
        )

        assert '<th scope="row">Westmere</th>' in html
        assert '<td class="rg-number">1,203</td>' in html
        assert '<td class="rg-number">–</td>' in html
        assert '<caption class="nhsuk-u-visually-hidden">Cap</caption>' in html


class TestPagination:
    def test_is_nothing_where_there_is_one_page(self):
        assert show("{{ pagination() }}").strip() == ""


class TestSummaryList:
    def test_says_what_a_change_would_change(self):
        html = show("{{ summary_list([('Asked', 'Why?', 'Change', '/x'), ('For', 'All')]) }}")

        assert (
            '<a href="/x">Change<span class="nhsuk-u-visually-hidden"> (Asked)</span></a>' in html
        )
        assert "nhsuk-summary-list__row--no-actions" in html


class TestHowFar:
    @pytest.mark.parametrize(("total", "shows"), [(None, False), (0, False), (9, True)])
    def test_has_a_value_only_when_the_end_is_known(self, total, shows):
        assert ("value=" in show("{{ how_far(3, total, 'w') }}", total=total)) is shows


def test_no_pattern_has_a_style_attribute():
    for name in ("patterns.jinja", "forms.jinja", "layout.jinja"):
        loader = engines.all()[0].env.loader
        source, _, _ = loader.get_source(engines.all()[0].env, name)

        assert "style=" not in source
