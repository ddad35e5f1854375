from datetime import UTC, datetime

import pytest

from regard.domains.governance import actions
from regard.domains.governance.actions import CannotAddPaper, CannotChangeMeeting
from regard.domains.governance.actions.papers import MOST_BYTES
from regard.domains.governance.models import Paper
from regard.domains.governance.types import MeetingState
from regard.foundation.audit.models import Entry
from regard.foundation.files.models import File
from tests.factories.governance import AgendaItemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def add(item, name="Travel survey.PDF", size=4, title=""):
    return actions.add_paper(
        item=item,
        title=title,
        upload=actions.Upload(chunks=[b"%PDF"], name=name, size=size),
        is_private=False,
        by="person:1",
        at=NOON,
    )


class TestAddPaper:
    def test_keeps_the_file_and_names_it_after_itself(self):
        item = AgendaItemFactory()

        paper = add(item)

        assert paper.title == "Travel survey"
        assert paper.file.path.read_bytes() == b"%PDF"
        assert paper.file.scope_key == f"body:{item.meeting.body_id}"
        entry = Entry.objects.get()
        assert (entry.event, entry.detail) == ("paper.added", {"item": item.pk})

    def test_takes_the_title_it_is_given(self):
        assert add(AgendaItemFactory(), title=" What  travel costs ").title == "What travel costs"

    @pytest.mark.parametrize(
        ("name", "size", "words"),
        [
            ("page.html", 4, "not a file to read"),
            ("program.exe", 4, "not a file to read"),
            ("nothing", 4, "not a file to read"),
            ("empty.pdf", 0, "is empty"),
            ("large.pdf", MOST_BYTES + 1, "larger than 30 MB"),
        ],
    )
    def test_refuses_what_is_not_to_be_read(self, name, size, words):
        with pytest.raises(CannotAddPaper, match=words):
            add(AgendaItemFactory(), name=name, size=size)

        assert not File.objects.exists()

    def test_refuses_a_cancelled_meeting(self):
        item = AgendaItemFactory(
            meeting__state=MeetingState.CANCELLED, meeting__why_cancelled="Snow"
        )

        with pytest.raises(CannotChangeMeeting):
            add(item)


class TestRemovePaper:
    def test_takes_it_off_and_keeps_the_file(self):
        paper = add(AgendaItemFactory())

        actions.remove_paper(paper=paper, by="person:1", at=NOON)

        assert not Paper.objects.exists()
        assert File.objects.get().path.exists()
        assert Entry.objects.order_by("-pk").first().event == "paper.removed"
