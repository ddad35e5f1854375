from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement import presenters
from regard.domains.engagement.presenters.history import history
from regard.domains.engagement.presenters.quotes import excerpt
from regard.domains.engagement.queries.history import Deed
from regard.domains.engagement.queries.tallies import Tally
from regard.domains.engagement.types import (
    ExerciseRow,
    PointRow,
    Stage,
    Stance,
    ThemeRow,
    ThemeState,
    Visibility,
)

ROW = {
    "exercise_id": 1,
    "slug": "winter",
    "title": "What would help?",
    "purpose": "",
    "stage": Stage.CLOSED,
    "opens_on": date(2026, 11, 1),
    "closes_on": date(2026, 11, 30),
    "reply_by": date(2027, 2, 28),
    "asked": 100,
    "heard": 40,
    "contributions": 42,
    "points": 40,
    "themes": 3,
}


def theme(**changes):
    known = {
        "theme_id": 1,
        "exercise_id": 1,
        "parent_id": None,
        "title": "Nobody pays them to drive",
        "summary": "",
        "terms": (),
        "state": ThemeState.PROPOSED,
        "named_by": "machine",
        "submissions": 9,
        "arguments": 4,
        "organisations": 3,
        "points": 10,
        "own_points": 10,
        "points_for": 6,
        "points_against": 1,
        "points_unclear": 3,
        "unsure": 0,
        "campaign": 1,
        "signed_off_by": "",
        "signed_off_at": None,
    }
    return ThemeRow(**(known | changes))


def point(**changes):
    text = "Nobody pays them to drive between calls."
    known = {
        "point_id": 1,
        "exercise_id": 1,
        "theme_ids": (1,),
        "stances": (Stance.UNCLEAR,),
        "contribution_id": 1,
        "receipt": "NM-1",
        "text": text,
        "question": "What would help?",
        "answer_text": text,
        "start": 0,
        "end": len(text),
        "who": "Home care, Westmere",
        "how": "by telephone",
        "said_on": date(2026, 11, 14),
        "visibility": Visibility.TEAM,
        "is_unsure": False,
        "argument": 3,
        "decided_by": "",
    }
    return PointRow(**(known | changes))


def tally(**changes):
    known = {"points": 10, "in_themes": 8, "alone": 2, "alone_hidden": 0, "unsure": 0}
    return Tally(**(known | {"services": 7, "others": 0} | changes))


class TestExcerpt:
    def test_shows_all_of_a_short_answer(self):
        assert excerpt("We need pay.", start=3, end=11, limit=100) == (
            "We need pay.",
            (3, 11),
        )

    def test_cuts_between_words_and_says_so(self):
        text = f"{'before ' * 40}THE POINT{' after' * 40}"
        start = text.index("THE")

        words, (first, last) = excerpt(text, start=start, end=start + 9, limit=60)

        assert words[first:last] == "THE POINT"
        assert words.startswith("… before")
        assert words.endswith("after …")

    @given(st.data())
    def test_always_holds_the_whole_point_where_it_says(self, data):
        text = data.draw(st.text(alphabet="ab \n", min_size=1, max_size=400))
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        limit = data.draw(st.integers(0, 500))

        words, (first, last) = excerpt(text, start=start, end=end, limit=limit)

        assert words[first:last] == text[start:end]
        assert len(words) <= max(limit, end - start) + 4


