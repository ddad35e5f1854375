from datetime import UTC, date, datetime

import pytest

from regard.domains.register import actions, queries
from regard.domains.register.models import Membership, Network, Roll, RollEntry
from regard.domains.register.queries.rolls import preview_finish
from regard.domains.register.rules.rolls import Holds
from regard.domains.register.types import EntryState, RollState
from regard.foundation.accounts.callers import Command
from regard.foundation.audit.models import Entry
from regard.foundation.files.models import File
from tests.factories.networks import (
    MembershipFactory,
    NetworkFactory,
    RollEntryFactory,
    RollFactory,
)
from tests.factories.register import LocationFactory, ServiceFactory, SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = date(2026, 11, 1)

ROLL = """Home name,Owner,Address,Town,Postcode
WILLOW GRANGE N.H.,Fenland Care Limited,12 Church Rd,Lincoln,LN13AB
The Elms,Elm Care,4 Mill Lane,Lincoln,LN2 4CD
St. Marys,,1 Abbey Street,Lincoln,
Holiday Cottages of Rome,,Via Appia,Rome,
"""


@pytest.fixture
def system():
    return SystemFactory()


@pytest.fixture
def network(system):
    return NetworkFactory(system=system, name="Northmarch Care Association")


@pytest.fixture
def register(system):
    """A handful of services, among them two of one name at one postcode."""

    def add(name, provider, address, postcode):
        location = LocationFactory(
            system=system,
            name=name,
            organisation__name=provider,
            address=address,
            city="Lincoln",
            postcode=postcode,
        )
        ServiceFactory(location=location)
        return location

    return {
        "willow": add(
            "Willow Grange Nursing Home", "Fenland Care Ltd", "12 Church Road", "LN1 3AB"
        ),
        "elms": add("The Elms", "Elm Care Limited", "4 Mill Lane", "LN2 4CD"),
        "elms_2": add("The Elms", "Elm Care Limited", "4 Mill Lane", "LN2 4CD"),
        "marys": add("St Mary's", "Abbey Homes", "1 Abbey Street", "LN5 7EF"),
        "oak": add("Oak Lodge", "Oak Ltd", "77 Long Drove", "PE21 8GH"),
    }


def receive(network, text=ROLL, *, as_at=DAY, is_whole=True, name="roll.csv"):
    return actions.receive_roll(
        network=network,
        chunks=[text.encode()],
        name=name,
        as_at=as_at,
        is_whole=is_whole,
        by="person:1",
        at=NOON,
    )


def matched(network, text=ROLL, **more):
    return actions.run_roll(roll_id=receive(network, text, **more).pk, at=NOON)


class TestReceiveRoll:
    def test_keeps_the_file_and_knows_the_usual_columns(self, network):
        roll = receive(network)

        assert roll.state == RollState.WAITING
        assert roll.columns["held"] == ["name", "provider", "address", "town", "postcode"]
        assert roll.file.path.read_text() == ROLL
        assert Entry.objects.get(event="roll.received").by == "person:1"

    def test_asks_where_the_columns_are_called_otherwise(self, network):
        roll = receive(network, "Col A,Col B\nThe Elms,LN2 4CD\n")

        assert roll.state == RollState.ASKING

    def test_remembers_what_the_columns_were_said_to_hold(self, network, system):
        text = "Col A,Col B\nThe Elms,LN2 4CD\n"
        asked = receive(network, text)
        actions.start_roll(
            roll=asked, held=[Holds.NAME, Holds.POSTCODE], system=system, by="person:1", at=NOON
        )

        later = receive(network, text + "Oak Lodge,PE21 8GH\n", as_at=date(2026, 11, 2))

        assert later.state == RollState.WAITING
        assert later.columns["held"] == ["name", "postcode"]

    def test_returns_the_roll_that_the_same_file_made(self, network):
        first = receive(network)

        assert receive(network) == first
        assert Roll.objects.count() == File.objects.count() == 1

    def test_takes_no_day_that_has_not_come(self, network):
        with pytest.raises(actions.CannotTakeRoll, match="has not come yet"):
            receive(network, as_at=date(2027, 1, 1))

    def test_takes_none_older_than_the_last(self, network):
        RollFactory(network=network, state=RollState.FINISHED, as_at=DAY)

        with pytest.raises(actions.CannotTakeRoll, match="A roll of 1 November 2026"):
            receive(network, as_at=date(2026, 10, 1))

    def test_takes_none_of_a_network_that_has_ended(self, system):
        with pytest.raises(actions.CannotTakeRoll, match="ended"):
            receive(NetworkFactory(system=system, ended_on=DAY))


