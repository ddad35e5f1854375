import io
from datetime import UTC, datetime

import docx
import pytest

from regard.foundation.documents import (
    Contents,
    Heading,
    KeyValues,
    Link,
    List,
    PageBreak,
    Paragraph,
    Table,
    Tone,
    render_docx,
)
from regard.foundation.documents.word import NUMBER
from regard.foundation.reading.word_files import read_docx

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def made(*blocks, title="Care in Northmarch"):
    return docx.Document(io.BytesIO(render_docx(title=title, blocks=blocks, at=NOON)))


class TestRenderDocx:
    def test_has_title_language_and_day(self):
        about = made().core_properties

        assert (about.title, about.language) == ("Care in Northmarch", "en-GB")
        assert about.created.isoformat().startswith("2026-11-21T12:00")

    def test_has_headings_of_words_own(self):
        document = made(Heading("Vision"), Heading("Travel", 2))

        styles = [each.style.name for each in document.paragraphs]
        assert styles == ["Title", "Heading 1", "Heading 2"]

    def test_has_lists_and_paragraphs(self):
        document = made(
            Paragraph("One.\n\nTwo.", Tone.LEDE),
            Paragraph("Small.", Tone.QUIET),
            List(("a", "b")),
            List(("c",), is_numbered=True),
            KeyValues((("Version", "2"),)),
            Contents(),
            PageBreak(),
        )

        told = [(each.style.name, each.text) for each in document.paragraphs[1:7]]
        assert told == [
            ("Normal", "One."),
            ("Normal", "Two."),
            ("Normal", "Small."),
            ("List Bullet", "a"),
            ("List Bullet", "b"),
            ("List Number", "c"),
        ]
        assert document.paragraphs[7].text == "Version: 2"

    def test_has_tables_whose_first_row_is_said_again_on_each_page(self):
        document = made(Table("Said", ("What", "How often"), (("Pay", 1200), ("Rest", None))))

        [table] = document.tables
        assert [[cell.text for cell in row.cells] for row in table.rows] == [
            ["What", "How often"],
            ["Pay", "1,200"],
            ["Rest", "–"],
        ]
        assert "w:tblHeader" in table.rows[0]._tr.xml

    def test_gives_columns_their_shares_of_the_page_and_numbers_what_they_need(self):
        document = made(
            Table("Said", ("What", "How often", "Why"), (("Pay", 2, "So"),), (1,), (1, 9, 3))
        )

        [table] = document.tables
        what, often, why = (column.width for column in table.columns)
        assert often == pytest.approx(NUMBER, rel=0.01)
        assert why == pytest.approx(3 * what, rel=0.01)
        section = document.sections[0]
        page = section.page_width - section.left_margin - section.right_margin
        assert what + often + why == pytest.approx(page, rel=0.01)
        assert [cell.width for cell in table.rows[1].cells] == [what, often, why]

    def test_leads_only_to_addresses_of_known_kinds(self):
        document = made(
            Link("The page", "https://example.org/a"), Link("Not this", "javascript:alert(1)")
        )

        targets = [each.target_ref for each in document.part.rels.values() if each.is_external]
        assert targets == ["https://example.org/a"]

    def test_leaves_out_what_no_letter_is(self):
        document = made(Heading("A\0 \x0bB"), title="C\0D")

        assert [each.text for each in document.paragraphs] == ["CD", "A B"]

    def test_reads_back_the_same(self, tmp_path):
        path = tmp_path / "plan.docx"
        blocks = [Heading("Vision"), Paragraph("Care near home."), Heading("Travel", 2)]
        path.write_bytes(render_docx(title="Plan", blocks=blocks))

        found = read_docx(path)

        assert [level for _, level in found.levels] == [1, 2, 3]
        assert [line for line in found.words.splitlines() if line] == [
            "Plan",
            "Vision",
            "Care near home.",
            "Travel",
        ]

    def test_refuses_what_is_no_part_of_a_document(self):
        with pytest.raises(TypeError, match="str is no part"):
            render_docx(title="Plan", blocks=["words"])