class TestCards:
    def test_does_not_quote_again_what_the_title_quotes(self):
        other = point(point_id=2, text="Mileage is too low.", answer_text="Mileage is too low.")

        [card] = presenters.cards([theme()], quotes={1: [point(), other]}, names={})

        assert [quote.point_id for quote in card.quotes] == [2]

    def test_nor_what_says_it_in_nearly_the_same_words(self):
        nearly = point(
            text="Nobody pays them, to drive!", answer_text="Nobody pays them, to drive!"
        )

        [card] = presenters.cards([theme()], quotes={1: [nearly, point(text="Rota.")]}, names={})

        assert len(card.quotes) == 1
        assert not card.quotes[0].words.startswith("Nobody pays them,")

    def test_quotes_it_where_there_is_nothing_else(self):
        [card] = presenters.cards([theme()], quotes={1: [point()]}, names={})

        assert len(card.quotes) == 1
        assert card.quotes[0].who == "Home care, Westmere · by telephone · 14 November 2026"

    def test_has_no_quotes_of_what_nobody_may_read(self):
        [card] = presenters.cards([theme()], quotes={}, names={})

        assert card.quotes == []


class TestThemeTag:
    @pytest.mark.parametrize(
        ("row", "tag"),
        [
            (theme(), "Proposed by the machine"),
            (theme(named_by="person:1"), "Not yet signed off"),
            (theme(state=ThemeState.SIGNED_OFF), "Signed off"),
            (theme(state=ThemeState.SIGNED_OFF, signed_off_by="person:1"), "Signed off by Ann"),
        ],
    )
    def test_says_who_decided(self, row, tag):
        assert presenters.theme_tag(row, names={"person:1": "Ann"})[0] == tag


class TestCampaignWords:
    def test_tells_a_campaign_from_two_who_found_the_same_words(self):
        assert presenters.campaign_words(theme(campaign=64)) == "64 used nearly the same words"
        assert presenters.campaign_words(theme(campaign=2)) == ""


class TestThemesLede:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"points": 0}, "Nothing has been said in words yet."),
            (
                {},
                (
                    "10 points from 7 services. "
                    "8 are in a theme; 2 stand alone and are shown in full."
                ),
            ),
            (
                {"in_themes": 1, "alone": 1, "services": 3, "others": 1},
                (
                    "10 points from fewer than 6 services and 1 person or group. "
                    "1 is in a theme; 1 stands alone and is shown in full."
                ),
            ),
            (
                {"in_themes": 10, "alone": 0, "services": 0, "others": 5},
                "10 points from 5 people and groups. Every one is in a theme.",
            ),
            ({"in_themes": 0, "alone": 10}, "10 points from 7 services."),
        ],
    )
    def test_says_how_much_was_said_and_where_it_stands(self, changes, words):
        assert presenters.themes_lede(tally(**changes)) == words


class TestThemeStep:
    def test_offers_to_group_then_to_go_through_doubts_then_to_sign_off(self):
        assert presenters.theme_step([], tally=tally(points=0)) is None
        assert presenters.theme_step([], tally=tally()).is_post
        assert presenters.theme_step([theme()], tally=tally(unsure=2)).page == "unsure"
        step = presenters.theme_step([theme()], tally=tally())
        assert (step.title, step.theme_id) == ("1 theme still to be signed off", 1)

    def test_has_nothing_to_say_once_all_is_signed_off(self):
        done = [theme(state=ThemeState.SIGNED_OFF), theme(points=0)]

        assert presenters.theme_step(done, tally=tally()) is None


class TestAloneLede:
    def test_counts_what_this_reader_is_not_shown(self):
        assert presenters.alone_lede(tally(alone=1), shows_who=False) == (
            "1 point is like no other, and shown in full."
        )
        assert presenters.alone_lede(tally(alone=3, alone_hidden=1), shows_who=False) == (
            "2 points are like no other, and shown in full. 1 more was said to the team only."
        )
        assert "3 points" in presenters.alone_lede(tally(alone=3, alone_hidden=1), shows_who=True)


class TestQuotesOf:
    def test_says_how_many_used_nearly_the_same_words(self):
        rows = [point(argument=3), point(argument=4), point(argument=None)]

        copies = [quote.copies for quote in presenters.quotes_of(rows, copies={3: 9, 0: 5})]

        assert copies == [9, 1, 1]


