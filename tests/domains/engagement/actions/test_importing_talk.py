from datetime import UTC, datetime

import pytest

from regard.domains.engagement.actions.importing_talk import import_conversation
from regard.domains.engagement.models import Conversation, Statement, Vote
from regard.domains.engagement.queries.opinions import get_material
from regard.domains.engagement.queries.votes_files import (
    STATEMENTS_HEADER,
    VOTES_HEADER,
    list_statement_rows,
    list_vote_rows,
)
from regard.domains.engagement.rules.deliberation import opinions_of
from regard.domains.engagement.sources.polis_export import CannotReadExport
from regard.foundation.audit.models import Entry
from regard.foundation.files.tables import csv_text
from tests.factories.engagement_deliberation import two_camps
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
COMMENTS = "comment-id,moderated,comment-body\n0,1,Pay for travel\n4,-1,A name\n"


@pytest.fixture
def bring(tmp_path):
    """Return what takes the text of two files."""

    def bring(votes, comments=COMMENTS):
        (tmp_path / "votes.csv").write_text(votes, encoding="utf-8")
        (tmp_path / "comments.csv").write_text(comments, encoding="utf-8")
        return import_conversation(
            system=SystemFactory(),
            title="What keeps nights?",
            votes=tmp_path / "votes.csv",
            comments=tmp_path / "comments.csv",
            by="command",
            at=NOON,
        )

    return bring


def votes_of(conversation):
    found = Vote.objects.filter(conversation=conversation)
    return set(found.values_list("voter__number", "statement__number", "value"))


class TestImportConversation:
    def test_keeps_the_later_vote_and_a_closed_conversation(self, bring):
        made = bring(
            "timestamp,datetime,comment-id,voter-id,vote\n9,,0,7,1\n3,,0,7,-1\n4,,4,8,0\n"
        )

        assert votes_of(made) == {(7, 0, 1), (8, 4, 0)}
        assert made.closed_at == NOON
        hidden = Statement.objects.get(number=4)
        assert (hidden.state, bool(hidden.why)) == ("hidden", True)
        entry = Entry.objects.get(event="conversation.imported")
        assert entry.detail == {"votes": 2, "voters": 2}

    def test_brings_back_what_was_exported(self, bring):
        held = two_camps(people=12, statements=6)
        made = bring(
            csv_text(VOTES_HEADER, list_vote_rows(conversation=held)),
            csv_text(STATEMENTS_HEADER, list_statement_rows(conversation=held)),
        )

        assert votes_of(made) == votes_of(held)
        opinions, again = (
            opinions_of(get_material(conversation_id=each.pk))[0] for each in (held, made)
        )
        assert again.agreed == opinions.agreed
        assert again.across.tolist() == opinions.across.tolist()

    def test_takes_a_real_conversation_with_the_agreement_on_the_right_side(
        self, bring, shared_data
    ):
        folder = shared_data / "votes" / "polis_open_data" / "london.youth.policing"
        made = bring(
            (folder / "votes.csv").read_text(encoding="utf-8"),
            (folder / "comments.csv").read_text(encoding="utf-8"),
        )

        opinions, _, _ = opinions_of(get_material(conversation_id=made.pk))
        place = opinions.statements.tolist().index(38)
        assert opinions.everybody.agreed[place] == 3
        assert opinions.everybody.disagreed[place] == 0

    @pytest.mark.parametrize(
        ("votes", "said"),
        [
            ("timestamp,comment-id,vote\n", "no column “voter-id”"),
            ("timestamp,comment-id,voter-id,vote\n1,0,7,2\n", "line 2, column “vote”: “2”"),
            ("timestamp,comment-id,voter-id,vote\n1,0,x,1\n", "column “voter-id”: “x”"),
            ("timestamp,comment-id,voter-id,vote\n1,9,7,1\n", "is not a statement of"),
        ],
    )
    def test_refuses_with_file_line_and_column(self, bring, votes, said):
        with pytest.raises(CannotReadExport, match=said):
            bring(votes)

        assert not Conversation.objects.exists()

    def test_refuses_a_state_that_it_does_not_know(self, bring):
        with pytest.raises(CannotReadExport, match="moderated"):
            bring("timestamp,comment-id,voter-id,vote\n", COMMENTS.replace("-1", "7"))
