import io

import docx
import pytest

from regard.domains.strategy import actions
from regard.domains.strategy.types import BundleKind, RegardEffect
from tests.domains.strategy.bundled import check_whole, files_of, make
from tests.domains.strategy.views.addresses import at
from tests.factories.engagement_blind import BlindSampleFactory
from tests.factories.strategy import PUBLISHED, Story
from tests.factories.strategy_regard import make_decision, make_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(time_machine):
    time_machine.move_to(PUBLISHED, tick=False)
    story = Story().decides()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    story.strategy.refresh_from_db()
    decision = make_decision(story.system, title="Pay for travel")
    make_record(decision, story.strategy, effects={story.passage.ref: RegardEffect.FOLLOWED})
    BlindSampleFactory(exercise=story.exercise, finished=True)
    return story


@pytest.fixture
def lead(client_as, story):
    return client_as("Partnership lead", story.system)


class TestForTheRegulator:
    def test_shows_each_statement_with_what_there_is_and_what_is_missing(self, lead, story):
        page = " ".join(lead.get(at(story, "regulator/")).text.split())

        assert "Partnerships and communities" in page
        assert "3 voices" in page
        assert "Decisions had regard to 1 of 1 passages" in page
        assert "1 sample was read blind" in page
        assert "No assessed need is recorded." in page
        assert "Nothing that this record holds bears on it" in page
        assert at(story, "replies/figures/") in page

    def test_is_a_pdf_and_a_word_document(self, lead, story):
        pdf = lead.get(at(story, "regulator/files/pdf/"))
        word = lead.get(at(story, "regulator/files/docx/"))

        assert pdf.content.startswith(b"%PDF")
        tables = docx.Document(io.BytesIO(word.content)).tables
        assert len(tables) == 3
        assert sum(len(table.rows) - 1 for table in tables) == 17

    def test_is_of_no_other_kind_and_of_no_draft(self, lead, client_as, story):
        assert lead.get(at(story, "regulator/files/odt/")).status_code == 404
        draft = Story()
        other = client_as("Partnership lead", draft.system)
        assert other.get(at(draft, "regulator/")).status_code == 404

    def test_is_in_a_bundle_for_the_regulator_and_in_no_other(self, story):
        bundle = make(story.strategy, BundleKind.REGULATOR)
        files = files_of(bundle)

        assert check_whole(bundle) == []
        assert files["regulator.pdf"].startswith(b"%PDF")
        assert b"Learning culture" in files["regulator.csv"]
        assert "regulator.csv" not in files_of(make(story.strategy, BundleKind.COURT))
