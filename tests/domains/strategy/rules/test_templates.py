import pytest

from regard.domains.strategy.rules import templates
from regard.domains.strategy.rules.templates import Written
from regard.domains.strategy.types import DocumentKind

KNOWN = [kind for kind in DocumentKind if kind is not DocumentKind.OTHER]


class TestListSections:
    @pytest.mark.parametrize("kind", KNOWN)
    def test_has_parts_with_sources_that_the_law_or_guidance_asks_for(self, kind):
        sections = templates.list_sections(kind)

        assert len({section.key for section in sections}) == len(sections) >= 10
        assert any(section.is_law for section in sections)
        assert all(s.source.url.startswith("https://") and s.where for s in sections)
        assert all(section.words and section.what.endswith(".") for section in sections)

    def test_has_none_for_another_plan(self):
        assert templates.list_sections(DocumentKind.OTHER) == ()
        assert templates.check(DocumentKind.OTHER, []) == []

    def test_names_each_source_once(self):
        sources = templates.list_sources(DocumentKind.JOINT_FORWARD_PLAN)

        assert len(set(sources)) == len(sources) == 2

    @pytest.mark.parametrize("kind", KNOWN)
    def test_says_of_each_source_when_and_how_far_it_was_checked(self, kind):
        for source in templates.list_sources(kind):
            assert source.checked_on.year >= 2026
            assert source.checked
            assert not source.checked.endswith(".")

    @pytest.mark.parametrize("kind", KNOWN)
    def test_asks_only_by_law_what_is_asked_of_the_preparing(self, kind):
        for section in templates.list_sections(kind):
            assert section.is_law or not section.in_preparing

    def test_marks_what_is_from_memory(self):
        found = {each.key: each for each in templates.list_sections(DocumentKind.LOCAL_STRATEGY)}

        assert found["wider"].is_checked
        assert not found["health_related"].is_checked


class TestCheck:
    def found(self, *passages):
        checks = templates.check(DocumentKind.INTEGRATED_CARE_STRATEGY, passages)
        return {each.section.key: each for each in checks}

    def test_tells_written_begun_and_missing_apart(self):
        found = self.found(
            Written("1", "p1", "Vision", "Care near home.", "vision"),
            Written("2", "p2", "Needs", "", "needs"),
        )

        assert not found["vision"].is_missing
        assert [each.ref for each in found["needs"].empty] == ["2"]
        assert found["needs"].is_missing
        assert found["workforce"].is_missing

    def test_says_where_a_missing_part_may_be(self):
        found = self.found(Written("3", "p3", "Workforce", "We recruit together.", ""))

        assert [each.ref for each in found["workforce"].perhaps] == ["3"]
        assert found["research"].perhaps == ()
