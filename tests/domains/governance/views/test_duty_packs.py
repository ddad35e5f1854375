from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.domains.governance.views.pages import at, text
from tests.factories.governance import AcceptanceFactory, EvidenceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


class TestThePack:
    @pytest.fixture
    def full(self, obligation):
        AcceptanceFactory(round__obligation=obligation)
        EvidenceFactory(round__obligation=obligation, withdrawn_on=date(2026, 8, 1))

    def test_is_a_page(self, client, lead, full):
        page = text(client.get(at("duty_pack")))

        assert "It does not say that a law was kept" in page
        assert "Accepted by Amara Okafor, partnership lead, 15 July 2026" in page
        assert "withdrawn 1 August 2026" in page

    def test_is_a_pdf(self, client, lead, full):
        response = client.get(at("duty_pack_pdf"))

        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF")
        assert "evidence-pack-northmarch-2026-11-21.pdf" in response["Content-Disposition"]

    def test_is_a_spreadsheet(self, client, lead, full):
        response = client.get(at("duty_pack_xlsx"))

        book = CalamineWorkbook.from_filelike(BytesIO(b"".join(response.streaming_content)))
        lines = book.get_sheet_by_index(0).to_python()
        assert lines[0][:2] == ["Code", "Duty"]
        assert lines[1][0] == "X8"
        assert len(lines) == 3

    def test_is_narrowed_to_a_holder(self, client, lead, full):
        page = text(client.get(at("duty_pack"), {"holder": "Nobody"}))

        assert "There is nothing in this pack." in page

    def test_costs_the_same_queries_however_much_there_is(
        self, client, lead, full, django_assert_num_queries
    ):
        with django_assert_num_queries(11):
            client.get(at("duty_pack"))
