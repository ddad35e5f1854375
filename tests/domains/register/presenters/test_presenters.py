import pytest

from regard.domains.register import presenters
from regard.domains.register.models import Load
from regard.domains.register.types import Criteria, LoadState, Reach, Sector, ServiceType


class TestLede:
    def test_says_how_many_cannot_be_reached(self):
        reach = Reach(services=1178, providers=512, email=1137, telephone=30, post=11, nobody=0)

        assert presenters.lede(reach) == (
            "1,178 services of 512 providers; 41 cannot be reached by email."
        )

    def test_says_when_every_one_can(self):
        reach = Reach(services=1, providers=1, email=1, telephone=0, post=0, nobody=0)

        assert presenters.lede(reach) == (
            "1 service of 1 provider; every one can be reached by email."
        )


class TestQueryOf:
    def test_is_the_address_that_asks_for_the_same(self):
        criteria = Criteria(
            service_types=(ServiceType.HOME_CARE,),
            place_ids=(7,),
            sectors=(Sector.PUBLIC,),
            words="ash & elm",
        )

        assert presenters.query_of(criteria, after="3~Ash", before=None) == (
            "words=ash+%26+elm&type=home_care&place=7&sector=public&after=3~Ash"
        )


class TestLoadInWords:
    @pytest.mark.parametrize(
        ("load", "words"),
        [
            (Load(), "This file has not been read yet."),
            (Load(state=LoadState.REFUSED, problem="It is empty"), "It is empty."),
            (
                Load(state=LoadState.FINISHED, counts={"unchanged": 9}),
                "This file says nothing that we did not know: nothing was changed.",
            ),
            (
                Load(state=LoadState.FINISHED, is_dry_run=True, counts={"added": 1, "ended": 2}),
                "1 location would be added, 0 would be changed, 2 no longer listed.",
            ),
        ],
    )
    def test_says_what_came_of_it(self, load, words):
        assert presenters.load_in_words(load) == words

    def test_tags_a_count_apart_from_a_load(self):
        counted = Load(state=LoadState.FINISHED, is_dry_run=True)

        assert presenters.load_tag(counted) == ("Counted only", "no")
        assert presenters.load_tag(Load(state=LoadState.FINISHED)) == ("Read", "ok")

    def test_tells_other_counts_only_where_there_are_any(self):
        figures, others = presenters.load_figures(Load(counts={"added": 2, "refused": 1}))

        assert figures[0] == ("2", "added")
        assert others == ["1 row refused"]


def test_a_slot_shows_what_fills_it(fill):
    def said_here(system, location, caller):
        return f"{location} in {system} for {caller}"

    fill(presenters.LOCATION_SLOT, said_here, lambda *_: "")

    assert presenters.location_slots("here", "Ash", "Jo") == ["Ash in here for Jo"]
