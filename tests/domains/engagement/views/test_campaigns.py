import pytest

from regard.domains.engagement.models import Campaign
from regard.domains.engagement.types import CampaignState, Visibility
from regard.foundation.jobs.models import Job
from tests.domains.engagement.views.addresses import at
from tests.domains.engagement.views.theme_pages import text_of
from tests.factories.engagement import AudienceMemberFactory, ExerciseFactory, QuestionFactory
from tests.factories.engagement_campaigns import LETTER, OWN, look, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True)


@pytest.fixture
def campaign(exercise):
    for text in (LETTER, LETTER, f"{LETTER} {OWN}"):
        location = AudienceMemberFactory(exercise=exercise).location
        send(exercise, text, location=location)
    send(exercise, "We have nobody for the nights at weekends.")
    look(exercise)
    return Campaign.objects.get()


@pytest.fixture
def reader(lead, exercise):
    return lead(exercise)


class TestCampaigns:
    def test_says_how_much_came_from_templates(self, reader, exercise, campaign):
        page = text_of(reader.get(at("campaigns", exercise)))

        assert "1 campaign: 3 of 4 submissions were made from a template." in page
        assert "3 providers, who run 3 locations" in page
        assert "1 of 3" in page
        assert "Read it and decide" in page
        assert at("campaign", exercise, campaign_id=campaign.pk) in page

    def test_tells_the_public_less_while_few_used_it(self, client, exercise, campaign):
        exercise.stage = "answered"
        exercise.save()

        page = text_of(client.get(at("campaigns", exercise)))

        assert "3 providers" in page
        assert "locations" not in page
        assert "Read it and decide" not in page

    def test_offers_to_look_while_nobody_has(self, reader, exercise):
        send(exercise)

        page = text_of(reader.get(at("campaigns", exercise)))

        assert "Nobody has looked for campaigns yet among 1 submission." in page
        assert at("look_for_campaigns", exercise) in page

    def test_says_that_nothing_was_said(self, reader, exercise):
        assert "Nothing to compare yet" in text_of(reader.get(at("campaigns", exercise)))

    def test_says_that_there_is_none(self, reader, exercise):
        send(exercise)
        look(exercise)

        page = text_of(reader.get(at("campaigns", exercise)))

        assert "No campaign among 1 submission." in page
        assert "Look again now" in page

    def test_shows_the_day_of_a_rush(self, reader, exercise):
        for number in range(2, 9):
            send(exercise, f"Word {number} only.", said_on=f"2026-11-{number:02}")
        for _ in range(30):
            send(exercise, LETTER, said_on="2026-11-10")
        look(exercise)

        page = text_of(reader.get(at("campaigns", exercise)))

        assert "<b>10 November 2026</b>" in page
        assert "30 submissions, where fewer than 1 a day are usual. 30 of them used" in page
        assert "Submissions by day" in page

    def test_takes_a_fixed_number_of_queries(
        self, reader, exercise, campaign, django_assert_max_num_queries
    ):
        reader.get(at("campaigns", exercise))
        with django_assert_max_num_queries(16):
            reader.get(at("campaigns", exercise))


class TestLook:
    def test_starts_the_job(self, reader, exercise):
        send(exercise)

        response = reader.post(at("look_for_campaigns", exercise))

        assert response["Location"] == f"/jobs/{Job.objects.get().pk}/"


class TestCampaign:
    def test_begins_with_what_people_added(self, reader, exercise, campaign):
        page = text_of(reader.get(at("campaign", exercise, campaign_id=campaign.pk)))

        assert "Used by 3 providers, who run 3 locations. 1 of 3 adds words of their own." in page
        assert page.index(OWN.removesuffix(".")) < page.index(LETTER)
        assert "The template as it is." in page
        assert "Are these made from one template?" in page

    def test_shows_others_only_what_may_be_read(self, client, exercise):
        for _ in range(3):
            send(exercise, LETTER, visibility=Visibility.COUNTED)
        look(exercise)
        exercise.stage = "answered"
        exercise.save()
        found = Campaign.objects.get()

        page = text_of(client.get(at("campaign", exercise, campaign_id=found.pk)))

        assert "home care" not in page
        assert "Nobody but the team may read the words of any of them." in page

    def test_is_read_page_by_page(self, reader, exercise):
        for _ in range(21):
            send(exercise, LETTER)
        look(exercise)
        found = Campaign.objects.get()
        here = at("campaign", exercise, campaign_id=found.pk)

        assert "?from=20" in text_of(reader.get(here))
        last = text_of(reader.get(f"{here}?from=20"))
        assert last.count("The template as it is.") == 1

    def test_takes_a_fixed_number_of_queries(
        self, reader, exercise, campaign, django_assert_max_num_queries
    ):
        here = at("campaign", exercise, campaign_id=campaign.pk)
        reader.get(here)
        with django_assert_max_num_queries(28):
            reader.get(here)


