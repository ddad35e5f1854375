import zipfile

import docx
import pytest

from regard.foundation.reading.found import CannotRead
from regard.foundation.reading.word_files import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture
def made(tmp_path):
    """Return what writes a document with some paragraphs, as Word would."""

    def made(build):
        document = docx.Document()
        build(document)
        path = tmp_path / "a.docx"
        document.save(path)
        return path

    return made


@pytest.fixture
def packed(tmp_path):
    """Return what packs the body of a document by hand."""

    def packed(body, **more):
        path = tmp_path / "b.docx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            text = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
            package.writestr("word/document.xml", text)
            for name, content in more.items():
                package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
        return path

    return packed


class TestReadDocx:
    def test_reads_paragraphs_with_their_headings_as_places(self, made):
        def build(document):
            document.add_heading("Workforce", 1)
            document.add_paragraph("Staff leave.")
            document.add_heading("Rotas", 2)
            document.add_paragraph("They come late.", style="List Bullet")

        found = read_docx(made(build))

        assert found.words == "Workforce\n\nStaff leave.\n\nRotas\n\nThey come late."
        assert found.places == ((0, "Workforce"), (25, "Rotas"))

    def test_knows_the_level_of_every_heading(self, made):
        def build(document):
            document.add_heading("Care", 0)
            document.add_heading("Workforce", 1)
            document.add_paragraph("Staff leave.")
            document.add_heading("Rotas", 2)
            own = document.styles.add_style("Our heading", 1)
            own.base_style = document.styles["Heading 2"]
            document.add_paragraph("By our own style", style="Our heading")

        assert read_docx(made(build)).list_blocks() == [
            (1, "Care"),
            (2, "Workforce"),
            (0, "Staff leave."),
            (3, "Rotas"),
            (3, "By our own style"),
        ]

    def test_reads_a_table_row_by_row(self, made):
        def build(document):
            table = document.add_table(rows=1, cols=2)
            table.cell(0, 0).text, table.cell(0, 1).text = "Pay", "Too low"

        assert read_docx(made(build)).words == "Pay | Too low"

    def test_says_where_tenth_paragraphs_are_in_a_document_without_headings(self, made):
        def build(document):
            for number in range(25):
                document.add_paragraph(f"Paragraph number {number}.")

        names = [name for _, name in read_docx(made(build)).places]

        assert names == ["paragraph 1", "paragraph 11", "paragraph 21"]

    def test_reads_what_was_inserted_and_not_what_was_deleted(self, packed):
        body = (
            "<w:p><w:r><w:t>Pay </w:t></w:r><w:ins><w:r><w:t>more</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>less</w:delText></w:r></w:del></w:p>"
        )

        assert read_docx(packed(body)).words == "Pay more"

    def test_reads_notes_at_the_end(self, packed):
        notes = (
            f'<w:footnotes xmlns:w="{W}"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnotes>'
        )
        path = packed("<w:p><w:r><w:t>Text.</w:t></w:r></w:p>", word__footnotes_dot_xml=notes)

        assert read_docx(path).words == "Text.\n\nA note."

    def test_a_document_of_pictures_must_be_typed(self, packed):
        assert read_docx(packed("<w:p/>")).needs_typing

    def test_refuses_macros(self, packed):
        with pytest.raises(CannotRead, match="macros"):
            read_docx(packed("<w:p/>", word__vbaProject_dot_bin=b"x"))

    def test_refuses_a_bomb(self, packed):
        body = "<w:p/>" + " " * 30_000_000

        with pytest.raises(CannotRead, match="unpacks"):
            read_docx(packed(body))

    def test_does_not_open_what_the_text_names(self, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("secret")
        path = tmp_path / "c.docx"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr(
                "word/document.xml",
                f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
                f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>Text &e;</w:t></w:r></w:p>'
                "</w:body></w:document>",
            )

        assert "secret" not in read_docx(path).words

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 500])
    def test_refuses_what_is_broken(self, tmp_path, content):
        path = tmp_path / "d.docx"
        path.write_bytes(content)

        with pytest.raises(CannotRead, match="broken"):
            read_docx(path)

    def test_refuses_a_package_without_text(self, tmp_path):
        path = tmp_path / "e.docx"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("a.txt", "x")

        with pytest.raises(CannotRead, match="no Word document"):
            read_docx(path)

    def test_refuses_text_that_is_no_xml(self, tmp_path):
        path = tmp_path / "f.docx"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("word/document.xml", "<w:p>")

        with pytest.raises(CannotRead, match="broken"):
            read_docx(path)
