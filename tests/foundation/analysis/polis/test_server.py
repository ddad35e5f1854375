"""Against what Polis's own server reckoned for two real conversations, given its groups."""

import json
from functools import cached_property
from pathlib import Path

import numpy as np
import pytest

from regard.foundation.analysis.polis.clusters import (
    NO_GROUP,
    Groups,
    find_groups,
)
from regard.foundation.analysis.polis.matrix import (
    ENOUGH_VOTES,
    FEWEST_PEOPLE,
    Cast,
    collect,
    on_the_map,
)
from regard.foundation.analysis.polis.report import report_on
from regard.foundation.analysis.polis.statistics import count_votes

EXACT = {"rtol": 1e-9, "atol": 1e-9}
CONVERSATIONS = ("25ptpt-3gp-no-strict-with-meta", "150ptpt-3gp-no-strict-no-meta")


def exactly(values):
    return pytest.approx(list(values), rel=1e-9, abs=1e-9)


class Conversation:
    """Votes, and what the server made of them, by statement in our order."""

    def __init__(self, folder: Path):
        self.cast = json.loads((folder / "votes.json").read_text())
        self.published = json.loads((folder / "math-pca2.json").read_text())
        self.tids = self.published["tids"]

    @cached_property
    def votes(self):
        columns = ("participant_id", "statement_id", "vote", "modified")
        rows = Cast(*([row[name] for row in self.cast] for name in columns))
        return collect(rows, statements=self.tids, meta=self.published["meta-tids"])

    @cached_property
    def small(self):
        base = self.published["base-clusters"]
        return dict(zip(base["id"], base["members"], strict=True))

    def labels(self, clusters):
        place = {person: n for n, person in enumerate(self.votes.people.tolist())}
        labels = np.full(len(place), NO_GROUP)
        for number, members in enumerate(clusters):
            labels[[place[person] for person in members]] = number
        return labels

    @cached_property
    def groups(self):
        found = self.published["group-clusters"]
        members = [[p for small in g["members"] for p in self.small[small]] for g in found]
        centres = np.array([group["center"] for group in found])
        small = self.labels(self.small.values())
        return Groups(self.labels(members), small, centres, {})

    @cached_property
    def report(self):
        return report_on(self.votes, groups=self.groups)

    def by_statement(self, name):
        return [self.published[name][str(tid)] for tid in self.tids]

    @cached_property
    def signs(self):
        """Which way round the server's axes are, shape (2, 1)."""
        ours = self.report.map.axes
        theirs = np.array(self.published["pca"]["comps"])
        return np.sign((ours * theirs).sum(axis=1, keepdims=True))


@pytest.fixture(scope="module", params=CONVERSATIONS)
def conversation(request, shared_data):
    return Conversation(shared_data / "votes" / "polis_server_fixtures" / request.param)


def test_it_counts_the_votes_of_each_person(conversation):
    votes = conversation.votes

    counts = dict(zip(map(str, votes.people.tolist()), votes.counts.tolist(), strict=True))
    assert counts == conversation.published["user-vote-counts"]
    assert len(votes.people) == conversation.published["n"]


def test_it_puts_the_same_people_on_the_map(conversation):
    votes = conversation.votes

    chosen = set(votes.people[on_the_map(votes)].tolist())

    theirs = set(conversation.published["in-conv"])
    assert chosen <= theirs
    # the server never lets go of those who made up the number while it was small
    early = set(votes.people[votes.counts < ENOUGH_VOTES][:FEWEST_PEOPLE].tolist())
    assert theirs - chosen <= early


def test_the_map_is_the_servers_mirrored(conversation):
    pca, found = conversation.published["pca"], conversation.report.map

    np.testing.assert_allclose(-found.centre, pca["center"], **EXACT)
    np.testing.assert_allclose(found.axes * conversation.signs, pca["comps"], **EXACT)
    statements = -found.statements.T * conversation.signs
    np.testing.assert_allclose(statements, pca["comment-projection"], **EXACT)
    np.testing.assert_allclose(found.extremity, pca["comment-extremity"], **EXACT)


