import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from factory import Sequence

from regard.domains.strategy import actions
from regard.domains.strategy.models import Need, NeedAside
from regard.domains.strategy.rules.needs import Answering
from regard.domains.strategy.types import NeedTopic, PassageKind
from tests.domains.strategy.views.addresses import at
from tests.factories.strategy import DECIDED, PUBLISHED, NeedFactory, PassageFactory, Story

pytestmark = pytest.mark.django_db

NEED = {
    "title": "Homes near work",
    "topic": "housing",
    "words": "212 people waited.",
    "who": "",
    "source": "Assessment 2026",
    "source_url": "",
    "dated_on-day": "1",
    "dated_on-month": "4",
    "dated_on-year": "2026",
}


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def story():
    return Story().decides()


@pytest.fixture
def lead(client_as, story):
    return client_as("Partnership lead", story.system)


def here(story, path=""):
    return f"/{story.system.slug}/needs/{path}"


class TestNeeds:
    def test_says_what_to_expect_while_there_are_none(self, client, story):
        page = text(client.get(here(story)))

        assert "No need has been recorded here yet." in page
        assert "Add a need" not in page

    def test_shows_needs_by_topic_and_what_answers_each(self, client, story):
        need = NeedFactory(system=story.system, title="Homes near work")
        NeedFactory(system=story.system, title="Buses at night", topic=NeedTopic.ENVIRONMENT)
        tie = {"strategy": story.strategy, "by": "person:1", "at": DECIDED}
        actions.answer_need(need=need, answering=Answering(refs=frozenset({"2.4"})), **tie)
        for other in Need.objects.exclude(pk=need.pk):
            actions.answer_need(need=other, answering=Answering(aside="Later."), **tie)
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)

        page = text(client.get(here(story)))

        assert "What is published answers 1 of them, and leaves 1 aside with a reason." in page
        assert "2.4 Travel between visits" in page
        assert "Left aside" in page
        assert "No need is recorded under Employment." in page

    def test_are_narrowed_to_one_topic(self, client, story):
        for topic in (NeedTopic.HOUSING, NeedTopic.ENVIRONMENT):
            NeedFactory(system=story.system, topic=topic, title=f"About {topic}")

        page = text(client.get(here(story, "?topic=housing")))

        assert "About housing" in page
        assert "About environment" not in page
        assert "About environment" in text(client.get(here(story, "?topic=nonsense")))

    def test_makes_as_many_queries_for_many_as_for_few(
        self, client, story, django_assert_max_num_queries
    ):
        NeedFactory.create_batch(12, system=story.system)

        with django_assert_max_num_queries(12):
            client.get(here(story))


class TestNeed:
    def test_is_added_changed_and_retired(self, lead, story):
        lead.post(here(story, "new/"), NEED)
        number = Need.objects.get().number
        lead.post(here(story, f"{number}/change/"), NEED | {"title": "Homes by the sea"})
        day = {"on-day": "16", "on-month": "1", "on-year": "2027"}
        lead.post(here(story, f"{number}/retire/"), day | {"because": "Replaced"})

        page = text(lead.get(here(story, f"{number}/")))

        assert f"N{number} Homes by the sea" in page
        assert "Replaced" in page

    def test_says_why_it_cannot(self, lead, story):
        page = text(lead.post(here(story, "new/"), NEED | {"title": "", "source_url": "x"}))

        assert "Say what is needed, in a few words" in page
        assert "Enter an address that begins with https://" in page

    def test_is_not_found_where_there_is_none(self, client, story):
        assert client.get(here(story, "77/")).status_code == 404


class TestLoadNeeds:
    def test_takes_the_sheet_that_we_hand_out(self, lead, story):
        empty = lead.get(here(story, "load/needs.csv")).getvalue()
        file = SimpleUploadedFile("needs.csv", empty + b"Buses,Roads,,,A,,1/4/2026\r\n")

        page = text(lead.post(here(story, "load/"), {"file": file}))

        assert "1 need added. 1 row could not be taken." in page
        assert "Write one of these: Health" in page

    def test_says_what_a_file_lacks(self, lead, story):
        file = SimpleUploadedFile("needs.csv", b"Need\r\nBuses\r\n")

        assert "names no column" in text(lead.post(here(story, "load/"), {"file": file}))


class TestNeedMatrix:
    def test_names_what_stands_alone_on_either_side(self, lead, story):
        NeedFactory(system=story.system, title="Homes near work")
        PassageFactory(strategy=story.strategy, ref="3.1", kind=PassageKind.PRIORITY)

        page = text(lead.get(at(story, "needs/")))

        assert "1 need that nothing answers and 1 passage that no need stands behind." in page
        assert "Say what answers it" in page
        assert "Say what it rests on" in page

    def test_shows_first_what_is_missing_of_a_long_document(self, lead, story):
        NeedFactory.create_batch(101, system=story.system)
        tied = {"refs": "2.4", "how": "It says so.", "aside": ""}
        PassageFactory.create_batch(41, strategy=story.strategy, ref=Sequence(lambda n: f"9.{n}"))
        first = Need.objects.order_by("number").first()
        lead.post(at(story, f"needs/{first.number}/"), tied)

        long, whole = (
            text(lead.get(at(story, f"needs/{asked}"))) for asked in ("", "?missing=no")
        )

        assert first.title not in long
        assert first.title in whole
        assert "Only what is missing 100" in long
        assert 'value="2.4"' in text(lead.get(at(story, f"needs/{first.number}/")))
        assert "By number, such as N3, N12" in text(lead.get(at(story, "needs/of/2.4/")))

    def test_ties_a_need_by_form(self, lead, story):
        need = NeedFactory(system=story.system)

        refused = lead.post(at(story, f"needs/{need.number}/"), {})
        lead.post(at(story, f"needs/{need.number}/"), {"aside": "The county does it."})

        assert "Choose the passages that answer it" in text(refused)
        assert NeedAside.objects.get().why == "The county does it."
        assert "The county does it." in text(lead.get(at(story, f"needs/{need.number}/")))

    def test_ties_a_passage_by_form(self, lead, story):
        need = NeedFactory(system=story.system)

        refused = lead.post(at(story, "needs/of/2.4/"), {})
        lead.post(at(story, "needs/of/2.4/"), {"numbers": [need.number]})

        assert "Choose the needs it answers" in text(refused)
        assert f"N{need.number}" in text(lead.get(at(story, "needs/")))

    def test_keeps_a_draft_to_those_who_may_read_it(self, client, story):
        assert client.get(at(story, "needs/")).status_code == 404

    def test_shows_the_draft_of_the_next_version_to_those_who_write_it(self, lead, story):
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
        draft = type(story.strategy).objects.create(
            system=story.system, slug="care-2027", number=2, title="Next", follows=story.strategy
        )
        PassageFactory(strategy=draft, ref="9.9", heading="New homes")
        NeedFactory(system=story.system)

        assert "New homes" not in text(lead.get(at(story, "needs/")))
        assert "New homes" in text(lead.get(at(story, "needs/?draft=1")))
