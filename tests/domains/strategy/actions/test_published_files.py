import hashlib
import json

import pytest
from django.db import ProgrammingError, transaction

from regard.domains.strategy import actions, queries
from regard.domains.strategy.jobs.published_files import make_files
from regard.domains.strategy.models import PublishedFile
from regard.domains.strategy.types import FileKind
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotFound
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.strategy import PUBLISHED, NeedFactory, Story
from tests.foundation.documents.reading import check_tagged

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    story = Story().decides()
    need = NeedFactory(system=story.system)
    actions.base_passage(
        strategy=story.strategy,
        ref="2.4",
        numbers=[need.number],
        no_need_because="",
        by="person:1",
        at=PUBLISHED,
    )
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    story.strategy.refresh_from_db()
    return story


def make(story):
    job = Job.objects.get(kind="strategy.make_files")
    assert job.args == {"strategy_id": story.strategy.pk}
    return make_files(Progress(job))


class TestPublishing:
    def test_puts_the_digest_of_its_content_into_the_ledger(self, story):
        content = queries.content_bytes(strategy=story.strategy)

        assert story.strategy.digest == hashlib.sha256(content).hexdigest()
        entry = Entry.objects.get(event="strategy.published")
        assert entry.detail["digest"] == story.strategy.digest


class TestContentBytes:
    def test_holds_passages_needs_and_outcomes_and_nobodys_words(self, story):
        content = queries.content_bytes(strategy=story.strategy)

        told = json.loads(content)
        assert (told["format"], told["version"]) == ("regard-document/1", 1)
        [passage] = told["passages"]
        assert (passage["number"], len(passage["needs"])) == ("2.4", 1)
        assert {each["kind"] for each in told["outcomes"]} == {"in_part", "not_adopted"}
        assert "Fell road" not in content.decode()


class TestMakeFiles:
    def test_makes_each_once_and_they_never_change(self, story):
        make(story)
        make(story)

        files = queries.list_published_files(strategy=story.strategy)
        assert set(files) == set(FileKind)
        assert files[FileKind.JSON].sha256 == story.strategy.digest
        assert files[FileKind.DOCX].path.read_bytes().startswith(b"PK")
        check_tagged(files[FileKind.PDF].path.read_bytes(), title=story.strategy.title)
        with transaction.atomic(), pytest.raises(ProgrammingError, match="never changes"):
            PublishedFile.objects.all().delete()

    def test_are_not_there_while_they_are_made(self, story):
        with pytest.raises(NotFound, match="not made yet"):
            queries.get_published_file(strategy=story.strategy, kind="pdf")
