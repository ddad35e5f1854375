"""The fast search in columns beside an obvious slow one, over made-up registers."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.register.rules import facets, finding, paging
from regard.domains.register.rules.columns import NEVER, NUMBERS, PLACED, Told, build
from regard.domains.register.types import NOT_RATED, Criteria, Sort, Stretch

KINDS = finding.KINDS
SECTORS = finding.SECTORS
RATINGS = ("", "Good", "Outstanding", "Odd")
PEOPLE = ("", "Dementia", "Dementia|Eating disorders")

services = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.integers(0, len(KINDS) - 1),
            "sector": st.integers(0, len(SECTORS) - 1),
            "organisation": st.integers(1, 4),
            "brand": st.sampled_from(("", "BD1", "BD2")),
            "rating": st.sampled_from(RATINGS),
            "people": st.sampled_from(PEOPLE),
            "name": st.sampled_from(("Ash", "ash", "Elm", "Élan", "Oak House", "")),
            "town": st.sampled_from(("", "Boston", "lincoln", "Leeds")),
            "beds": st.integers(-1, 90),
            "dormant": st.integers(-1, 1),
            "regulated": st.integers(0, 1),
            "ended": st.sampled_from((NEVER, 100)),
            "registered": st.integers(0, 3),
        }
    ),
    max_size=25,
)

criteria = st.builds(
    Criteria,
    service_types=st.lists(st.sampled_from(KINDS), max_size=2).map(tuple),
    sectors=st.lists(st.sampled_from(SECTORS), max_size=2).map(tuple),
    ratings=st.lists(st.sampled_from(("Good", "Odd", "Never", NOT_RATED)), max_size=2).map(tuple),
    people_served=st.lists(st.sampled_from(("Dementia", "Nobody")), max_size=1).map(tuple),
    brand_ids=st.lists(st.sampled_from(("BD1", "BD9")), max_size=1).map(tuple),
    is_regulated=st.sampled_from((None, True, False)),
    is_dormant=st.sampled_from((None, True, False)),
)


def columns_of(rows, first=1):
    numbers = {name: np.zeros(len(rows), np.int64) for name in NUMBERS}
    numbers |= {"longitude": np.zeros(len(rows)), "latitude": np.zeros(len(rows))}
    for name in (
        "kind",
        "sector",
        "organisation",
        "beds",
        "dormant",
        "regulated",
        "ended",
        "registered",
    ):
        numbers[name] = np.array([row[name] for row in rows], np.int64)
    numbers["service"] = np.arange(first, first + len(rows))
    numbers["location"] = np.arange(first, first + len(rows)) + 1000
    numbers["began"] = np.full(len(rows), -NEVER)
    texts = {
        name: [row[name] for row in rows] for name in ("name", "town", "brand", "rating", "people")
    }
    placed = {name: np.array([], np.int64) for name in PLACED}
    return Told(numbers=numbers, texts=texts, placed=placed)


def ground_of(scene):
    rows = np.flatnonzero(scene.live)
    none = np.zeros(len(rows), np.int64)
    empty = np.array([], np.int64)
    return finding.Ground(rows, none, none, (empty, empty))


TESTS = {
    "service_types": lambda row, c: KINDS[row["kind"]] in c.service_types,
    "sectors": lambda row, c: SECTORS[row["sector"]] in c.sectors,
    "ratings": lambda row, c: (row["rating"] or NOT_RATED) in c.ratings,
    "people_served": lambda row, c: bool(set(row["people"].split("|")) & set(c.people_served)),
    "brand_ids": lambda row, c: row["brand"] in c.brand_ids,
    "is_regulated": lambda row, c: bool(row["regulated"]) is c.is_regulated,
    "is_dormant": lambda row, c: row["dormant"] >= 0 and bool(row["dormant"]) is c.is_dormant,
}


def slowly(rows, c, leaving_out=None):
    """Return the places of the live rows that meet every filter but one."""
    return [
        place
        for place, row in enumerate(rows)
        if row["ended"] == NEVER
        and all(
            test(row, c)
            for name, test in TESTS.items()
            if finding.chosen(c, name) and name != leaving_out
        )
    ]


@given(services, criteria)
def test_narrow_finds_and_counts_what_the_slow_way_does(rows, c):
    scene = finding.as_it_is(build(columns_of(rows)))

    found = finding.narrow(
        scene, ground_of(scene), c, facets=["ratings", "people_served", "sectors"]
    )

    assert found.rows.tolist() == slowly(rows, c)
    rated = [rows[place]["rating"] or NOT_RATED for place in slowly(rows, c, "ratings")]
    assert found.counts["ratings"] == Counter(rated)
    served = [rows[place]["people"].split("|") for place in slowly(rows, c, "people_served")]
    assert found.counts["people_served"] == Counter(
        kind for kinds in served for kind in kinds if kind
    )


@given(services)
def test_size_counts_live_services_of_the_group_or_else_the_provider(rows):
    scene = finding.as_it_is(build(columns_of(rows)))

    keys = [row["brand"] or row["organisation"] for row in rows]
    live = Counter(key for key, row in zip(keys, rows, strict=True) if row["ended"] == NEVER)
    assert scene.services.tolist() == [live[key] for key in keys]


@given(services, st.sampled_from(Sort), st.integers(1, 4))
def test_pages_lead_through_everything_and_back(rows, sort, limit):
    scene = finding.as_it_is(build(columns_of(rows)))
    live = ground_of(scene).rows
    order = paging.Order(sort, ("ash",))
    whole = paging.in_order(scene, live, order).tolist()

    forwards, after = [], None
    while True:
        cut = paging.cut(scene, live, order=order, stretch=Stretch(limit, after=after))
        assert cut.first == len(forwards)
        forwards += cut.rows.tolist()
        if not cut.is_more:
            break
        after = paging.write_cursor(scene, cut.rows[-1], order)
    assert forwards == whole

    backwards, before = [], ""
    while True:
        cut = paging.cut(scene, live, order=order, stretch=Stretch(limit, before=before))
        backwards = cut.rows.tolist() + backwards
        if not cut.first:
            break
        before = paging.write_cursor(scene, cut.rows[0], order)
    assert backwards == whole


@given(services, services, st.sampled_from(Sort))
def test_a_page_goes_on_where_it_stopped_whatever_came_or_went(rows, others, sort):
    scene = finding.as_it_is(build(columns_of([row | {"ended": NEVER} for row in rows])))
    order = paging.Order(sort, ("elm",))
    if not len(scene.columns) or sort is Sort.SIZE:  # (a provider's size changes with others)
        return
    whole = paging.in_order(scene, ground_of(scene).rows, order)
    row = int(whole[len(whole) // 2])
    cursor = paging.write_cursor(scene, row, order)
    location = int(scene.columns["location"][row])
    later = build(columns_of(others, first=500), scene.columns, [location])

    after = finding.as_it_is(later)
    cut = paging.cut(
        after, ground_of(after).rows, order=order, stretch=Stretch(1000, after=cursor)
    )

    ahead = {int(scene.columns["service"][place]) for place in whole[len(whole) // 2 + 1 :]}
    found = set(later["service"][cut.rows].tolist())
    assert ahead == {service for service in found if service < 500}


@given(
    st.text(max_size=60) | st.sampled_from(['[1,"a",2]', '["x","a",2]', "[[],1]", "[9e99,1,1]"])
)
def test_a_cursor_that_cannot_be_read_begins(text):
    for sort in Sort:
        read = paging.read_cursor(text, sort)
        assert read is None or (isinstance(read[1], str) and isinstance(read[2], int))


@given(services, services)
def test_what_was_told_anew_takes_the_place_of_what_was_known(rows, others):
    old = build(columns_of(rows))
    gone = old["location"][: len(rows) // 2].tolist()

    new = build(columns_of(others, first=500), old, gone)

    expected = old["service"][len(gone) :].tolist() + list(range(500, 500 + len(others)))
    assert sorted(new["service"].tolist()) == sorted(expected)
    assert [service for _, service in new.by_name] == [
        service for _, service in sorted(zip(new.names, new["service"].tolist(), strict=True))
    ]


def worked_out(columns):
    """Return what is worked out of columns, in words that do not hang on the order of codes."""
    rows, people, kinds = columns.services_of_people
    return {
        "names": columns.name_rank.tolist(),
        "towns": [columns.towns[rank // 2] for rank in columns.town_rank],
        "locations": [each.tolist() for each in columns.locations],
        "councils": [each.tolist() for each in columns.councils],
        "people": sorted((row, kinds[kind]) for row, kind in zip(rows, people, strict=True)),
        "systems": [each.tolist() for each in columns.services_of_systems],
        "sorted": [
            columns[name][columns.sorted_by(name)[0]].tolist() for name in ("beds", "kind")
        ],
    }


@given(services, services, st.booleans())
def test_services_that_change_keep_their_rows_and_all_that_is_worked_out_is_true(
    rows, others, is_known
):
    half = min(len(rows), len(others))
    old = build(columns_of(rows))
    if is_known:
        worked_out(old)
    changed = columns_of(others[:half])

    new = build(changed, old, old["location"][:half].tolist())

    anew = build(columns_of([*others[:half], *rows[half:]]))
    assert new["service"].tolist() == anew["service"].tolist()
    assert new.by_name == anew.by_name
    assert worked_out(new) == worked_out(anew)
    assert worked_out(old) == worked_out(build(columns_of(rows)))


def test_what_did_not_change_is_kept_as_it_was():
    row = dict.fromkeys(("kind", "sector", "organisation", "dormant", "regulated"), 1)
    row |= dict.fromkeys(("brand", "rating", "people", "town"), "")
    row |= {"name": "Ash", "beds": 3, "ended": NEVER, "registered": 0}
    old = build(columns_of([row, row | {"name": "Oak"}]))
    worked_out(old)

    new = build(columns_of([row | {"name": "Elm"}]), old, [1001])

    assert new.names.tolist() == ["elm", "oak"]
    assert new["beds"] is old["beds"]
    assert new.locations is old.locations


class TestPick:
    def test_shows_the_most_important_and_what_was_chosen(self):
        counts = {"council_ids": {number: number for number in range(1, 30)}}

        picked = facets.pick(counts, criteria=Criteria(council_ids=(1, 77)), in_full=())

        values = [value for value, _ in picked["council_ids"]]
        assert values == [29, 28, 27, 26, 25, 24, 23, 22, 1, 77]

    def test_shows_all_where_all_are_wanted(self):
        counts = {"council_ids": dict.fromkeys(range(30), 1)}

        picked = facets.pick(counts, criteria=Criteria(), in_full=["council"])

        assert len(picked["council_ids"]) == 30

    def test_keeps_ratings_in_their_order_with_none_last(self):
        counts = {"ratings": {"Odd": 9, NOT_RATED: 50, "Good": 1, "Outstanding": 1}}

        picked = facets.pick(counts, criteria=Criteria(), in_full=())

        assert [value for value, _ in picked["ratings"]] == [
            "Outstanding",
            "Good",
            "Odd",
            NOT_RATED,
        ]


class TestLabel:
    def test_leaves_out_a_filter_that_can_narrow_nothing(self):
        counts = {"sectors": {SECTORS[0]: 3}, "is_regulated": {True: 2, False: 1}}
        picked = facets.pick(counts, criteria=Criteria(), in_full=())

        [facet] = facets.label(picked, criteria=Criteria(), counts=counts, names={})

        assert [(each.value, each.label, each.count) for each in facet.choices] == [
            ("yes", "Yes", 2),
            ("no", "No", 1),
        ]
        assert not facet.is_narrowing


@pytest.mark.parametrize("sees", [True, False])
def test_reach_is_offered_only_to_those_who_may_view_it(sees):
    assert ("is_reachable" in facets.list_shown(is_in_system=True, sees_reach=sees)) is sees
