from datetime import date
from types import SimpleNamespace

import pytest

from regard.domains.engagement import presenters
from regard.domains.engagement.types import ExerciseRow, InvitationCounts, Stage

TODAY = date(2026, 11, 21)
HEARD = "212 of 1,178 services heard, 260 answers in all."
LEFT = "9 days left, until Monday 30 November."
PASSED = "That day has passed."
NOBODY = InvitationCounts(
    locations=4,
    emails=0,
    sent=0,
    waiting=0,
    bounced=0,
    letters=0,
    printed=0,
    answered=0,
    misdirected=0,
)


def row(**changes):
    given = {
        "exercise_id": 1,
        "slug": "winter",
        "title": "What would keep your staff?",
        "purpose": "",
        "stage": Stage.OPEN,
        "opens_on": date(2026, 11, 1),
        "closes_on": date(2026, 11, 30),
        "reply_by": date(2027, 2, 28),
        "asked": 1178,
        "heard": 212,
        "contributions": 260,
        "points": 702,
        "themes": 34,
    }
    return ExerciseRow(**(given | changes))


def exercise(**changes):
    """Return what the presenter reads of an exercise, without a database."""
    given = {
        "system": SimpleNamespace(slug="northmarch"),
        "slug": "winter",
        "stage": Stage.OPEN,
        "closes_on": date(2026, 11, 30),
        "reply_by": date(2027, 2, 28),
        "criteria": {"sectors": []},
    }
    return SimpleNamespace(**(given | changes))


def next_title(*, questions=1, themes=0, asked=None, **changes):
    counts = InvitationCounts(**(vars(NOBODY) | (asked or {})))
    progress = presenters.Progress(
        questions=questions, audience=4, invitations=counts, themes=themes
    )
    found = presenters.next_step(exercise(**changes), progress, today=TODAY)
    return found and found.title


class TestWhenInWords:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"stage": Stage.DRAFT}, "To open on 1 November 2026"),
            ({}, "Two minutes · closes Monday 30 November"),
            ({"closes_on": TODAY}, "Two minutes · today is the last day"),
            ({"closes_on": date(2026, 11, 22)}, "Two minutes · closes tomorrow"),
            ({"closes_on": date(2026, 11, 20)}, "Closed on 20 November 2026"),
            (
                {"stage": Stage.CLOSED},
                "Closed on 30 November 2026. Everyone hears back by 28 February 2027.",
            ),
            (
                {"stage": Stage.CLOSED, "reply_by": date(2026, 11, 20)},
                f"Closed on 30 November 2026. Everyone hears back by 20 November 2026. {PASSED}",
            ),
            ({"stage": Stage.ANSWERED}, "Closed on 30 November 2026 and answered"),
        ],
    )
    def test_says_what_is_next_and_by_when(self, changes, words):
        assert presenters.when_in_words(row(**changes), today=TODAY) == words


class TestLede:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"stage": Stage.DRAFT}, "This is a draft. Only your team sees it."),
            (
                {},
                f"{HEARD} {LEFT}",
            ),
            (
                {"closes_on": TODAY},
                f"{HEARD} Today is the last day.",
            ),
            (
                {"closes_on": date(2026, 11, 20), "asked": 0},
                "It closed on 20 November 2026.",
            ),
            (
                {"stage": Stage.ANSWERED},
                "212 of 1,178 services heard, 260 answers in all. 702 points made, in 34 themes.",
            ),
            (
                {"heard": 3},
                f"Too few of 1,178 services heard yet to say how many. {LEFT}",
            ),
        ],
    )
    def test_is_the_finding_in_numbers(self, changes, words):
        assert presenters.lede(row(**changes), today=TODAY, shows_few=False) == words


class TestListLede:
    def test_counts_stages_but_no_drafts(self):
        stages = (Stage.OPEN, Stage.ANSWERED, Stage.ANSWERED, Stage.DRAFT)

        lede = presenters.list_lede([row(stage=stage) for stage in stages])

        assert lede.startswith("1 open now, 2 answered.")

    def test_is_empty_where_nothing_was_asked(self):
        assert presenters.list_lede([row(stage=Stage.DRAFT)]) == ""


class TestFigures:
    def test_counts_answers_while_it_is_open_and_themes_afterwards(self):
        opened = presenters.figures(row())
        closed = presenters.figures(row(stage=Stage.CLOSED, asked=0))

        assert [number for number, _ in opened] == [1178, 212, 260, 702]
        assert opened[1][1] == "of those services heard (18%)"
        assert [number for number, _ in closed] == [0, 212, 702, 34]
        assert closed[2][1] == "points made in 260 answers"


class TestNextStep:
    @pytest.mark.parametrize(
        ("changes", "title"),
        [
            ({"stage": Stage.DRAFT, "questions": 0}, "Write the questions"),
            ({"stage": Stage.DRAFT, "criteria": {}}, "Choose whom you ask"),
            ({"stage": Stage.DRAFT}, "Open it"),
            ({"closes_on": date(2026, 11, 20)}, "Close it"),
            ({}, "Send the invitations"),
            ({"asked": {"emails": 3, "letters": 1}}, "Print the letters"),
            ({"asked": {"emails": 3, "letters": 1, "printed": 1}}, "See who is missing"),
            ({"stage": Stage.CLOSED}, "Find the themes"),
            ({"stage": Stage.CLOSED, "themes": 2}, "Go on with the themes"),
            ({"stage": Stage.ANSWERED}, None),
        ],
    )
    def test_is_the_one_thing_to_do_now(self, changes, title):
        assert next_title(**changes) == title


class TestNextInvitation:
    @pytest.mark.parametrize(
        ("changes", "title"),
        [
            ({}, "Send the invitations"),
            ({"emails": 4, "waiting": 1}, "Send the invitations"),
            ({"emails": 3, "letters": 1}, "Print the letters"),
            ({"emails": 4}, "Remind those who have not answered"),
        ],
    )
    def test_is_to_ask_then_post_then_remind(self, changes, title):
        counts = InvitationCounts(**(vars(NOBODY) | changes))

        assert presenters.next_invitation(exercise(), counts).title == title


class TestThread:
    def test_says_that_a_reply_is_on_its_way_or_late(self):
        answered = presenters.thread(exercise(stage=Stage.ANSWERED), reply_url="", today=TODAY)
        late = presenters.thread(
            exercise(stage=Stage.CLOSED), reply_url="", today=date(2027, 3, 1)
        )

        assert "on its way" in answered[-1].words
        assert "we are late" in late[-1].words
        assert [moment.is_open for moment in late] == [False, False, True, True]