class TestStartRoll:
    def test_starts_no_matching_by_names_alone(self, network, system):
        roll = receive(network)

        with pytest.raises(actions.CannotTakeRoll, match="Names alone"):
            actions.start_roll(roll=roll, held=[Holds.NAME], system=system, by="person:1", at=NOON)

    def test_starts_none_that_was_matched(self, network, system):
        roll = RollFactory(network=network)

        with pytest.raises(actions.CannotTakeRoll, match="matched already"):
            actions.start_roll(
                roll=roll,
                held=[Holds.NAME, Holds.TOWN],
                system=system,
                by="person:1",
                at=NOON,
            )


class TestRunRoll:
    def test_takes_the_certain_asks_about_the_doubtful_and_leaves_the_rest(
        self, network, register
    ):
        roll = matched(network)

        states = {entry.line: entry for entry in RollEntry.objects.filter(roll=roll)}
        assert {line: entry.state for line, entry in states.items()} == {
            2: EntryState.MATCHED,
            3: EntryState.DOUBTFUL,
            4: EntryState.MATCHED,
            5: EntryState.UNMATCHED,
        }
        assert states[2].location == register["willow"]
        assert {each.location for each in states[3].proposals.all()} == {
            register["elms"],
            register["elms_2"],
        }
        assert states[4].location == register["marys"]
        assert states[3].cells["Home name"] == "The Elms"

    def test_says_why_in_weights_that_add_up(self, network, register):
        roll = matched(network)

        proposal = RollEntry.objects.get(roll=roll, line=2).proposals.get()
        assert sum(weight for _, _, weight in proposal.reasons) == pytest.approx(
            proposal.weight, abs=0.01
        )
        assert [about for about, _, _ in proposal.reasons][:2] == [
            "To begin with",
            "Name",
        ]

    def test_changes_no_member(self, network, register):
        matched(network)

        assert not Membership.objects.exists()

    def test_is_done_once(self, network, register):
        roll = matched(network)

        actions.run_roll(roll_id=roll.pk, at=NOON)

        assert RollEntry.objects.filter(roll=roll).count() == 4

    def test_knows_what_was_decided_on_the_last_roll(self, network, register):
        first = matched(network)
        doubtful = RollEntry.objects.get(roll=first, line=3)
        actions.decide_entry(
            entry=doubtful,
            state=EntryState.MATCHED,
            location=register["elms_2"],
            by="person:7",
            at=NOON,
        )
        actions.finish_roll(roll=first, by="person:7", at=NOON)

        second = matched(network, ROLL + "Oak Lodge,,,,PE21 8GH\n", as_at=date(2026, 11, 20))

        entry = RollEntry.objects.get(roll=second, line=3)
        assert (entry.state, entry.location) == (EntryState.MATCHED, register["elms_2"])
        assert entry.decided_by == "person:7"

    def test_says_what_is_missing_of_the_engine(self, network, register, settings):
        settings.LINKAGE_ENGINE = "abacus"

        with pytest.raises(actions.CannotTakeRoll, match="no linkage engine “abacus”"):
            matched(network)

    def test_refuses_a_roll_that_names_nobody(self, network):
        roll = matched(network, "Name,Postcode\n,LN1 3AB\n")

        assert roll.state == RollState.REFUSED
        assert roll.problem == "“roll.csv”: no line of it names a service"


