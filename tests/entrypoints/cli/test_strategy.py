import json

import pytest
from typer.testing import CliRunner

from regard.domains.strategy import actions
from regard.entrypoints.cli.strategy import NoSuchName, app
from regard.foundation.base.errors import NotFound
from tests.factories.strategy import PUBLISHED, Story

pytestmark = pytest.mark.django_db


def run(*arguments):
    return CliRunner().invoke(app, ["status", *arguments])


def published():
    story = Story().decides()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    return story


class TestStatus:
    def test_says_what_is_missing_and_ends_with_1(self):
        story = Story()

        result = run(f"{story.system.slug}/care-2027")

        assert result.exit_code == 1
        assert "Points without an outcome: 3" in result.output
        assert "Replies owed: 3" in result.output

    def test_says_how_many_themes_nobody_signed_off(self):
        story = Story()
        story.exercise.themes.update(state="proposed")

        assert "Themes not signed off: 1" in run(f"{story.system.slug}/care-2027").output

    def test_counts_replies_by_channel(self):
        story = published()

        result = run(f"{story.system.slug}/care-2027")

        assert result.exit_code == 1
        assert "Points without an outcome: 0" in result.output
        assert "On their receipt page" in result.output

    def test_ends_with_0_when_everyone_has_had_their_reply(self):
        story = published()
        story.strategy.replies.update(state="sent", sent_at=PUBLISHED)

        assert run(f"/{story.system.slug}/care-2027/").exit_code == 0

    def test_prints_json_for_programs(self):
        story = published()

        result = run(f"{story.system.slug}/care-2027", "--json")

        found = json.loads(result.output)
        assert (found["points_without_outcome"], found["replies_owed"]) == (0, 2)
        email = {"channel": "email", "owed": 1, "sent": 0, "failed": 0, "held": 0}
        assert found["replies"][0] == email
        assert found["is_complete"] is False

    def test_refuses_what_names_no_strategy(self):
        story = Story()

        assert isinstance(run("care-2027").exception, NoSuchName)
        assert isinstance(run(f"{story.system.slug}/else").exception, NotFound)