class TestDescribe:
    def test_names_it(self, reader, exercise, campaign):
        here = at("describe_campaign", exercise, campaign_id=campaign.pk)

        reader.post(here, {"title": "The fee letter", "started_by": "Care North"})

        page = text_of(reader.get(at("campaign", exercise, campaign_id=campaign.pk)))
        assert "Written by Care North" in page
        assert "Called “The fee letter”" in page

    def test_asks_for_a_name(self, reader, exercise, campaign):
        here = at("describe_campaign", exercise, campaign_id=campaign.pk)

        assert "There is a problem" in text_of(reader.post(here, {"title": ""}))
        assert "What is it called?" in text_of(reader.get(here))

    def test_shows_why_it_may_not(self, reader, exercise, campaign):
        exercise.stage = "answered"
        exercise.save()
        here = at("describe_campaign", exercise, campaign_id=campaign.pk)

        assert "final" in text_of(reader.post(here, {"title": "The fee letter"}))


class TestSettle:
    @pytest.mark.parametrize(
        ("name", "state", "words"),
        [
            ("confirm_campaign", CampaignState.CONFIRMED, "It is confirmed"),
            ("refuse_campaign", CampaignState.REFUSED, "It is no campaign."),
        ],
    )
    def test_says_what_it_is(self, reader, campaign, name, state, words):
        here = at(name, campaign.exercise, campaign_id=campaign.pk)

        assert words in text_of(reader.post(here, follow=True))
        assert Campaign.objects.get().state == state

    def test_takes_that_back(self, reader, campaign):
        Campaign.objects.update(state=CampaignState.CONFIRMED)
        here = at("reopen_campaign", campaign.exercise, campaign_id=campaign.pk)

        assert "taken back" in text_of(reader.post(here, follow=True))
        assert Campaign.objects.get().state == CampaignState.FOUND


class TestLabels:
    """Wherever a point or an answer of a campaign is read, and wherever voices are counted."""

    @pytest.mark.parametrize("name", ["contribution", "read_contribution"])
    def test_say_of_an_answer_whose_words_it_uses(self, reader, exercise, campaign, name):
        receipt = campaign.uses.first().contribution.receipt

        page = text_of(reader.get(at(name, exercise, receipt=receipt)))

        assert "In the words of the campaign" in page
        assert "one of 3." in page

    @pytest.mark.parametrize("name", ["themes", "alone"])
    def test_say_it_of_a_point(self, reader, exercise, campaign, name):
        page = text_of(reader.get(at(name, exercise)))

        here = at("campaign", exercise, campaign_id=campaign.pk)
        assert f'in the words of the campaign <a href="{here}">' in page

    def test_say_it_while_coding(self, reader, exercise, campaign):
        point = campaign.uses.first().answer.points.get()

        page = text_of(reader.get(at("code_point", exercise, point_id=point.pk)))

        assert "in the words of the campaign" in page

    @pytest.mark.parametrize(
        "name", ["themes", "exercise", "coverage", "results", "contributions"]
    )
    def test_stand_beside_three_honest_counts(self, reader, exercise, campaign, name):
        QuestionFactory(exercise=exercise)

        page = text_of(reader.get(at(name, exercise)))

        assert (
            "<b>4</b> submissions · <b>2</b> distinct arguments · <b>3</b> organisations" in page
        )
        assert f'3 of the submissions in <a href="{at("campaigns", exercise)}">1 campaign' in page
