"""What the demonstration tells from needs to decisions, and that it proves itself."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.db.models import F
from django.test import Client

from regard.domains.register import queries as register
from regard.domains.strategy import queries
from regard.domains.strategy.models import Bundle, CommitmentNotice, PassageComment, Reply
from regard.domains.strategy.queries.regard_owed import list_owed
from regard.domains.strategy.rules.commitments import standing_of
from regard.domains.strategy.types import (
    WIDER_TOPICS,
    RegardEffect,
    RegardState,
    Standing,
)
from regard.entrypoints.demonstration.corpus import read
from regard.entrypoints.demonstration.population import VISITORS_HOME
from regard.foundation.accounts.callers import Anyone, Command
from regard.foundation.audit.models import Entry, Seal
from tests.domains.strategy.bundled import check_whole
from tests.entrypoints.demonstration.conftest import AT

SLUG = "northmarch-care-strategy"
DECISION = "Travel between visits is paid in Westmere"


@pytest.fixture
def plan(system):
    return queries.get_strategy(system=system, slug=SLUG, caller=Anyone())


class TestNeeds:
    def test_are_all_answered_or_left_aside_with_a_reason(self, plan):
        matrix = queries.get_need_matrix(strategy=plan)

        assert len(matrix.needs) == 14
        assert sum(bool(line.aside) for line in matrix.needs) == 3
        assert not matrix.orphan_needs
        assert not matrix.orphan_passages
        assert not matrix.topics_missing
        assert {line.need.topic for line in matrix.needs} >= set(WIDER_TOPICS)


class TestPromises:
    def test_stand_in_every_way_that_a_promise_can(self, system):
        rows = queries.list_commitments(system=system, today=AT.date())

        stand = Counter(
            standing_of(state=row.state, due_on=row.due_on, today=AT.date()) for row in rows
        )
        assert set(stand) == set(Standing)
        assert all(row.who for row in rows)

    def test_are_told_to_those_who_asked_when_they_end(self, built):
        told = CommitmentNotice.objects.select_related("update__commitment")

        by_state = Counter(notice.update.state for notice in told)
        assert by_state["done"] > 20
        assert by_state["dropped"] > 20


class TestMeanings:
    def test_say_what_a_small_home_has_to_do_and_by_when(self, system):
        [home] = register.search_locations(system=system, words=VISITORS_HOME)

        found = queries.get_for_you(system=system, location_id=home.pk, caller=Anyone())

        assert {row.passage_ref for row in found.meanings} >= {"1.1", "2.2", "3.4"}
        assert "2.3" not in {row.passage_ref for row in found.meanings}
        assert any(row.do_by for row in found.to_do)
        assert found.promises


class TestAnnex:
    def test_has_what_each_board_thinks_and_lacks_nothing(self, plan):
        annex = queries.get_annex(strategy=plan)

        assert [row.takes_account for row in annex.opinions] == [False, True]
        assert not annex.gaps


class TestRegard:
    def test_is_signed_by_a_council_and_the_board_and_once_departs(self, system):
        rows = queries.list_regards(system=system, caller=Anyone())

        assert Counter(row.body_name for row in rows) == {
            "Westmere Cabinet": 2,
            "Northmarch Integrated Care Board": 1,
        }
        assert sum(row.departed for row in rows) == 1

    def test_is_overdue_once_and_begun_once(self, system):
        owed = list_owed(system=system, caller=Command(), on=AT.date())

        late = [row for row in owed if row.state is RegardState.OVERDUE]
        assert [row.body_name for row in late] == ["Eastmarch Cabinet"]
        assert RegardState.BEGUN in {row.state for row in owed}


class TestReplies:
    def test_are_judged_by_some_both_ways(self, plan):
        figures = queries.get_reply_figures(strategy=plan)

        assert figures.answered > figures.not_answered > 5
        assert Reply.objects.filter(read_at=None).count() > 200

    def test_are_read_after_they_came(self, plan):
        read = Reply.objects.filter(strategy__slug=SLUG, read_at__isnull=False)

        assert read.exists()
        assert not read.filter(read_at__lt=F("sent_at")).exists()


class TestTheNextVersion:
    def test_says_of_each_change_why_and_because_of_what(self, system, plan):
        draft = queries.get_strategy(system=system, slug=SLUG, caller=Command(), number=2)

        found = queries.compare_versions(before=plan, after=draft)
        changed = {change.key for change in found.changes if change.is_of_substance}
        reasons = queries.list_reasons(before=plan, after=draft, keys=changed, shows_who=False)

        words = read("regard")["version"]
        assert len(changed) == len(words["changes"]) + len(words["additions"])
        assert set(reasons) == changed
        assert all(each.words and each.causes for said in reasons.values() for each in said)

    def test_is_before_people_who_comment_on_its_passages(self, built):
        comments = PassageComment.objects.select_related("reviewed")

        assert {each.reviewed.ref for each in comments} == {"1.5", "2.3", "3.3", "3.5"}
        assert comments.count() == 5


class TestProof:
    def test_seals_all_of_it_more_than_once(self, built):
        assert Seal.objects.count() >= 3
        assert Seal.objects.order_by("-size").first().size == Entry.objects.count()

    def test_has_a_bundle_that_verifies(self, built, folder, settings):
        settings.FILES_FOLDER = folder
        bundle = Bundle.objects.get()

        assert bundle.file is not None
        assert check_whole(bundle) == []


class TestAVisitor:
    def test_follows_a_telephoned_remark_to_a_councils_decision_and_back(self, plan):
        start = read("leaving_rest")["telephoned"]["text"][:40]
        passage = f"/northmarch/strategy/{SLUG}/passages/2.3/"
        remark = _link_beside(_get(passage), start, r"/northmarch/trace/\d+/")

        words = _get(remark)
        assert "by telephone" in words
        now = _get_redirected(_follow(words, r"strategy/.+/p/", "2.3 The road is paid"))
        assert now == passage
        onward = _get(now)
        record = _get(_follow(onward, r"/northmarch/regard/.+", DECISION))
        assert "Westmere Cabinet" in record
        assert RegardEffect.FOLLOWED.label in record

        back = _get(_get_redirected(_follow(record, r"strategy/.+", "2.3 The road is paid")))
        assert _link_beside(back, start, r"/northmarch/trace/\d+/") == remark


class _Links(HTMLParser):
    """Every link of a page, with its words, and where in the page it stands."""

    def __init__(self, page):
        super().__init__()
        self.found, self.open, self.page = [], None, page
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            line, column = self.getpos()
            self.open = (dict(attrs).get("href", ""), [], line, column)

    def handle_data(self, data):
        if self.open:
            self.open[1].append(data)

    def handle_endtag(self, tag):
        if tag == "a" and self.open:
            href, words, line, column = self.open
            self.found.append((href, "".join(words), line, column))
            self.open = None


def _get(address):
    got = Client().get(address)
    assert got.status_code == 200, address
    return got.content.decode()


def _get_redirected(address):
    """Return where an address of a passage by its key leads to."""
    got = Client().get(address)
    return got["Location"] if got.status_code in {301, 302} else address


def _follow(page, pattern, words=""):
    """Return the address of the first link on a page that fits, and bears these words."""
    return next(
        href for href, said, *_ in _Links(page).found if re.search(pattern, href) and words in said
    )


def _link_beside(page, words, pattern):
    """Return the address of the first link that fits after some words on a page."""
    at = page.index(words)
    line = page.count("\n", 0, at) + 1
    return next(
        href
        for href, _, on, column in _Links(page).found
        if re.fullmatch(pattern, href) and (on, column) > (line, 0)
    )
