from datetime import date, timedelta

import pytest

from regard.domains.strategy import actions, queries
from regard.domains.strategy.actions import CannotKeepNeed, CannotPublish, CannotWrite
from regard.domains.strategy.models import Need
from regard.domains.strategy.rules import Blocker
from regard.domains.strategy.rules.needs import Answering, Found
from regard.domains.strategy.types import NeedTopic, PassageKind
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotFound
from regard.foundation.files.tables import Row, Table
from tests.factories.register import SystemFactory
from tests.factories.strategy import DECIDED, PUBLISHED, NeedFactory, PassageFactory, Story

pytestmark = pytest.mark.django_db

HEADER = ("Need", "Topic", "Source", "Date")
BY = {"by": "person:1", "at": DECIDED}


def found(**changed):
    given = {
        "title": "Homes near work",
        "topic": NeedTopic.HOUSING,
        "words": "",
        "who": "",
        "source": "Assessment 2026",
        "source_url": "",
        "dated_on": date(2026, 4, 1),
    }
    return Found(**(given | changed))


def table(*rows):
    return Table(HEADER, tuple(Row(n, row) for n, row in enumerate(rows, start=2)))


class TestAddNeed:
    def test_numbers_needs_in_their_order(self):
        system = SystemFactory()

        first = actions.add_need(system=system, found=found(), **BY)
        second = actions.add_need(system=system, found=found(title="Buses at night"), **BY)

        assert [first.number, second.number] == [1, 2]
        assert Entry.objects.filter(event="need.added").count() == 2

    @pytest.mark.parametrize(
        ("changed", "why"),
        [
            ({"title": " "}, "Say what is needed"),
            ({"source": ""}, "Say which assessment"),
            ({"dated_on": (DECIDED + timedelta(days=2)).date()}, "still to come"),
        ],
    )
    def test_refuses_what_is_none(self, changed, why):
        with pytest.raises(CannotKeepNeed, match=why):
            actions.add_need(system=SystemFactory(), found=found(**changed), **BY)

    def test_refuses_the_same_need_twice(self):
        system = SystemFactory()
        actions.add_need(system=system, found=found(), **BY)

        with pytest.raises(CannotKeepNeed, match="here already"):
            actions.add_need(system=system, found=found(title="HOMES near work"), **BY)


class TestEditNeed:
    def test_changes_what_is_said_and_keeps_the_number(self):
        need = NeedFactory(number=4)

        actions.edit_need(need=need, found=found(title="Buses at night"), **BY)

        need.refresh_from_db()
        assert (need.number, need.title) == (4, "Buses at night")

    def test_refuses_what_another_need_is(self):
        need = NeedFactory()
        other = NeedFactory(system=need.system, title="Homes near work", source="Assessment 2026")

        with pytest.raises(CannotKeepNeed, match="here already"):
            actions.edit_need(need=need, found=found(), **BY)

        assert actions.edit_need(need=other, found=found(), **BY).pk == other.pk


class TestRetireNeed:
    def test_says_since_when_and_why(self):
        need = NeedFactory()

        actions.retire_need(need=need, on=DECIDED.date(), because="Replaced", **BY)

        assert queries.list_needs(system=need.system)[0].retired_because == "Replaced"

    def test_refuses_without_a_reason_and_before_it_was_found(self):
        need = NeedFactory(dated_on=date(2026, 4, 1))

        with pytest.raises(CannotKeepNeed, match="Say why"):
            actions.retire_need(need=need, on=DECIDED.date(), because=" ", **BY)
        with pytest.raises(CannotKeepNeed, match="after that day"):
            actions.retire_need(need=need, on=date(2026, 3, 31), because="Old", **BY)


class TestLoadNeeds:
    def test_takes_what_is_new_and_names_what_it_cannot_take(self):
        system = SystemFactory()
        rows = [
            ("Homes near work", "Housing", "Assessment 2026", "1/4/2026"),
            ("Homes near work", "Housing", "assessment 2026", "1/4/2026"),
            ("Buses at night", "Roads", "Assessment 2026", "1/4/2026"),
            ("Buses at dawn", "Other", "Assessment 2026", "1/4/2036"),
        ]

        loaded = actions.load_needs(system=system, table=table(*rows), **BY)

        assert (loaded.added, loaded.there) == (1, 1)
        assert [(cell.line, cell.column) for cell in loaded.refused] == [(4, "Topic"), (5, "Date")]

    def test_changes_nothing_when_it_comes_again(self):
        system = SystemFactory()
        sheet = table(("Homes near work", "Housing", "Assessment 2026", "1/4/2026"))

        actions.load_needs(system=system, table=sheet, **BY)
        again = actions.load_needs(system=system, table=sheet, **BY)

        assert (again.added, again.there) == (0, 1)
        assert Need.objects.count() == 1

    def test_refuses_a_sheet_without_its_columns(self):
        with pytest.raises(CannotKeepNeed, match="names no column “Topic”"):
            actions.load_needs(
                system=SystemFactory(), table=Table(("Need", "Source", "Date"), ()), **BY
            )


