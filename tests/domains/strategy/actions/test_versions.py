from datetime import timedelta

import pytest

from regard.domains.strategy import actions, queries
from regard.domains.strategy.actions import CannotWrite
from regard.domains.strategy.models import Meaning, NeedAside, NeedPassage, Strategy
from regard.domains.strategy.types import OutcomeKind, Words
from regard.foundation.accounts.callers import Anyone
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotFound
from tests.factories.accounts import Holder
from tests.factories.strategy import DECIDED, PUBLISHED, NeedFactory, PassageFactory, Story

pytestmark = pytest.mark.django_db

WHO = {"by": "person:1", "at": DECIDED}


def published():
    story = Story().decides()
    story.below = PassageFactory(strategy=story.strategy, ref="2.4.1", parent=story.passage)
    need = NeedFactory(system=story.system)
    NeedPassage.objects.create(strategy=story.strategy, need=need, passage=story.passage)
    NeedAside.objects.create(
        strategy=story.strategy, need=NeedFactory(system=story.system), why="The council does."
    )
    Meaning.objects.create(strategy=story.strategy, passage=story.below, whom="Home care")
    story.strategy.keys_given = 5000
    story.strategy.stage, story.strategy.published_at = "published", PUBLISHED
    story.strategy.save()
    return story


class TestBeginVersion:
    def test_begins_with_all_that_the_last_says(self):
        story = published()

        made = actions.begin_version(strategy=story.strategy, because=" New needs. ", **WHO)

        assert (made.number, made.follows, made.because) == (2, story.strategy, "New needs.")
        assert (made.slug, made.title) == (story.strategy.slug, story.strategy.title)
        old, new = (
            [
                (p.key, p.ref, p.text, p.parent.key if p.parent else None)
                for p in each.passages.all()
            ]
            for each in (story.strategy, made)
        )
        assert sorted(old) == sorted(new)
        assert NeedPassage.objects.get(strategy=made).passage.key == story.passage.key
        assert NeedAside.objects.get(strategy=made).why == "The council does."
        assert Meaning.objects.get(strategy=made).passage.key == story.below.key
        assert not made.outcomes.exists()
        assert not made.exercises.exists()
        assert Entry.objects.get(event="strategy.version_begun").detail["number"] == 2

    def test_gives_new_passages_keys_that_none_had(self):
        made = actions.begin_version(strategy=published().strategy, because="So.", **WHO)

        added = actions.write_passage(strategy=made, ref="9", heading="New", text="W.", **WHO)

        assert added.key == "p5001"

    def test_is_refused_without_why_twice_and_of_a_draft(self):
        strategy = published().strategy

        with pytest.raises(CannotWrite, match="Say why"):
            actions.begin_version(strategy=strategy, because=" ", **WHO)
        made = actions.begin_version(strategy=strategy, because="So.", **WHO)
        for each in (strategy, made):
            with pytest.raises(CannotWrite, match="being written already"):
                actions.begin_version(strategy=each, because="So.", **WHO)

    def test_is_refused_of_what_is_not_the_newest(self):
        strategy = published().strategy
        made = actions.begin_version(strategy=strategy, because="So.", **WHO)
        Strategy.objects.filter(pk=made.pk).update(stage="published", published_at=PUBLISHED)

        with pytest.raises(CannotWrite, match="newer version"):
            actions.begin_version(strategy=strategy, because="So.", **WHO)


class TestWhatChanged:
    def test_says_because_of_whom(self):
        story = published()
        draft = actions.begin_version(strategy=story.strategy, because="So.", **WHO)
        passage = draft.passages.get(key=story.passage.key)
        words = Words("Travel", "We pay more.", because="They asked", theme_ids=(story.theme.pk,))
        actions.edit_passage(strategy=draft, key=passage.key, words=words, revision=1, **WHO)
        actions.remove_passage(strategy=draft, ref=story.below.key, why="Done by now", **WHO)
        lead = Holder(role="Partnership lead", scope=story.system)

        found = queries.compare_versions(before=story.strategy, after=draft)
        reasons = queries.list_reasons(
            before=story.strategy,
            after=draft,
            keys=[change.key for change in found.changes],
            shows_who=queries.may_know_who(versions=[story.strategy, draft], caller=lead),
        )

        assert [(c.key, c.is_reworded, c.is_gone) for c in found.changes] == [
            (passage.key, True, False),
            (story.below.key, False, True),
        ]
        assert reasons[story.below.key][0].words == "Done by now"
        [why] = reasons[passage.key]
        assert (why.words, why.causes[0].words) == ("They asked", story.theme.title)

    def test_names_the_outcome_that_led_to_it(self):
        story = published()
        draft = actions.begin_version(strategy=story.strategy, because="So.", **WHO)
        passage = draft.passages.get(key=story.passage.key)
        draft.outcomes.create(
            system=story.system,
            point=story.home,
            kind=OutcomeKind.ADOPTED,
            reason="It keeps people in work.",
            passage=passage,
            decided_by="person:1",
            decided_at=DECIDED,
        )

        reasons = queries.list_reasons(
            before=story.strategy, after=draft, keys=[passage.key], shows_who=True
        )

        [reason] = reasons[passage.key]
        assert (reason.words, reason.outcome) == ("It keeps people in work.", OutcomeKind.ADOPTED)
        assert reason.causes[0].words == story.home.text


class TestFindPassage:
    def test_leads_to_the_newest_that_is_published(self):
        story = published()
        nobody = Anyone()
        draft = actions.begin_version(strategy=story.strategy, because="So.", **WHO)
        actions.renumber_passages(strategy=draft, **WHO)
        where = {"system": story.system, "slug": draft.slug}

        found = queries.find_passage(**where, key=story.passage.key, caller=nobody)
        assert (found.number, found.ref, found.is_newest) == (1, "2.4", True)

        actions.remove_passage(strategy=draft, ref=story.below.key, **WHO)
        later = PUBLISHED + timedelta(days=9)
        Strategy.objects.filter(pk=draft.pk).update(stage="published", published_at=later)
        found = queries.find_passage(**where, key=story.passage.key, caller=nobody)
        assert (found.number, found.ref, found.is_newest) == (2, "1", True)
        old = queries.find_passage(**where, key=story.below.key, caller=nobody)
        assert (old.number, old.ref, old.is_newest) == (1, "2.4.1", False)

    def test_shows_a_draft_to_those_only_who_may_read_it(self):
        story = Story().decides()
        where = {"system": story.system, "slug": story.strategy.slug, "key": story.passage.key}

        with pytest.raises(NotFound):
            queries.find_passage(**where, caller=Anyone())
        lead = Holder(role="Partnership lead", scope=story.system)
        assert queries.find_passage(**where, caller=lead).is_newest
