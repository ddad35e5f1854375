import pytest
from lxml import etree

from regard.domains.strategy import actions
from regard.domains.strategy.jobs.published_files import make_files
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.domains.strategy.views.addresses import at
from tests.factories.strategy import PUBLISHED, Story

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def story():
    story = Story().decides()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    make_files(Progress(Job.objects.get(kind="strategy.make_files")))
    return story


class TestPublishedFile:
    @pytest.mark.parametrize(
        ("kind", "begins", "content_type"),
        [
            ("pdf", b"%PDF", "application/pdf"),
            ("docx", b"PK", "application/vnd.openxmlformats"),
            ("json", b'{"address"', "application/json"),
        ],
    )
    def test_is_sent_to_anybody_for_a_year(self, client, story, kind, begins, content_type):
        response = client.get(at(story, f"versions/1/files/{kind}/"))

        assert b"".join(response.streaming_content).startswith(begins)
        assert response["Content-Type"].startswith(content_type)
        assert "immutable" in response["Cache-Control"]

    def test_is_not_sent_twice_to_who_has_it(self, client, story):
        here = at(story, "versions/1/files/json/")
        first = client.get(here)
        etag = first["ETag"]
        list(first.streaming_content)

        assert client.get(here, headers={"If-None-Match": etag}).status_code == 304

    def test_is_not_found_where_there_is_none(self, client, story):
        assert client.get(at(story, "versions/1/files/odt/")).status_code == 404
        assert client.get(at(story, "versions/2/files/pdf/")).status_code == 404

    def test_is_led_to_from_the_page(self, client, story):
        page = client.get(at(story)).content.decode()

        assert at(story, "versions/1/files/pdf/") in page
        assert '<link rel="canonical"' in page


class TestFeed:
    def test_tells_what_was_published(self, client, story):
        response = client.get(f"/{story.system.slug}/strategy/feed.xml")

        feed = etree.fromstring(response.content)
        [entry] = feed.findall(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}title") == f"{story.strategy.title}, version 1"
        assert entry.findtext(f"{ATOM}id").endswith("/strategy/care-2027/versions/1/")

    def test_tells_nothing_of_drafts(self, client):
        draft = Story().decides()

        response = client.get(f"/{draft.system.slug}/strategy/feed.xml")

        assert etree.fromstring(response.content).findall(f"{ATOM}entry") == []


class TestSiteMap:
    def test_names_every_lasting_address(self, client, story):
        response = client.get(f"/{story.system.slug}/strategy/sitemap.xml")

        found = etree.fromstring(response.content)
        places = [each.text for each in found.iter("{*}loc")]
        assert any(place.endswith("/versions/1/") for place in places)
        assert any(place.endswith("/passages/2.4/") for place in places)
