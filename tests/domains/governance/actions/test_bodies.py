from datetime import UTC, date, datetime

import pytest

from regard.domains.governance import actions
from regard.domains.governance.actions import BasisFacts, BodyFacts, Ending
from regard.domains.governance.models import Body, BodySuccession, LegalBasis
from regard.domains.governance.rules.usual_bodies import propose_bodies
from regard.domains.governance.types import BasisKind, BodyKind, MeetingState, SuccessionKind
from regard.domains.register.types import AreaLevel
from regard.foundation.audit.models import Entry
from tests.factories.governance import (
    AppointmentFactory,
    BodyFactory,
    BodyRoleFactory,
    LegalBasisFactory,
    MeetingFactory,
    ResponsibilityFactory,
)
from tests.factories.register import CouncilFactory, PlaceFactory, SystemFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
BY = {"by": "person:1", "at": AT}
END = date(2026, 12, 1)


def events():
    return list(Entry.objects.order_by("pk").values_list("event", flat=True))


class TestAddBody:
    def test_adds_it_and_writes_one_ledger_entry(self):
        system = SystemFactory()
        facts = BodyFacts(name="Workforce Group", kind=BodyKind.WORKFORCE_GROUP)

        body = actions.add_body(system=system, facts=facts, **BY)

        body.refresh_from_db()
        assert (body.slug, body.kind, body.level) == (
            "workforce-group",
            BodyKind.WORKFORCE_GROUP,
            AreaLevel.SYSTEM,
        )
        entry = Entry.objects.get()
        assert (entry.event, entry.by, entry.detail) == (
            "body.added",
            "person:1",
            {"kind": "workforce_group"},
        )

    def test_keeps_only_the_area_of_its_level(self):
        system, council = SystemFactory(), CouncilFactory()
        place = PlaceFactory(system=system)

        body = actions.add_body(
            system=system,
            facts=BodyFacts(
                name="Board",
                kind=BodyKind.HEALTH_AND_WELLBEING_BOARD,
                level=AreaLevel.COUNCIL,
                council=council,
                place=place,
            ),
            **BY,
        )

        assert (body.council, body.place) == (council, None)

    @pytest.mark.parametrize("name", ["", "!!!", "New", "compare"])
    def test_refuses_a_name_that_makes_no_address(self, name):
        with pytest.raises(actions.CannotSetBody, match="a name of its own"):
            actions.add_body(
                system=SystemFactory(), facts=BodyFacts(name=name, kind=BodyKind.OTHER), **BY
            )

        assert not Body.objects.exists()

    def test_refuses_a_name_that_is_taken_in_its_system_only(self):
        taken = BodyFactory(slug="the-group", name="The Group")
        facts = BodyFacts(name="The group", kind=BodyKind.OTHER)

        actions.add_body(system=SystemFactory(), facts=facts, **BY)

        with pytest.raises(actions.CannotSetBody, match="already: The Group"):
            actions.add_body(system=taken.system, facts=facts, **BY)

    def test_refuses_a_level_without_its_area(self):
        facts = BodyFacts(name="Board", kind=BodyKind.OTHER, level=AreaLevel.PLACE)

        with pytest.raises(actions.CannotSetBody, match="Choose the place"):
            actions.add_body(system=SystemFactory(), facts=facts, **BY)

    def test_answers_only_to_a_body_of_its_system(self):
        facts = BodyFacts(name="Board", kind=BodyKind.OTHER, parent=BodyFactory())

        with pytest.raises(actions.CannotSetBody, match="of the same system"):
            actions.add_body(system=SystemFactory(), facts=facts, **BY)


class TestEditBody:
    def test_changes_it_and_says_what_changed(self):
        body = BodyFactory(slug="board", name="Board", meetings_a_year=4)
        facts = BodyFacts(name="The Board", kind=BodyKind.OTHER, valid_from=body.valid_from)

        actions.edit_body(body=body, facts=facts, **BY)

        body.refresh_from_db()
        assert (body.slug, body.name, body.meetings_a_year) == ("board", "The Board", 0)
        detail = Entry.objects.get().detail
        assert "name" in detail["changed"]
        assert "valid_from" not in detail["changed"]

    def test_refuses_a_circle(self):
        top = BodyFactory()
        middle = BodyFactory(system=top.system, parent=top)
        low = BodyFactory(system=top.system, parent=middle)

        with pytest.raises(actions.CannotSetBody, match="cannot answer to each other"):
            actions.edit_body(
                body=top, facts=BodyFacts(name="Top", kind=BodyKind.OTHER, parent=low), **BY
            )

    def test_refuses_to_begin_after_its_end(self):
        body = BodyFactory(valid_to=date(2025, 1, 1))
        facts = BodyFacts(name="A", kind=BodyKind.OTHER, valid_from=date(2025, 1, 1))

        with pytest.raises(actions.CannotSetBody, match="ended on 1 January 2025"):
            actions.edit_body(body=body, facts=facts, **BY)

    def test_refuses_a_name_without_letters(self):
        with pytest.raises(actions.CannotSetBody, match="with letters in it"):
            actions.edit_body(
                body=BodyFactory(), facts=BodyFacts(name="—", kind=BodyKind.OTHER), **BY
            )