class TestFinishRoll:
    @pytest.fixture
    def roll(self, network, register):
        roll = RollFactory(network=network, as_at=DAY)
        RollEntryFactory(roll=roll, state=EntryState.MATCHED, location=register["willow"])
        RollEntryFactory(roll=roll, state=EntryState.NEW, location=register["oak"])
        RollEntryFactory(roll=roll, state=EntryState.SET_ASIDE)
        return roll

    def test_makes_members_of_those_it_lists_and_lets_the_others_leave(
        self, roll, network, register
    ):
        gone = MembershipFactory(network=network, location=register["elms"])
        stays = MembershipFactory(network=network, location=register["oak"])

        counts = actions.finish_roll(roll=roll, by="person:7", at=NOON)

        assert counts == {"joined": 1, "left": 1, "stayed": 1}
        new = Membership.objects.get(location=register["willow"])
        gone.refresh_from_db()
        stays.refresh_from_db()
        assert (new.joined_on, new.roll) == (DAY, roll)
        assert gone.left_on == DAY
        assert (stays.left_on, stays.joined_on) == (None, date(2025, 1, 1))
        assert Entry.objects.get(event="roll.finished").detail == counts

    def test_does_what_was_foretold(self, roll, network, register):
        MembershipFactory(network=network, location=register["elms"])
        MembershipFactory(network=network, location=register["oak"])

        foretold = preview_finish(roll=roll)

        assert vars(foretold) == actions.finish_roll(roll=roll, by="person:7", at=NOON)

    def test_leaves_alone_who_joined_after_its_day(self, roll, network, register):
        later = MembershipFactory(
            network=network, location=register["elms"], joined_on=date(2026, 11, 10)
        )

        actions.finish_roll(roll=roll, by="person:7", at=NOON)

        later.refresh_from_db()
        assert later.left_on is None

    def test_keeps_a_provider_of_whom_one_service_is_listed(self, roll, network, register):
        provider = MembershipFactory(
            network=network, location=None, organisation=register["willow"].organisation
        )

        counts = actions.finish_roll(roll=roll, by="person:7", at=NOON)

        provider.refresh_from_db()
        assert provider.left_on is None
        assert counts == {"joined": 1, "left": 0, "stayed": 1}

    def test_of_part_of_a_roll_only_those_leave_of_whom_it_is_said(self, network, register):
        roll = RollFactory(network=network, as_at=DAY, is_whole=False)
        RollEntryFactory(roll=roll, state=EntryState.LEFT, location=register["elms"])
        said = MembershipFactory(network=network, location=register["elms"])
        other = MembershipFactory(network=network, location=register["oak"])
        foretold = preview_finish(roll=roll)

        counts = actions.finish_roll(roll=roll, by="person:7", at=NOON)

        said.refresh_from_db()
        other.refresh_from_db()
        assert (said.left_on, other.left_on) == (DAY, None)
        assert counts == vars(foretold) == {"joined": 0, "left": 1, "stayed": 1}

    def test_waits_until_every_line_is_decided(self, roll):
        RollEntryFactory(roll=roll)

        with pytest.raises(actions.CannotFinish, match="still wait"):
            actions.finish_roll(roll=roll, by="person:7", at=NOON)

    def test_is_done_once(self, roll):
        actions.finish_roll(roll=roll, by="person:7", at=NOON)

        with pytest.raises(actions.CannotFinish, match="not being decided"):
            actions.finish_roll(roll=roll, by="person:7", at=NOON)

    def test_the_same_roll_again_changes_nothing(self, network, register):
        roll = matched(network)
        for entry in RollEntry.objects.filter(roll=roll, state=EntryState.DOUBTFUL):
            actions.decide_entry(
                entry=entry, state=EntryState.SET_ASIDE, location=None, by="person:7", at=NOON
            )
        actions.finish_roll(roll=roll, by="person:7", at=NOON)
        before = list(Membership.objects.order_by("pk").values())

        again = receive(network)
        actions.run_roll(roll_id=again.pk, at=NOON)

        assert again == roll
        assert list(Membership.objects.order_by("pk").values()) == before
        assert Network.objects.get() == network
        counts = queries.count_roll(
            roll=queries.get_roll(network=network, roll_id=roll.pk, caller=Command())
        )
        assert (counts.lines, counts.waiting, counts.set_aside) == (4, 0, 1)
