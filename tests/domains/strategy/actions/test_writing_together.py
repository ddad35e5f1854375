import random

import pytest

from regard.domains.engagement.actions import CannotEditThemes, merge_themes
from regard.domains.strategy import actions, queries
from regard.domains.strategy.actions import CannotRemove, CannotWrite
from regard.domains.strategy.models import PassageRevision, RemovedPassage, RevisionCause
from regard.domains.strategy.rules.merging import merge
from regard.domains.strategy.types import PassageKind, Place, Words
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotFound
from tests.factories.engagement import ThemeFactory
from tests.factories.strategy import (
    DECIDED,
    PUBLISHED,
    PassageFactory,
    Story,
    StrategyFactory,
)

pytestmark = pytest.mark.django_db

CHANCE = 0.6
"""That a writer fetches the words anew after saving, and does not go on in an old form."""

WHO = {"by": "person:1", "at": DECIDED}
OTHER = {"by": "person:2", "at": PUBLISHED}


def edit(passage, words, revision=1, **who):
    return actions.edit_passage(
        strategy=passage.strategy, key=passage.key, words=words, revision=revision, **(who or WHO)
    )


class TestAddPassage:
    def test_adds_it_where_it_is_to_stand_with_the_next_number(self):
        strategy = StrategyFactory()
        made = [
            actions.add_passage(
                strategy=strategy, words=Words(name, "Words."), ref="", place=Place(), **WHO
            )
            for name in ("C", "B", "A")
        ]
        below = actions.add_passage(
            strategy=strategy,
            words=Words("B under", "", PassageKind.COMMITMENT),
            ref="",
            place=Place(under=made[1].key),
            **WHO,
        )

        lines = queries.list_outline(strategy=strategy)
        assert [(line.heading, line.ref, line.depth) for line in lines] == [
            ("A", "3", 0),
            ("B", "2", 0),
            ("B under", "2.1", 1),
            ("C", "1", 0),
        ]
        assert [each.key for each in made] == ["p1", "p2", "p3"]
        assert below.kind == PassageKind.COMMITMENT
        assert PassageRevision.objects.filter(number=1).count() == 4

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"ref": "2.4"}, "There is a passage 2.4 already"),
            ({"ref": "x"}, "a number such as"),
            ({"words": Words(" ", "")}, "a heading"),
            ({"place": Place(under="p999999")}, "no such place"),
        ],
    )
    def test_refuses_what_cannot_be(self, change, words):
        strategy = PassageFactory().strategy
        given = {"words": Words("A", ""), "ref": "", "place": Place()} | change

        with pytest.raises(CannotWrite, match=words):
            actions.add_passage(strategy=strategy, **given, **WHO)


class TestEditPassage:
    def test_keeps_every_wording_with_why_and_what_led_to_it(self):
        story = Story().decides()
        words = Words(
            "Travel",
            "We pay.\r\n",
            because="Heard it",
            theme_ids=(story.theme.pk,),
            point_ids=(story.person.pk,),
        )

        changed = edit(story.passage, words)

        assert (changed.revision, changed.text) == (2, "We pay.")
        first, second = PassageRevision.objects.order_by("number")
        assert (first.text, first.by) == (story.passage.text, "")
        assert (second.text, second.because, second.by) == ("We pay.", "Heard it", "person:1")
        assert RevisionCause.objects.filter(revision=second).count() == 2
        assert Entry.objects.filter(event="passage.written").count() == 1

    def test_keeps_a_theme_that_led_to_it_from_being_merged_away(self):
        story = Story()
        passage = PassageFactory(strategy=story.strategy)
        edit(passage, Words("Travel", "We pay.", theme_ids=(story.theme.pk,)))

        with pytest.raises(CannotEditThemes, match="strategy"):
            merge_themes(into=ThemeFactory(exercise=story.exercise), themes=[story.theme], **WHO)

    def test_refuses_what_somebody_else_changed_meanwhile_and_saves_nothing(self):
        passage = PassageFactory()
        edit(passage, Words("Travel", "Theirs."), **OTHER)

        with pytest.raises(actions.EditedMeanwhile, match="Somebody else changed") as refusal:
            edit(passage, Words("Travel", "Mine."))

        assert refusal.value.passage.text == "Theirs."
        passage.refresh_from_db()
        assert passage.text == "Theirs."

    def test_takes_the_same_words_from_both(self):
        passage = PassageFactory()
        edit(passage, Words("Travel", "Both."), **OTHER)

        assert edit(passage, Words("Travel", "Both.")).revision == 2

    def test_says_that_it_was_taken_out_meanwhile(self):
        passage = PassageFactory()
        actions.remove_passage(strategy=passage.strategy, ref="2.4", why="Done", **OTHER)

        with pytest.raises(actions.RemovedMeanwhile, match="took passage") as refusal:
            edit(passage, Words("Travel", "Mine."))

        assert refusal.value.removed.why == "Done"

    def test_refuses_a_cause_that_was_said_elsewhere(self):
        story = Story().decides()

        with pytest.raises(CannotWrite, match="no theme"):
            edit(story.passage, Words("A", "B", theme_ids=(ThemeFactory().pk,)))

    def test_keeps_another_kind_without_another_revision(self):
        passage = PassageFactory()

        changed = edit(passage, Words(passage.heading, passage.text, PassageKind.VISION))

        assert (changed.kind, changed.revision) == (PassageKind.VISION, 1)

    def test_knows_no_passage_that_never_was(self):
        with pytest.raises(NotFound):
            actions.edit_passage(
                strategy=StrategyFactory(), key="p9", words=Words("A", ""), revision=1, **WHO
            )