class TestBeginBodies:
    def test_adds_each_with_what_it_rests_on(self):
        system = SystemFactory(name="Northmarch")
        council = system.councils.get()
        proposals = propose_bodies(
            system=system.name,
            partnership="The partnership",
            board="",
            councils=[(council.pk, council.name)],
        )

        made = actions.begin_bodies(system=system, proposals=proposals, **BY)

        assert len(made) == 6
        assert Body.objects.filter(council=council).count() == 2
        cited = LegalBasis.objects.get(body__kind=BodyKind.HEALTH_AND_WELLBEING_BOARD)
        assert cited.citation == "Health and Social Care Act 2012, section 194"
        assert not LegalBasis.objects.filter(body__kind=BodyKind.WORKFORCE_GROUP).exists()
        assert events().count("body.begun") == 1

    def test_adds_none_where_one_is_there(self):
        system = SystemFactory(name="Northmarch")
        BodyFactory(system=system, slug="northmarch-workforce-group")
        proposals = propose_bodies(
            system=system.name, partnership="The partnership", board="", councils=[]
        )

        with pytest.raises(actions.CannotSetBody):
            actions.begin_bodies(system=system, proposals=proposals, **BY)

        assert Body.objects.count() == 1
        assert not Entry.objects.exists()


class TestEndBody:
    def test_ends_all_that_held_while_it_was_there(self):
        body = BodyFactory()
        role, basis = BodyRoleFactory(body=body), LegalBasisFactory(body=body)
        part, sits = ResponsibilityFactory(body=body), AppointmentFactory(seat__body=body)
        over = LegalBasisFactory(body=body, valid_to=date(2025, 1, 1))

        actions.end_body(body=body, ending=Ending(on=END, why="It is not needed."), **BY)

        for each in (body, role, basis, part, sits, sits.seat):
            each.refresh_from_db()
            assert each.valid_to == END
        over.refresh_from_db()
        assert over.valid_to == date(2025, 1, 1)
        assert events() == ["body.seats_ended", "body.ended"]
        detail = Entry.objects.get(event="body.ended").detail
        assert detail["on"] == "2026-12-01"
        assert detail["ended"] == {"A role": 1, "A right": 1, "A responsibility": 1}

    def test_says_who_took_over(self):
        body = BodyFactory()
        heirs = [BodyFactory(system=body.system) for _ in range(2)]

        actions.end_body(
            body=body,
            ending=Ending(on=END, why="Split", successors=tuple(heirs), kind=SuccessionKind.SPLIT),
            **BY,
        )

        found = BodySuccession.objects.filter(predecessor=body)
        assert {row.successor for row in found} == set(heirs)
        assert {(row.kind, row.on) for row in found} == {(SuccessionKind.SPLIT, END)}

    @pytest.mark.parametrize(
        ("dates", "match"),
        [
            ({"valid_from": END}, "It begins on 1 December 2026"),
            ({"valid_to": date(2026, 1, 1)}, "already: 1 January 2026"),
        ],
    )
    def test_refuses_what_is_over_or_has_not_begun(self, dates, match):
        body = BodyFactory(**dates)

        with pytest.raises(actions.CannotEndBody, match=match):
            actions.end_body(body=body, ending=Ending(on=END, why="So"), **BY)

        assert not Entry.objects.exists()

    @pytest.mark.parametrize(
        ("heir", "match"),
        [
            ({"valid_from": date(2027, 1, 1)}, "is not there on that day"),
            ({"valid_to": END}, "is not there on that day"),
            ({"system": None}, "of the same system"),
        ],
    )
    def test_refuses_an_heir_that_is_not_there(self, heir, match):
        body = BodyFactory()
        other = BodyFactory(**{"system": body.system} | heir if heir.get("system", 1) else {})

        with pytest.raises(actions.CannotEndBody, match=match):
            actions.end_body(body=body, ending=Ending(on=END, why="So", successors=(other,)), **BY)

    def test_refuses_while_it_still_meets_afterwards(self):
        body = BodyFactory()
        meeting = MeetingFactory(body=body, starts_at=datetime(2026, 12, 3, 14, tzinfo=UTC))
        ending = Ending(on=END, why="So")

        with pytest.raises(actions.CannotEndBody, match="Cancel those meetings first"):
            actions.end_body(body=body, ending=ending, **BY)

        meeting.state = MeetingState.CANCELLED
        meeting.save()
        actions.end_body(body=body, ending=ending, **BY)

    def test_refuses_while_something_of_it_begins_later(self):
        body = BodyFactory()
        LegalBasisFactory(body=body, valid_from=date(2027, 1, 1))

        with pytest.raises(actions.CannotEndBody, match="A right of it begins on that day"):
            actions.end_body(body=body, ending=Ending(on=END, why="So"), **BY)


