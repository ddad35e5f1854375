import pytest
from pypdf import PdfReader, PdfWriter

from regard.foundation.documents import Heading, Paragraph, render_pdf
from regard.foundation.reading.found import CannotRead
from regard.foundation.reading.pdf_files import paragraphs_of, read_pdf

SENTENCE = (
    "Staff leave our homes every winter because nobody pays them for the time that they spend "
    "between one call and the next, and because shops nearby pay more for less."
)


@pytest.fixture
def pdf(tmp_path):
    def pdf(content):
        path = tmp_path / "a.pdf"
        path.write_bytes(content)
        return path

    return pdf


class TestReadPdf:
    def test_reads_paragraphs_with_the_first_character_of_each_page(self, pdf):
        blocks = [Heading("Workforce"), *(Paragraph(f"{n}. {SENTENCE}") for n in range(40))]
        made = render_pdf(title="What we think", blocks=blocks)

        found = read_pdf(pdf(made))

        assert not found.needs_typing
        assert found.words.count("between one call and the next") == 40
        assert [name for _, name in found.places] == [
            f"page {n}" for n in range(1, len(PdfReader(pdf(made)).pages) + 1)
        ]
        starts = [start for start, _ in found.places]
        assert starts == sorted(starts)
        assert starts[0] == 0

    @pytest.mark.parametrize("how_many", [3, 25])
    def test_leaves_out_what_runs_along_the_foot(self, pdf, how_many):
        blocks = [Paragraph(f"{n}. {SENTENCE}") for n in range(how_many)]

        found = read_pdf(pdf(render_pdf(title="What we think", blocks=blocks)))

        assert found.words.count("What we think") == 1
        assert "Page" not in found.words
        assert found.words.count("shops nearby pay more for less.") == how_many

    def test_says_that_pictures_of_text_must_be_typed(self, pdf, tmp_path):
        writer = PdfWriter()
        writer.add_blank_page(200, 200)
        writer.write(tmp_path / "blank.pdf")

        found = read_pdf(tmp_path / "blank.pdf")

        assert found.needs_typing
        assert found.words == ""

    def test_refuses_what_is_protected_by_a_password(self, tmp_path):
        writer = PdfWriter()
        writer.add_blank_page(200, 200)
        writer.encrypt("secret", algorithm="RC4-128")
        writer.write(tmp_path / "locked.pdf")

        with pytest.raises(CannotRead, match="password"):
            read_pdf(tmp_path / "locked.pdf")

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"%PDF-1.4",
            b"%PDF-1.4\n" + b"\x00" * 5_000,
            b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref",
        ],
    )
    def test_refuses_what_is_broken(self, pdf, content):
        with pytest.raises(CannotRead):
            read_pdf(pdf(content))

    def test_refuses_a_page_tree_that_leads_to_itself(self, pdf):
        content = (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
            b"trailer<</Root 1 0 R>>\n%%EOF"
        )

        with pytest.raises(CannotRead):
            read_pdf(pdf(content))


HALVES = SENTENCE[:78].rsplit(" ", 1)[0], SENTENCE[len(SENTENCE[:78].rsplit(" ", 1)[0]) :]


class TestParagraphsOf:
    def test_leaves_out_what_stands_on_every_page(self):
        pages = [
            ["Northmarch Care Association", f"Words {n} that {SENTENCE}", f"Page {n} of 9"]
            for n in range(1, 10)
        ]

        found = paragraphs_of(pages)

        assert "Association" not in found.words
        assert "of 9" not in found.words
        assert len(found.places) == 9

    def test_joins_a_sentence_across_pages(self):
        found = paragraphs_of([[HALVES[0]], [HALVES[1].strip()]])

        assert " ".join(found.words.split()) == " ".join(SENTENCE.split())
        assert found.places[1][1] == "page 2"
        assert found.words[found.places[1][0] :].startswith(HALVES[1].strip()[:10])

    def test_sets_headings_and_items_apart(self):
        found = paragraphs_of([[SENTENCE, "2.1 Workforce", SENTENCE, "• Pay", "• Rest"]])

        assert found.words.split("\n\n") == [
            SENTENCE,
            "2.1 Workforce",
            SENTENCE,
            "• Pay",
            "• Rest",
        ]

    def test_leaves_out_a_table_of_contents(self):
        found = paragraphs_of(
            [["Workforce ................ 12", "Rotas . . . . . . 14", SENTENCE]]
        )

        assert found.words == SENTENCE
