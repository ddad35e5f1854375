from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.domains.engagement.rules.proposals import propose
from regard.domains.engagement.rules.theme_names import Loose, Said, name_themes

TRAVEL = (
    "Nobody pays our carers for the time they spend driving between calls.",
    "Travel time between visits is unpaid and petrol has gone up again.",
    "Mileage is paid at a rate that does not cover the petrol.",
    "Pay for travel between visits or the home care staff will leave.",
    "Driving between calls takes three hours a shift and none of it is paid.",
    "Unpaid travel time is why our drivers leave home care.",
)
HOSPITAL = (
    "Hospital discharge on a Friday afternoon comes without any medicines.",
    "People are discharged from hospital at night without telling the home.",
    "The discharge team never rings before sending someone back from hospital.",
    "Discharge letters from the hospital arrive a week after the resident.",
    "Hospital discharges need a named nurse we can ring at the weekend.",
    "We cannot take discharges from hospital without medicines and letters.",
)
TRAINING = (
    "Training courses are always on weekdays when we cannot release staff.",
    "We need dementia training that staff can do online in an evening.",
    "Pay for backfill so that carers can go on training courses.",
    "The dementia training from the council was the best course we had.",
    "Free training places for care staff would help us keep them.",
    "Our staff want training and courses that lead to a qualification.",
)
LONE = "Let retired nurses hold the bank key."
EVERYTHING = (*TRAVEL, *HOSPITAL, *TRAINING, LONE)


def said(texts, **known):
    return [
        Said(
            point_id=number,
            text=text,
            source=f"organisation:{number}",
            theme_id=None,
            is_decided=False,
            is_quotable=True,
        )
        for number, text in enumerate(texts, start=100)
    ]


def decided(points, theme_id, texts):
    return [
        replace(p, theme_id=theme_id, is_decided=True) if p.text in texts else p for p in points
    ]


def where(proposal, points, texts):
    """Return the themes in which these texts were put, as (new, kept)."""
    ids = {p.point_id for p in points if p.text in texts}
    return {(p.new, p.kept_id) for p in proposal.placed if p.point_id in ids}


class TestPropose:
    def test_groups_what_is_about_the_same(self):
        points = said(EVERYTHING)

        proposal = propose(points)

        assert len(proposal.themes) >= 2
        assert where(proposal, points, TRAVEL) != where(proposal, points, HOSPITAL)
        assert {p.point_id for p in proposal.placed} == {p.point_id for p in points}
        assert set(proposal.arguments) == {p.point_id for p in points}

    def test_says_the_same_of_the_same_points_every_time(self):
        points = said(EVERYTHING)

        assert propose(points) == propose(points)

    def test_numbers_near_copies_as_one_argument(self):
        points = said([*EVERYTHING, TRAVEL[0].upper(), TRAVEL[0].replace(".", "!!")])

        numbers = propose(points).arguments

        assert numbers[100] == numbers[119] == numbers[120]
        assert len(set(numbers.values())) == len(EVERYTHING)

    def test_leaves_what_people_decided_out_of_it(self):
        points = decided(said(EVERYTHING), 7, TRAVEL[:3])

        proposal = propose(points)

        assert {p.point_id for p in proposal.placed}.isdisjoint({100, 101, 102})

    def test_offers_the_rest_to_the_theme_that_people_made(self):
        points = decided(said(EVERYTHING), 7, TRAVEL[:4])

        proposal = propose(points)

        assert (None, 7) in where(proposal, points, TRAVEL[4:])
        assert (None, 7) not in where(proposal, points, HOSPITAL)

    def test_goes_by_what_people_keep_alone_too(self):
        points = decided(said(EVERYTHING), None, [LONE])

        assert len(propose(points).themes) >= 2

    def test_never_names_a_theme_by_words_said_in_confidence(self):
        points = [replace(p, is_quotable=False) for p in said(EVERYTHING)]

        titles = [theme.title for theme in propose(points).themes]

        assert not {p.text.rstrip(".") for p in points} & set(titles)
        assert len(set(titles)) == len(titles)

    def test_never_gives_a_name_that_a_kept_theme_has(self):
        points = said(EVERYTHING)
        taken = {theme.title for theme in propose(points).themes}

        again = {theme.title for theme in propose(points, kept_titles=taken).themes}

        assert again.isdisjoint(taken)

    def test_keeps_the_address_of_an_earlier_theme_that_goes_on(self):
        points = said(EVERYTHING)
        first = propose(points)
        after = [
            replace(p, theme_id=None if placed.new is None else 50 + placed.new)
            for p, placed in zip(points, first.placed, strict=True)
        ]

        second = propose(after)

        assert [theme.was_id for theme in second.themes] == [
            50 + number for number in range(len(first.themes))
        ]
        assert [theme.title for theme in second.themes] == [theme.title for theme in first.themes]

    def test_proposes_nothing_for_very_little(self):
        points = said(TRAVEL[:3])

        proposal = propose(points)

        assert proposal.themes == ()
        assert all(p.new is p.kept_id is p.similarity is None for p in proposal.placed)
        assert not any(p.is_unsure for p in proposal.placed)

    def test_proposes_nothing_for_nothing(self):
        assert propose([]).themes == ()
        everything = decided(said(EVERYTHING), 7, EVERYTHING)
        assert propose(everything).placed == ()

    @settings(max_examples=25, deadline=None)
    @given(choices=st.lists(st.sampled_from([None, 1, 2, "loose"]), min_size=19, max_size=19))
    def test_puts_every_loose_point_somewhere_that_there_is(self, choices):
        points = [
            p if choice == "loose" else replace(p, theme_id=choice, is_decided=True)
            for p, choice in zip(said(EVERYTHING), choices, strict=True)
        ]
        kept = {choice for choice in choices if choice in {1, 2}}

        proposal = propose(points)

        assert {p.point_id for p in proposal.placed} == {
            p.point_id for p in points if not p.is_decided
        }
        used = {p.new for p in proposal.placed} - {None}
        assert used == set(range(len(proposal.themes)))
        assert {p.kept_id for p in proposal.placed} - {None} <= kept
        assert all((p.similarity is None) == (p.new is p.kept_id is None) for p in proposal.placed)


class TestNameThemes:
    def test_never_gives_a_name_twice_even_where_there_are_no_words(self):
        """Of nothing that may be quoted, and with no word in two texts, only numbers are left."""
        points = [replace(p, is_quotable=False) for p in said(["Rota.", "Pay.", "Rain.", "Sun."])]
        numbers = {p.point_id: n for n, p in enumerate(points)}

        themes = name_themes(
            Loose(points, np.zeros(4), numbers),
            {-2: [0], -3: [1], -4: [2], -5: [3]},
            ["Said in confidence"],
        )

        assert [theme.title for theme in themes] == [
            "Said in confidence (2)",
            "Said in confidence (3)",
            "Said in confidence (4)",
            "Said in confidence (5)",
        ]

    def test_gives_an_earlier_theme_s_address_to_one_new_theme_only(self):
        points = [replace(p, theme_id=9) for p in said(TRAVEL)]
        numbers = {p.point_id: n for n, p in enumerate(points)}

        themes = name_themes(
            Loose(points, np.ones(6), numbers), {-2: [0, 1, 2], -3: [3, 4, 5]}, []
        )

        assert [theme.was_id for theme in themes] == [9, None]
