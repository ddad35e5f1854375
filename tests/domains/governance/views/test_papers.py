from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regard.domains.governance.models import Meeting, Paper
from tests.domains.governance.views.pages import NOON, of, read
from tests.factories.governance import (
    AgendaItemFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


class TestPapers:
    def bring(self, client, item, name="survey.pdf", data=b"%PDF-1.7 survey", **more):
        file = SimpleUploadedFile(name, data)
        where = of("new_paper", item.meeting, item_id=item.pk)
        return client.post(where, {"file": file} | more)

    def test_are_read_by_who_may(self, secretary, client, body):
        item = AgendaItemFactory(meeting__body=body)
        self.bring(secretary, item)
        paper = Paper.objects.get()
        where = of("paper", item.meeting, paper_id=paper.pk)

        assert paper.title == "survey"
        assert client.get(where).status_code == 404
        Meeting.objects.update(agenda_public_at=NOON)
        response = client.get(where)
        assert response.getvalue() == b"%PDF-1.7 survey"
        assert response["Content-Disposition"] == 'attachment; filename="survey.pdf"'

    def test_for_members_only_stay_so(self, secretary, client, body):
        item = AgendaItemFactory(meeting__body=body, meeting__agenda_public_at=NOON)
        self.bring(secretary, item, is_private="on", title="Costs of one provider")
        where = of("paper", item.meeting, paper_id=Paper.objects.get().pk)

        assert client.get(where).status_code == 404
        assert "Costs of one" not in read(client, of("meeting", item.meeting))
        assert secretary.get(where).getvalue()

    def test_of_a_private_item_are_private(self, secretary, client, body):
        item = AgendaItemFactory(
            meeting__body=body,
            meeting__agenda_public_at=NOON,
            is_private=True,
            why_private="Finances",
        )
        self.bring(secretary, item)

        where = of("paper", item.meeting, paper_id=Paper.objects.get().pk)
        assert client.get(where).status_code == 404

    @pytest.mark.parametrize(
        ("name", "data", "words"),
        [
            ("page.html", b"<script>", "page.html is not a file to read"),
            ("empty.pdf", b"", "The file is empty"),
        ],
    )
    def test_are_refused_with_a_reason(self, secretary, body, name, data, words):
        item = AgendaItemFactory(meeting__body=body)

        assert words in self.bring(secretary, item, name, data).content.decode()
        assert not Paper.objects.exists()

    def test_that_come_after_the_agenda_are_marked(self, secretary, client_as, body, time_machine):
        item = AgendaItemFactory(meeting__body=body)
        secretary.post(of("called", item.meeting))
        time_machine.move_to(NOON + timedelta(days=1))
        secretary = client_as("Board secretary", body.system)
        self.bring(secretary, item)

        assert "Added late" in read(secretary, of("meeting", item.meeting))

    def test_are_taken_away(self, secretary, body):
        item = AgendaItemFactory(meeting__body=body)
        self.bring(secretary, item)
        where = of("remove_paper", item.meeting, paper_id=Paper.objects.get().pk)

        assert "Take this paper away?" in read(secretary, where)
        secretary.post(where)
        assert not Paper.objects.exists()

    def test_whose_file_is_lost_are_not_found(self, secretary, body):
        item = AgendaItemFactory(meeting__body=body)
        self.bring(secretary, item)
        paper = Paper.objects.get()
        paper.file.path.unlink()

        response = secretary.get(of("paper", item.meeting, paper_id=paper.pk))

        assert response.status_code == 404