class TestAnswerNeed:
    def test_ties_a_need_to_passages_or_says_why_not(self):
        story = Story().decides()
        need = NeedFactory(system=story.system)
        tie = {"strategy": story.strategy, "need": need, **BY}

        actions.answer_need(answering=Answering(aside="The county does it."), **tie)
        aside = queries.get_need_matrix(strategy=story.strategy).needs[0]
        actions.answer_need(
            answering=Answering(refs=frozenset({"2.4"}), how="It pays for travel."), **tie
        )
        met = queries.get_need_matrix(strategy=story.strategy).needs[0]

        assert (aside.aside, aside.met_by, aside.is_orphan) == ("The county does it.", (), False)
        assert [(each.ref, each.how) for each in met.met_by] == [("2.4", "It pays for travel.")]
        assert met.aside == ""

    def test_refuses_both_neither_and_what_is_published(self):
        story = Story().decides()
        tie = {"strategy": story.strategy, "need": NeedFactory(system=story.system), **BY}

        with pytest.raises(CannotWrite, match="Choose the passages"):
            actions.answer_need(answering=Answering(), **tie)
        with pytest.raises(CannotWrite, match="Choose the passages"):
            actions.answer_need(
                answering=Answering(refs=frozenset({"2.4"}), aside="Later."), **tie
            )
        with pytest.raises(NotFound, match="passages of this document"):
            actions.answer_need(answering=Answering(refs=frozenset({"9.9"})), **tie)
        actions.answer_need(answering=Answering(aside="Later."), **tie)
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
        with pytest.raises(CannotWrite, match="never changes"):
            actions.answer_need(answering=Answering(aside="Never."), **tie)


class TestBasePassage:
    def test_ties_a_passage_to_needs_and_keeps_how_each_is_met(self):
        story = Story().decides()
        one, two = NeedFactory.create_batch(2, system=story.system)
        base = {"strategy": story.strategy, "ref": "2.4", "no_need_because": "", **BY}
        actions.answer_need(
            strategy=story.strategy,
            need=one,
            answering=Answering(refs=frozenset({"2.4"}), how="It pays."),
            **BY,
        )

        actions.base_passage(numbers=[one.number, two.number], **base)

        lines = queries.get_need_matrix(strategy=story.strategy).needs
        assert [line.met_by[0].how for line in lines] == ["It pays.", ""]

    def test_takes_back_that_a_need_is_aside_and_that_a_passage_has_none(self):
        story = Story().decides()
        need = NeedFactory(system=story.system)
        tie = {"strategy": story.strategy, **BY}
        actions.answer_need(need=need, answering=Answering(aside="Later."), **tie)
        actions.base_passage(ref="2.4", numbers=[], no_need_because="The law.", **tie)

        actions.base_passage(ref="2.4", numbers=[need.number], no_need_because="", **tie)

        matrix = queries.get_need_matrix(strategy=story.strategy)
        assert matrix.needs[0].aside == ""
        assert matrix.passages[0].no_need_because == ""

    def test_refuses_both_neither_and_needs_of_elsewhere(self):
        story = Story().decides()
        base = {"strategy": story.strategy, "ref": "2.4", **BY}

        with pytest.raises(CannotWrite, match="Choose the needs"):
            actions.base_passage(numbers=[], no_need_because="", **base)
        with pytest.raises(CannotWrite, match="needs of this system"):
            actions.base_passage(numbers=[8_888], no_need_because="", **base)


class TestPublishing:
    def test_waits_for_needs_and_for_what_rests_on_none(self):
        story = Story().decides()
        PassageFactory(
            strategy=story.strategy, ref="3.1", kind=PassageKind.PRIORITY, heading="Homes"
        )
        need = NeedFactory(system=story.system)

        with pytest.raises(CannotPublish) as caught:
            actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)

        assert {blocked.kind for blocked in caught.value.blockers} == {
            Blocker.NEEDS_WITHOUT_PASSAGE,
            Blocker.PASSAGES_WITHOUT_NEED,
        }
        actions.base_passage(
            strategy=story.strategy, ref="3.1", numbers=[need.number], no_need_because="", **BY
        )
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
        [answer] = queries.list_answers_to_needs(system=story.system)[need.pk]
        assert [met.ref for met in answer.met_by] == ["3.1"]

    def test_does_not_ask_a_published_version_for_needs_found_since(self):
        story = Story().decides()
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
        NeedFactory(system=story.system, dated_on=date(2027, 9, 1))
        story.strategy.refresh_from_db()

        assert queries.get_need_matrix(strategy=story.strategy).needs == ()

    def test_does_not_ask_a_published_version_for_needs_recorded_since(self):
        story = Story().decides()
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
        need = NeedFactory(system=story.system, dated_on=date(2026, 4, 1))
        story.strategy.refresh_from_db()
        known = queries.get_need_matrix(strategy=story.strategy).needs

        Need.objects.filter(pk=need.pk).update(created_at=PUBLISHED + timedelta(days=1))

        assert [line.need.number for line in known] == [need.number]
        assert queries.get_need_matrix(strategy=story.strategy).needs == ()