def test_people_lie_where_the_server_puts_them(conversation):
    base, votes = conversation.published["base-clusters"], conversation.votes
    people = -conversation.report.map.people * conversation.signs.T

    alone = [n for n, members in enumerate(base["members"]) if len(members) == 1]
    places = np.searchsorted(votes.people, [base["members"][n][0] for n in alone])
    theirs = np.column_stack([base["x"], base["y"]])[alone]
    assert len(alone) > 20
    np.testing.assert_allclose(people[places], theirs, **EXACT)


def test_our_own_groups_lie_closer_together_than_the_servers(conversation):
    published, votes = conversation.groups.of_people, conversation.votes
    on_map = on_the_map(votes) & (published != NO_GROUP)
    people = conversation.report.map.people

    ours = find_groups(people, on_map=on_map)

    assert ours.number == published.max() + 1
    placed = people[on_map]
    assert _spread(placed, ours.of_people[on_map]) < _spread(placed, published[on_map])


def _spread(people, labels):
    """Sum the squared distances to the middles of groups: what k-means makes small."""
    groups = (people[labels == label] for label in np.unique(labels))
    return sum(((group - group.mean(axis=0)) ** 2).sum() for group in groups)


def test_votes_of_small_clusters_are_the_servers(conversation):
    counts = count_votes(conversation.votes, conversation.groups.small)

    published = conversation.by_statement("votes-base")
    for ours, letter in (counts.agreed, "A"), (counts.disagreed, "D"), (counts.seen, "S"):
        np.testing.assert_array_equal(ours.T, [one[letter] for one in published])


def test_votes_of_groups_are_the_servers(conversation):
    counts = conversation.report.counts
    for number, group in enumerate(conversation.published["group-votes"].values()):
        theirs = [group["votes"][str(tid)] for tid in conversation.tids]
        for ours, letter in (counts.agreed, "A"), (counts.disagreed, "D"), (counts.seen, "S"):
            np.testing.assert_array_equal(ours[number], [one[letter] for one in theirs])


def test_consensus_across_groups_is_the_servers(conversation):
    theirs = conversation.by_statement("group-aware-consensus")
    np.testing.assert_allclose(conversation.report.across_groups, theirs, **EXACT)


def test_priorities_are_the_servers_and_not_in_doubt(conversation):
    theirs = conversation.by_statement("comment-priorities")
    np.testing.assert_allclose(conversation.report.priorities, theirs, **EXACT)
    assert conversation.report.doubt is None


def test_consensus_is_the_servers_in_the_same_order(conversation):
    for side in ("agree", "disagree"):
        theirs = conversation.published["consensus"][side]
        ours = getattr(conversation.report, f"{side}d")

        assert [conversation.tids[one.statement] for one in ours] == [t["tid"] for t in theirs]
        assert [one.of_note for one in ours] == [t["n-success"] for t in theirs]
        assert [one.seen for one in ours] == [t["n-trials"] for t in theirs]
        assert [one.share for one in ours] == exactly(t["p-success"] for t in theirs)
        assert [one.test for one in ours] == exactly(t["p-test"] for t in theirs)


def test_representative_statements_are_the_servers_in_the_same_order(conversation):
    theirs = list(conversation.published["repness"].values())
    assert len(theirs) == len(conversation.report.representative)
    for ours, published in zip(conversation.report.representative, theirs, strict=True):
        assert [conversation.tids[one.statement] for one in ours] == [t["tid"] for t in published]
        for one, other in zip(ours, published, strict=True):
            _same(one, other)


def _same(ours, theirs):
    assert ours.agrees == (theirs["repful-for"] == "agree")
    assert ours.is_best_agreed == theirs.get("best-agree", False)
    assert (ours.of_note, ours.seen) == (theirs["n-success"], theirs["n-trials"])
    exact = {"p-success": ours.share, "p-test": ours.test, "repness": ours.ratio}
    for name, value in exact.items():
        assert [value] == exactly([theirs[name]])
    # the server keeps this one in single precision
    assert np.float32(ours.ratio_test) == np.float32(theirs["repness-test"])
