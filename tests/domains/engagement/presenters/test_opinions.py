from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.presenters import opinion_list as listing
from regard.domains.engagement.presenters import opinion_map as maps
from regard.domains.engagement.presenters import opinions as presenters
from regard.domains.engagement.rules.deliberation import opinions_of
from regard.domains.engagement.types.deliberation import Dot, Found, Steadiness, Tally
from tests.domains.engagement.rules.test_deliberation import camps, material

TEXTS = {number: f"Statement {number}" for number in range(12)}


@pytest.fixture(scope="module")
def opinions():
    made, _, _ = opinions_of(material(camps(), statements=range(50, 62)))
    return made


def found_of(opinions, *, holds=True, since=0):
    tried = Steadiness(opinions.votes, len(opinions.groups), 0.9, 0.9, "") if holds else None
    return Found(opinions, tried, since, None)


def told(found, *, own=None, counted=None, texts=TEXTS):
    return presenters.present_opinions(
        found, texts=texts, counted=counted or {}, own=own or {}, voices=24
    )


class TestSplit:
    def test_says_nothing_of_fewer_than_six(self):
        assert presenters.split_of(3, 2, 5) is None
        assert presenters.split_of(3, 2, 6).words == "50% agree, 33% disagree, 17% pass"

    @given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
    def test_shares_add_up_to_one(self, agreed, disagreed, passed):
        split = presenters.split_of(agreed, disagreed, agreed + disagreed + passed)

        assert split is None or split.agree + split.disagree + split.passed == pytest.approx(1)


class TestPresentOpinions:
    def test_says_what_all_agree_on_and_what_divides(self, opinions):
        said = told(found_of(opinions))

        assert "24 voices" in said.lede
        assert [row.number for row in said.agreed] == [0]
        assert [row.number for row in said.common] == [0]
        assert len(said.divided) == 5
        assert 0 not in {row.number for row in said.divided}
        assert [group.size for group in said.groups] == ["12 people", "12 people"]
        assert said.groups[0].rows

    def test_shows_no_group_that_has_not_been_shown_to_hold(self, opinions):
        said = told(found_of(opinions, holds=False), own={1: 1})

        assert (said.groups, said.common, said.yours) == ([], [], "")
        assert "not been tried" in said.why_no_groups
        assert said.divided

    def test_tells_a_reader_which_group_is_nearest(self, opinions):
        sides = {
            told(found_of(opinions), own={n: side if n % 2 else -side for n in range(1, 12)}).yours
            for side in (1, -1)
        }

        assert {words[:50] for words in sides} == {
            "Your own votes lie nearest to Group A. Nobody else",
            "Your own votes lie nearest to Group B. Nobody else",
        }

    def test_prints_counts_of_this_moment_where_there_are_any(self, opinions):
        said = told(found_of(opinions, since=3), counted={0: (30, 10, 40)})

        assert said.agreed[0].split.seen == 40
        assert said.since == "3 votes since the picture and the groups were worked out."

    def test_leaves_out_a_statement_hidden_since(self, opinions):
        assert told(found_of(opinions), texts={}).agreed == []

    def test_says_nothing_of_a_small_group(self, opinions):
        few = replace(opinions, sizes=(20, 4))

        assert told(found_of(few)).groups[1].size == "fewer than 6 people"
        assert told(found_of(few)).groups[1].rows == []

    def test_says_that_nobody_has_voted(self):
        empty = Found(None, None, 0, None)

        assert told(empty).lede == "Nobody has voted yet."
        assert presenters.wanted_numbers(empty) == []
        assert presenters.divided_places(empty) == []


class TestApart:
    @given(st.lists(st.integers(0, 40), min_size=2, max_size=2), st.integers(0, 12))
    def test_no_group_of_fewer_than_six_votes_is_ever_told(self, seen, rest):
        groups = tuple(Tally(np.array([n // 2]), np.array([0]), np.array([n])) for n in seen)
        made, _, _ = opinions_of(material([(1, 50, 1)], statements=[50]))
        everybody = Tally(np.array([1]), np.array([0]), np.array([sum(seen) + rest]))
        made = replace(made, groups=groups, everybody=everybody)

        shares = presenters.shown_by_group(made, 0)

        assert all(share is None for share, n in zip(shares, seen, strict=True) if n < 6)

    @given(st.integers(0, 20), st.integers(0, 20))
    def test_people_and_services_are_told_only_where_neither_is_few(self, people, services):
        made, _, _ = opinions_of(material([(1, 50, 1)], statements=[50]))
        tallies = (
            Tally(np.array([n]), np.array([0]), np.array([n]))
            for n in (people + services, services)
        )
        everybody, organisations = tallies
        made = replace(made, everybody=everybody, organisations=organisations)

        told_people, told_services = presenters.shown_by_kind(made, 0)

        if 0 < people < 6 or 0 < services < 6:
            assert (told_people, told_services) == (None, None)
        else:
            assert (told_people is None, told_services is None) == (people == 0, services == 0)


class TestMap:
    def test_tells_no_dot_of_fewer_than_six(self, opinions):
        rows = maps.map_rows(opinions, shows_groups=True)

        assert len(rows) == len(opinions.dots)
        assert {row[2] for row in rows if row[2].isdigit()} <= {
            str(dot.people) for dot in opinions.dots if dot.people >= 6
        }
        assert {row[3] for row in rows} == {"Group A", "Group B"}

    def test_is_a_picture_with_words(self, opinions):
        with_groups = maps.draw_opinion_map(opinions, shows_groups=True)
        without = maps.draw_opinion_map(opinions, shows_groups=False)

        assert "24 people" in with_groups.description
        assert "2 groups" in with_groups.description
        assert "Group A" in with_groups.svg
        assert "Group A" not in without.svg
        assert "style=" not in with_groups.svg

    def test_is_not_drawn_of_a_few(self, opinions):
        few = replace(opinions, placed=5, dots=(Dot(0, 0, 5, 0),))

        assert maps.draw_opinion_map(few, shows_groups=False) is None


class TestList:
    def test_comes_in_pages(self, opinions):
        page = listing.list_rows(
            found_of(opinions), texts=TEXTS, asked=listing.read_order("agreed", "0"), limit=5
        )

        assert page.rows[0].number == 0
        assert page.groups == ["Group A", "Group B"]
        assert (page.total, page.next_url, page.first_url) == (12, "?order=agreed&from=5", None)

    def test_puts_what_has_no_votes_yet_last(self, opinions):
        texts = {99: "New"} | TEXTS
        page = listing.list_rows(
            found_of(opinions), texts=texts, asked=listing.read_order("votes", "x"), limit=50
        )

        assert page.rows[-1].number == 99
        assert page.rows[-1].split is None
        assert "fewer than 6" in listing.lede(page, found_of(opinions))

    def test_stands_without_any_votes(self):
        empty = Found(None, None, 0, None)
        page = listing.list_rows(empty, texts=TEXTS, asked=listing.read_order("", ""), limit=50)

        assert len(page.rows) == 12
        assert not page.groups