class TestThemeChoices:
    def test_narrows_by_state_and_says_where_one_is(self):
        rows = [theme(), theme(), theme(state=ThemeState.SIGNED_OFF)]

        choices = presenters.theme_choices(rows, show="proposed")

        assert choices == [
            ("All 3", "?", False),
            ("Signed off, 1", "?show=signed-off", False),
            ("To be signed off, 2", "?show=proposed", True),
        ]
        assert presenters.theme_choices(rows, show="nonsense")[0][2]


class TestHistory:
    @pytest.mark.parametrize(
        ("event", "detail", "own", "outside"),
        [
            (
                "theme.points_moved",
                {"theme": 2, "points": [1, 2], "from": [1]},
                "2 points moved here",
                "Points moved to another theme",
            ),
            (
                "theme.points_moved",
                {"theme": None, "points": [1], "from": [1]},
                "1 point moved here",
                "Points left to stand alone",
            ),
            (
                "theme.merged",
                {"themes": [2], "titles": ["Pay"], "points": 3},
                "Took in “Pay”",
                "Merged into another theme",
            ),
            (
                "theme.split",
                {"theme": 2, "title": "Petrol", "points": [1]},
                "1 point became “Petrol”",
                "Made of 1 point of another theme",
            ),
            (
                "theme.made",
                {"points": [1, 2], "from": [1]},
                "Made of 2 points",
                "Points went to a new theme",
            ),
        ],
    )
    def test_tells_it_from_either_side(self, event, detail, own, outside):
        at = datetime(2026, 12, 2, 9, tzinfo=UTC)

        lines = history(
            [Deed(event, is_own, "Ann", at, detail) for is_own in (True, False)],
            names_people=True,
        )

        assert [line.words for line in lines] == [own, outside]
        assert lines[0].who == "Ann, 2 December 2026, 9.00 am"

    @pytest.mark.parametrize(
        ("event", "detail", "words"),
        [
            ("theme.renamed", {"from": "A", "to": "B"}, "Named, in place of “A”"),
            ("theme.signed_off", {"title": "B", "points": 4}, "Signed off, with 4 points"),
            ("theme.sign_off_taken_back", {"signed_off_by": "x"}, "Sign-off taken back"),
        ],
    )
    def test_names_nobody_to_who_may_not_know(self, event, detail, words):
        at = datetime(2026, 12, 2, 9, tzinfo=UTC)

        [line] = history([Deed(event, True, "Ann", at, detail)], names_people=False)

        assert (line.words, line.who) == (words, "2 December 2026, 9.00 am")

    def test_tells_once_what_was_done_several_times(self):
        at = datetime(2026, 12, 2, 9, tzinfo=UTC)
        deed = Deed("theme.made", False, "Ann", at, {"points": [1], "from": [1]})

        lines = history([deed, deed, deed], names_people=True)

        assert [line.words for line in lines] == ["Points went to a new theme (3 times)"]

    def test_tells_that_points_were_confirmed(self):
        at = datetime(2026, 12, 2, 9, tzinfo=UTC)
        deed = Deed("theme.points_kept", False, "Ann", at, {"points": [1], "themes": [1]})

        assert history([deed], names_people=True)[0].words == "Points confirmed by a person"


class TestSaidWords:
    def test_says_when_it_is_published_or_how_much_there_is(self):
        row = ExerciseRow(**(ROW | {"stage": Stage.ANSWERED}))

        assert presenters.said_words(row).startswith("40 points, no distinct")
        assert "published by 28 February 2027" in presenters.said_words(ExerciseRow(**ROW))

    def test_says_how_many_are_answered(self):
        answered = ExerciseRow(**(ROW | {"stage": Stage.ANSWERED}))

        assert presenters.said_lede([]) == "Nothing has been asked yet."
        assert "None has been answered" in presenters.said_lede([ExerciseRow(**ROW)])
        assert "all that was said in 1," in presenters.said_lede([answered])