class TestRoles:
    def test_last_as_long_as_the_body_unless_a_day_is_given(self):
        body = BodyFactory()

        role = actions.add_role(body=body, kind=BodyKind.PLACE_PARTNERSHIP, valid_from=None, **BY)

        assert role.valid_from == body.valid_from
        assert events() == ["body.role_added"]

    def test_are_refused_twice_and_outside_the_body(self):
        body = BodyFactory(valid_to=date(2026, 1, 1))
        held = BodyRoleFactory(body=body)

        for kind, day, match in (
            (BodyKind.HEALTH_AND_WELLBEING_BOARD, None, "It is that already"),
            (held.kind, None, "It is that already: Place partnership"),
            (BodyKind.OTHER, date(2024, 3, 31), "not there on that day"),
            (BodyKind.OTHER, date(2026, 1, 1), "not there on that day"),
        ):
            with pytest.raises(actions.CannotSetRole, match=match):
                actions.add_role(body=body, kind=kind, valid_from=day, **BY)

    def test_of_a_body_without_a_beginning_have_none(self):
        body = BodyFactory(valid_from=None)

        role = actions.add_role(body=body, kind=BodyKind.OTHER, valid_from=None, **BY)

        assert role.valid_from is None

    def test_end_once_and_can_come_back(self):
        role = BodyRoleFactory()

        actions.end_role(role=role, on=END, **BY)
        with pytest.raises(actions.CannotSetRole, match="already"):
            actions.end_role(role=role, on=END, **BY)
        actions.add_role(body=role.body, kind=role.kind, valid_from=date(2027, 1, 1), **BY)

        role.refresh_from_db()
        assert role.valid_to == END


class TestBases:
    def test_are_added_with_their_days(self):
        facts = BasisFacts(kind=BasisKind.LOCAL, citation="Agreement", valid_from=date(2026, 1, 1))

        basis = actions.add_basis(body=BodyFactory(), facts=facts, **BY)

        assert (basis.citation, basis.valid_from) == ("Agreement", date(2026, 1, 1))
        assert Entry.objects.get().detail == {"citation": "Agreement"}

    def test_are_refused_the_wrong_way_round_and_of_what_ended(self):
        backwards = BasisFacts(kind=BasisKind.LOCAL, citation="A", valid_from=END, valid_to=END)

        with pytest.raises(actions.CannotSetBasis, match="end before it begins"):
            actions.add_basis(body=BodyFactory(), facts=backwards, **BY)
        with pytest.raises(actions.CannotSetBasis, match="end is on record"):
            actions.add_basis(
                body=BodyFactory(valid_to=END),
                facts=BasisFacts(kind=BasisKind.LOCAL, citation="A"),
                **BY,
            )

    def test_end_and_the_end_can_be_moved_while_it_is_to_come(self):
        basis = LegalBasisFactory()

        actions.end_basis(basis=basis, on=date(2027, 4, 1), **BY)
        actions.end_basis(basis=basis, on=date(2027, 10, 1), **BY)
        basis.refresh_from_db()
        assert basis.valid_to == date(2027, 10, 1)

        over = LegalBasisFactory(valid_to=date(2026, 1, 1))
        with pytest.raises(actions.CannotSetBasis, match="already: 1 January 2026"):
            actions.end_basis(basis=over, on=END, **BY)
