import json
from datetime import date

import pytest
from typer.testing import CliRunner

from regard.domains.register.models import Membership, Roll
from regard.entrypoints.cli.register import app
from regard.foundation.base.errors import Refusal
from tests.factories.networks import NetworkFactory
from tests.factories.register import LocationFactory, ServiceFactory, SystemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    system = SystemFactory()
    location = LocationFactory(
        system=system, name="Willow Grange", address="12 Church Road", postcode="LN1 3AB"
    )
    ServiceFactory(location=location)
    return NetworkFactory(system=system, slug="fen-forum")


@pytest.fixture
def roll(tmp_path):
    path = tmp_path / "roll.csv"
    path.write_text("Name,Address,Town,Postcode\nWillow Grange,12 Church Rd,Lincoln,LN1 3AB\n")
    return path


def run(*words):
    return CliRunner().invoke(app, ["link-roll", *map(str, words)])


class TestLinkRoll:
    def test_matches_a_roll_and_changes_no_member(self, network, roll):
        result = run(roll, "--network", "fen-forum", "--as-at", "2026-10-31")

        assert result.exit_code == 0, result.output
        assert "1 of 1 line was matched without doubt" in result.output
        assert Roll.objects.get().as_at == date(2026, 10, 31)
        assert not Membership.objects.exists()

    def test_finishes_it_where_told_to_and_says_so_as_data(self, network, roll):
        result = run(roll, "--network", "fen-forum", "--finish", "--part", "--json")

        said = json.loads(result.output)
        assert said["members"] == {"joined": 1, "left": 0, "stayed": 0}
        assert (said["lines"], said["taken"], said["state"]) == (1, 1, "finished")
        assert run(roll, "--network", "fen-forum", "--part", "--finish").exit_code == 0
        assert Membership.objects.count() == 1

    def test_says_in_words_who_joined(self, network, roll):
        assert "1 joined, 0 left" in run(roll, "--network", "fen-forum", "--finish").output

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("A,B\nElms,LN2 4CD\n", "not called as usual"),
            ("Name,Postcode\n,LN2 4CD\n", "no line of it names a service"),
        ],
    )
    def test_says_why_it_cannot(self, network, roll, text, words):
        roll.write_text(text)
        result = run(roll, "--network", "fen-forum")

        assert isinstance(result.exception, Refusal)
        assert words in str(result.exception)

    def test_knows_the_networks(self, network, roll):
        assert "There are: fen-forum" in str(run(roll, "--network", "x").exception)
