from datetime import UTC, date, datetime

import pytest

from regard.domains.engagement.presenters import campaigns as presenters
from regard.domains.engagement.presenters import voices as counted
from regard.domains.engagement.queries.campaigns import Deed
from regard.domains.engagement.types import CampaignState
from regard.domains.engagement.types.campaigns import CampaignRow, UseRow, Voices

AT = datetime(2026, 12, 2, 9, tzinfo=UTC)
VOICES = Voices(submissions=412, arguments=890, organisations=187, campaigns=2, in_campaigns=112)


def row(**changes):
    known = {
        "campaign_id": 7,
        "title": "The fee letter",
        "started_by": "",
        "state": CampaignState.FOUND,
        "submissions": 41,
        "organisations": 37,
        "locations": 112,
        "others": 4,
        "with_own": 12,
        "first_on": date(2026, 11, 9),
        "last_on": date(2026, 11, 20),
        "decided_by": "",
        "decided_at": None,
    }
    return CampaignRow(**(known | changes))


class TestCampaignsLede:
    def test_says_how_much_came_from_templates(self):
        lede = presenters.campaigns_lede([row(), row()], VOICES, has_looked=True)

        assert lede.startswith("2 campaigns: 112 of 412 submissions were made from a template.")

    def test_counts_none_that_people_turned_down(self):
        rows = [row(state=CampaignState.REFUSED)]

        lede = presenters.campaigns_lede(rows, VOICES, has_looked=True)

        assert lede == "No campaign among 412 submissions."

    def test_says_that_nothing_was_said(self):
        lede = presenters.campaigns_lede([], Voices(), has_looked=False)

        assert lede == "Nothing has been said yet."


class TestCampaignLede:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({}, "Used by 37 providers, who run 112 locations, and by 4 others. 12 of 41 add"),
            ({"organisations": 0, "others": 41}, "Used by 41 people and groups. 12 of 41 add"),
            ({"others": 0, "with_own": 0}, "Used by 37 providers, who run 112 locations. Nobody"),
            ({"organisations": 3}, "Used by 3 providers, and by 4 others."),
            ({"organisations": 1, "others": 0}, "Used by 1 provider. "),
        ],
    )
    def test_says_who_used_it_and_not_who_few_are(self, changes, words):
        assert presenters.campaign_lede(row(**changes), shows_who=False).startswith(words)

    def test_tells_the_team_also_what_one_runs(self):
        lede = presenters.campaign_lede(row(organisations=1, others=0), shows_who=True)

        assert lede.startswith("Used by 1 provider, who runs 112 locations.")


class TestCampaignStep:
    def test_leads_to_the_most_used_that_nobody_decided_on(self):
        rows = [row(state=CampaignState.CONFIRMED), row(campaign_id=8), row(campaign_id=9)]

        step = presenters.campaign_step(rows, VOICES, has_looked=True)

        assert step.campaign_id == 8
        assert step.words.startswith("2 templates found by the machine")

    def test_is_none_where_nothing_waits(self):
        rows = [row(state=CampaignState.CONFIRMED)]

        assert presenters.campaign_step(rows, VOICES, has_looked=True) is None
        assert presenters.campaign_step([], Voices(), has_looked=False) is None


class TestCampaignLines:
    def test_give_one_day_or_the_first_and_the_last(self):
        rows = [row(), row(last_on=date(2026, 11, 9))]

        lines = presenters.campaign_lines(rows, shows_who=True)

        assert [line.when for line in lines] == [
            "9 November 2026 to 20 November 2026",
            "9 November 2026",
        ]


class TestUsesOf:
    def test_says_of_those_that_add_nothing_how_like_they_are(self):
        use = UseRow(1, "NM-1", (), 0.96, False, "Care home", "by link", date(2026, 11, 9))

        [shown] = presenters.uses_of([use])

        assert shown.words.endswith("here and there; 96% of it is there.")
        assert shown.who == "Care home · by link · 9 November 2026"


class TestCampaignHistory:
    def test_names_who_did_it_to_the_team_alone(self):
        deeds = [Deed("campaign.refused", "person:1", AT, {}), Deed("other.thing", "x", AT, {})]

        [line] = presenters.campaign_history(deeds, names={"person:1": "Amara"}, names_people=True)
        [bare] = presenters.campaign_history(deeds, names={}, names_people=False)

        assert line.words == "Said to be no campaign"
        assert line.who.startswith("Amara, ")
        assert "Amara" not in bare.who


class TestHiddenWords:
    @pytest.mark.parametrize(
        ("hidden", "words"), [(0, ""), (1, "1 more is counted"), (3, "3 more are counted")]
    )
    def test_say_that_some_is_not_shown(self, hidden, words):
        assert presenters.hidden_words(hidden).startswith(words)


class TestVoicesToShow:
    def test_are_none_where_they_could_tell_who_spoke(self):
        few = Voices(submissions=40, arguments=50, organisations=3)

        assert counted.voices_to_show(few, shows_few=False) is None
        assert counted.voices_to_show(few, shows_few=True) is few
        assert counted.voices_to_show(VOICES, shows_few=False) is VOICES
        assert counted.voices_to_show(Voices(), shows_few=True) is None
