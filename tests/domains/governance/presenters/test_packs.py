from datetime import UTC, date, datetime

import pytest

from regard.domains.governance.presenters import packs
from regard.domains.governance.presenters.agendas import Way
from regard.domains.governance.queries import get_meeting_row, list_actions_of, list_items
from regard.foundation.accounts.callers import Anyone
from regard.foundation.documents import Heading, Link, Paragraph, Table
from regard.foundation.files import actions as files
from tests.factories.accounts import Holder
from tests.factories.governance import (
    ActionFactory,
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    PaperFactory,
)
from tests.foundation.documents.reading import check_tagged, tags

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def meeting():
    body = BodyFactory(name="Westmere Health and Wellbeing Board")
    meeting = MeetingFactory(body=body, agenda_public_at=NOON, joining="https://join.example/1")
    item = AgendaItemFactory(
        meeting=meeting,
        position=1,
        title="Pay for travel",
        about="A third of the day is travel.",
        views="43 providers",
    )
    file = files.keep(
        chunks=[b"%PDF"], name="a.pdf", origin="test", scope_key="x", by="person:1", at=NOON
    )
    PaperFactory(item=item, file=file, title="The survey")
    AgendaItemFactory(
        meeting=meeting,
        position=2,
        title="A provider’s costs",
        is_private=True,
        why_private="Commercially sensitive",
    )
    ActionFactory(body=body, due_on=date(2026, 11, 1), text="Write the clause")
    return meeting


def pack_for(meeting, caller, *, is_whole):
    items = list_items(meeting=meeting, caller=caller)
    return packs.Pack(
        partnership="Northmarch care partnership",
        meeting=get_meeting_row(meeting=meeting, caller=caller, items=len(items)),
        items=items,
        actions=list_actions_of(body=meeting.body, caller=caller, on=NOON.date()),
        way=Way(meeting.system.slug, meeting.pk),
        is_whole=is_whole,
    )


@pytest.fixture
def for_members(meeting):
    return pack_for(meeting, Holder(role="Board member", scope=meeting.body), is_whole=True)


@pytest.fixture
def for_everyone(meeting):
    return pack_for(meeting, Anyone(), is_whole=False)


def words_of(pack):
    """Return all that a pack says, as one text."""
    return "\n".join(str(block) for block in packs._blocks(pack))


class TestMakePack:
    def test_is_tagged_with_headings_in_order(self, for_members):
        pdf = packs.make_pack(for_members, at=NOON)

        check_tagged(pdf, title="Westmere Health and Wellbeing Board, 3 December 2026")
        assert {"Table", "TH", "TOC", "Link", "H1", "H2"} <= set(tags(pdf))

    def test_holds_agenda_briefs_papers_and_open_actions(self, for_members):
        blocks = list(packs._blocks(for_members))

        headings = [block.text for block in blocks if isinstance(block, Heading)]
        assert headings[:4] == [
            "Agenda",
            "1. Pay for travel",
            "What it is",
            "Whose views it rests on",
        ]
        assert headings[-1] == "Actions still open"
        links = [block for block in blocks if isinstance(block, Link)]
        assert [link.text for link in links] == ["The survey (1 kB)"]
        assert links[0].url.endswith("/")
        tables = [block for block in blocks if isinstance(block, Table)]
        assert tables[-1].rows[0][1] == "Write the clause"
        assert "20 days overdue" in tables[-1].rows[0][3]

    def test_says_that_it_is_for_members_where_it_holds_private_items(self, for_members):
        assert "For members" in words_of(for_members)
        assert "A provider’s costs" in words_of(for_members)
        assert "join.example" in words_of(for_members)

    def test_tells_everyone_else_only_why_an_item_is_private(self, for_everyone):
        words = words_of(for_everyone)

        assert "A provider’s costs" not in words
        assert "Commercially sensitive" in words
        assert "join.example" not in words
        assert "For members" not in words

    def test_of_an_empty_agenda_says_so(self):
        meeting = MeetingFactory(agenda_public_at=NOON)
        pack = pack_for(meeting, Anyone(), is_whole=False)

        assert Paragraph("Nothing is on the agenda yet.") in list(packs._blocks(pack))
        assert Paragraph("None.") in list(packs._blocks(pack))
        assert packs.make_pack(pack, at=NOON)
