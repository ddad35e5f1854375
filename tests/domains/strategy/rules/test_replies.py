from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.types import (
    Channel,
    ContributorRow,
    PointRow,
    Speaker,
    Stance,
    ThemeRow,
    ThemeState,
    Visibility,
)
from regard.domains.strategy.rules import Frame, Late, choose_channel, compose
from regard.domains.strategy.types import Item, OutcomeKind, OutcomeRow, ReplyChannel

FRAME = Frame("Northmarch care partnership", "Care 2027", "care-2027", "What would help?")
CONTRIBUTOR = ContributorRow(
    contribution_id=3,
    exercise_id=1,
    receipt="NM-7F3K-29",
    name="Jo Field",
    email="jo@example.org",
    telephone="",
    address_lines=(),
    speaker=Speaker.PROVIDER,
    channel=Channel.TELEPHONE,
    visibility=Visibility.TEAM,
    said_on=date(2026, 11, 14),
    location_id=None,
)


def point(point_id, text, *theme_ids):
    return PointRow(
        point_id=point_id,
        exercise_id=1,
        theme_ids=theme_ids,
        stances=(Stance.UNCLEAR,) * len(theme_ids),
        contribution_id=3,
        receipt="NM-7F3K-29",
        text=text,
        question="What would help?",
        answer_text=text,
        start=0,
        end=len(text),
        who="Care home",
        how="by telephone",
        said_on=date(2026, 11, 14),
        visibility=Visibility.TEAM,
        is_unsure=False,
        argument=None,
        decided_by="",
    )


def outcome(**about):
    return OutcomeRow(
        outcome_id=1,
        theme_id=about.get("theme_id"),
        point_id=about.get("point_id"),
        kind=OutcomeKind.ADOPTED,
        reason="It keeps staff.",
        passed_to="",
        passage_ref="1",
        passage_heading="Pay",
        passage_text="We pay.",
        decided_at=datetime(2027, 1, 1, tzinfo=UTC),
    )


THEME = ThemeRow(
    theme_id=5,
    exercise_id=1,
    parent_id=None,
    title="Pay for travel",
    summary="",
    terms=(),
    state=ThemeState.SIGNED_OFF,
    named_by="machine",
    submissions=12,
    arguments=3,
    organisations=8,
    points=14,
    own_points=14,
    points_for=14,
    points_against=0,
    points_unclear=0,
    unsure=0,
    campaign=1,
    signed_off_by="person:1",
    signed_off_at=None,
)
WAITING = replace(THEME, theme_id=6, title="Pay for waiting")
ITEMS = {
    theme.theme_id: Item(1, theme, None, outcome(theme_id=theme.theme_id))
    for theme in (THEME, WAITING)
}


def composed(*points, lone=(), late=None):
    return compose(
        frame=FRAME,
        contributor=CONTRIBUTOR,
        points=points,
        themes=ITEMS,
        own={p.point_id: outcome(point_id=p.point_id) for p in lone},
        late=late,
    )


class TestCompose:
    def test_puts_points_of_one_theme_together_in_the_order_they_were_said(self):
        alone = point(2, "Longer leases.")

        told = composed(
            point(1, "Pay the drive.", 5), alone, point(3, "And the wait.", 5), lone=[alone]
        )

        assert [part.words for part in told.parts] == [
            ("Pay the drive.", "And the wait."),
            ("Longer leases.",),
        ]
        assert [part.point_ids for part in told.parts] == [(1, 3), (2,)]
        assert [part.theme for part in told.parts] == ["Pay for travel", ""]
        assert [part.others for part in told.parts] == [11, 0]

    def test_answers_a_point_in_two_themes_through_both(self):
        told = composed(point(1, "Pay the drive and the wait.", 5, 6), point(2, "The wait.", 6))

        assert [(part.theme, part.point_ids) for part in told.parts] == [
            ("Pay for travel", (1,)),
            ("Pay for waiting", (1, 2)),
        ]

    @given(st.lists(st.frozensets(st.sampled_from([5, 6])), max_size=8))
    def test_loses_no_point_and_none_of_its_themes(self, coded):
        points = [point(n, f"Point {n}.", *sorted(themes)) for n, themes in enumerate(coded)]

        told = composed(*points, lone=[p for p in points if not p.theme_ids])

        answered = {(n, part.theme) for part in told.parts for n in part.point_ids}
        titles = {5: "Pay for travel", 6: "Pay for waiting"}
        assert answered == {
            (p.point_id, title)
            for p in points
            for title in ([titles[n] for n in p.theme_ids] or [""])
        }

    def test_tells_who_it_is_for_and_how_they_spoke(self):
        told = composed()

        assert (told.name, told.receipt, told.how) == ("Jo Field", "NM-7F3K-29", "by telephone")
        assert (told.asked, told.parts) == ("What would help?", ())

    def test_fails_rather_than_leave_a_point_without_an_answer(self):
        with pytest.raises(KeyError):
            composed(point(9, "Forgotten."))

        undecided = Item(1, THEME, None, None)
        with pytest.raises(KeyError, match="Pay for travel"):
            compose(
                frame=FRAME,
                contributor=CONTRIBUTOR,
                points=[point(9, "Forgotten.", 5)],
                themes={5: undecided},
                own={},
            )

    def test_answers_a_point_in_a_theme_by_an_outcome_of_its_own(self):
        told = composed(
            point(1, "Pay.", 5), own := point(2, "But not for managers.", 5), lone=[own]
        )

        assert [(part.theme, part.point_ids) for part in told.parts] == [
            ("Pay for travel", (1,)),
            ("", (2,)),
        ]

    def test_answers_what_came_late_as_the_published_theme_and_counts_all_in_it(self):
        late = {1: Late(outcome(theme_id=5), THEME), 2: Late(outcome(), None)}

        told = composed(point(1, "Pay the drive."), point(2, "Longer leases."), late=late)

        assert [(p.theme, p.others, p.point_ids) for p in told.parts] == [
            ("Pay for travel", 12, (1,)),
            ("", 0, (2,)),
        ]

    def test_answers_a_point_anew_where_it_was_looked_at_again(self):
        told = composed(point(1, "Pay.", 5), late={1: Late(outcome(theme_id=6), WAITING)})

        assert [part.theme for part in told.parts] == ["Pay for waiting"]


class TestChooseChannel:
    @pytest.mark.parametrize(
        ("email", "address_lines", "carried_by", "channel"),
        [
            ("jo@example.org", ("1 Mill Lane",), "Fell Care Forum", ReplyChannel.EMAIL),
            ("jo@example.org", (), "", ReplyChannel.EMAIL),
            ("", ("1 Mill Lane",), "Fell Care Forum", ReplyChannel.LETTER),
            ("", (), "Fell Care Forum", ReplyChannel.NOTE),
            ("", (), "", ReplyChannel.PAGE),
        ],
    )
    def test_writes_where_it_can(self, email, address_lines, carried_by, channel):
        chosen = choose_channel(email=email, address_lines=address_lines, carried_by=carried_by)

        assert chosen is channel