class TestRemovePassage:
    def test_keeps_its_last_words_and_lets_what_stands_under_it_go_up(self):
        strategy = StrategyFactory()
        for ref in ("1", "1.1", "1.1.1", "2"):
            actions.write_passage(strategy=strategy, ref=ref, heading=ref, text="W.", **WHO)

        actions.remove_passage(strategy=strategy, ref="1.1", why="Not ours to do", **WHO)

        lines = queries.list_outline(strategy=strategy)
        assert [(line.ref, line.depth) for line in lines] == [("1", 0), ("1.1.1", 1), ("2", 0)]
        removed = RemovedPassage.objects.get()
        assert (removed.ref, removed.text, removed.why) == ("1.1", "W.", "Not ours to do")

    def test_refuses_one_that_an_outcome_names_besides_another(self):
        story = Story().decides()
        other = PassageFactory(strategy=story.strategy, ref="3")
        story.adopted.more_passages.create(strategy=story.strategy, passage=other)

        with pytest.raises(CannotRemove, match="An outcome names passage 3"):
            actions.remove_passage(strategy=story.strategy, ref="3", **WHO)


class TestRestorePassage:
    def test_puts_it_back_under_its_key_and_number(self):
        passage = PassageFactory()
        actions.remove_passage(strategy=passage.strategy, ref="2.4", **WHO)

        back = actions.restore_passage(
            strategy=passage.strategy, key=passage.key, words=Words("Travel", "Mine."), **WHO
        )

        assert (back.key, back.ref, back.text) == (passage.key, "2.4", "Mine.")
        assert not RemovedPassage.objects.exists()

    def test_refuses_what_was_not_taken_out(self):
        with pytest.raises(NotFound):
            actions.restore_passage(
                strategy=StrategyFactory(), key="p1", words=Words("A", ""), **WHO
            )


class TestAWrittenPassage:
    def test_is_never_changed_once_published_nor_are_its_revisions(self):
        story = Story().decides()
        edit(story.passage, Words("Travel", "We pay."))
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)

        with pytest.raises(CannotWrite, match="never changes"):
            edit(story.passage, Words("Travel", "Else."), revision=2)
        with pytest.raises(Exception, match="written on the way"):
            PassageRevision.objects.update(text="Forged.")

    def test_can_be_moved_and_named_by_outcomes_as_before(self):
        story = Story().decides()

        actions.move_passage(strategy=story.strategy, ref=story.passage.key, places=1, **WHO)

        assert story.passage.outcomes.count() == 1


class TestManyWriters:
    @pytest.mark.parametrize("seed", range(5))
    def test_lose_no_word_whoever_saves_first(self, seed):
        """Each adds words to what they once fetched; whoever is refused puts both together."""
        dice = random.Random(seed)  # noqa: S311 (the same in every run)
        passage = PassageFactory(text="We pay. We wait. We ask.\n\nWe tell. We go on. We end.")
        first = (1, passage.text, passage.text)
        forms = dict.fromkeys(("ann", "ben", "cy"), first)
        said = []
        for number in range(24):
            who = dice.choice(sorted(forms))
            revision, base, words = forms[who]
            said.append(f"word{number}")
            place = dice.choice([i for i, letter in enumerate(words) if letter == "."])
            mine = f"{words[:place]} {said[-1]}{words[place:]}"
            try:
                saved = edit(passage, Words("Travel", mine), revision=revision)
            except actions.EditedMeanwhile as refusal:
                now = refusal.passage
                both = merge(base=base, theirs=now.text, mine=mine).text
                saved = edit(passage, Words("Travel", both), revision=now.revision)
            looks_again = dice.random() < CHANCE
            forms[who] = (
                (saved.revision, saved.text, saved.text) if looks_again else (revision, base, mine)
            )

        passage.refresh_from_db()
        assert [word for word in said if word not in passage.text] == []
