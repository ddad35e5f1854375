from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

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
    render_pdf,
)
from regard.foundation.documents.letters import PRINTED, spell_out, without_controls

from .reading import check_tagged, tags

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

ALL = [
    Paragraph("Five items, two of them for decision.", Tone.LEDE),
    Contents(),
    Heading("Agenda"),
    Table("The agenda", ("No.", "Item"), ((1, "Travel time"), (2, None)), numeric=(0,)),
    Heading("Travel time", level=2),
    KeyValues((("Decision needed", "Pay for it"),)),
    List(("One", "Two")),
    List(("First", "Second"), is_numbered=True),
    Link("The survey", "https://example.org/survey"),
    PageBreak(),
    Heading("Papers"),
    Paragraph("None.", Tone.QUIET),
]


class TestRenderPdf:
    def test_tags_all_that_it_prints(self):
        pdf = render_pdf(title="Papers for 3 December 2026", blocks=ALL)

        check_tagged(pdf, title="Papers for 3 December 2026")
        read = tags(pdf)
        assert [tag for tag in read if tag[0] == "H"] == ["H1", "H1", "H2", "H1"]
        assert read.count("TH") == 2
        assert read.count("TD") == 4
        assert read.count("L") == 3
        assert read.count("LI") == 5
        assert {"Title", "TOC", "TOCI", "Link", "Lbl", "LBody", "THead", "TBody"} <= set(read)

    def test_gives_columns_their_widths_and_contents_their_levels(self):
        table = Table("Wide", ("A", "B"), (("a", "b"),), widths=(1, 4))
        blocks = [Contents(levels=1), Heading("One"), Heading("Two", level=2), table]

        read = tags(render_pdf(title="Papers", blocks=blocks))

        assert read.count("TOCI") == 1
        assert read.count("TD") == 2

    def test_breaks_pages_where_told(self):
        with pikepdf.open(BytesIO(render_pdf(title="Papers", blocks=ALL))) as pdf:
            assert len(pdf.pages) == 2

    def test_says_when_it_was_made_only_if_told(self):
        dated = render_pdf(title="Papers", blocks=ALL, at=NOON)

        with pikepdf.open(BytesIO(dated)) as pdf:
            assert str(pdf.docinfo.CreationDate) == "D:20261121120000Z"
        with pikepdf.open(BytesIO(render_pdf(title="Papers", blocks=ALL))) as pdf:
            assert "/CreationDate" not in pdf.docinfo

    def test_says_its_language(self):
        pdf = render_pdf(title="Papurau", blocks=ALL, language="cy-GB")

        check_tagged(pdf, title="Papurau", language="cy-GB")

    def test_makes_the_same_bytes_of_the_same_document(self):
        made = {render_pdf(title="Papers", blocks=ALL, at=NOON) for _ in range(2)}

        assert len(made) == 1

    def test_prints_what_looks_like_markup_as_it_is(self):
        words = '#panic("no") *bold* $x$ \\ @ref <label> /* ... */ `raw` = Heading'

        pdf = render_pdf(title=words, blocks=[Heading(words), Paragraph(words)])

        check_tagged(pdf, title=words)
        assert tags(pdf) == ["Document", "Title", "H1", "P"]

    def test_parts_paragraphs_at_empty_lines(self):
        pdf = render_pdf(title="Notes", blocks=[Paragraph("One\ntwo\r\n\r\n \r\nthree\n")])

        assert tags(pdf).count("P") == 2

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "", "nowhere"])
    def test_leads_nowhere_but_to_known_kinds_of_address(self, url):
        pdf = render_pdf(title="Links", blocks=[Link("There", url)])

        assert "Link" not in tags(pdf)

    def test_spells_out_letters_that_no_font_has(self):
        pdf = render_pdf(title="Thanks 😀", blocks=[Paragraph("谢谢 for the cafe\u0301")])

        check_tagged(pdf, title="Thanks [grinning face]")

    def test_prints_a_dash_for_a_title_that_is_missing(self):
        check_tagged(render_pdf(title=" \n", blocks=[]), title="–")

    def test_refuses_a_heading_that_skips_a_level(self):
        with pytest.raises(typst.TypstError, match="heading"):
            render_pdf(title="Papers", blocks=[Heading("Too deep", level=3)])

    @given(st.text())
    def test_prints_any_text(self, words):
        blocks = [
            Heading(words),
            Paragraph(words),
            KeyValues(((words, words),)),
            Table(words, (words,), ((words,),)),
            List((words,)),
            Link(words, words),
        ]

        assert render_pdf(title=words, blocks=blocks).startswith(b"%PDF")


class TestSpellOut:
    def test_keeps_every_letter_that_the_fonts_have(self):
        all_of_them = "".join(
            chr(code) for first, last in PRINTED for code in range(first, last + 1)
        )

        assert spell_out(all_of_them) == all_of_them
        assert render_pdf(title="Letters", blocks=[Paragraph(all_of_them)])

    def test_leaves_out_what_has_no_shape(self):
        assert spell_out("a\u200db\ufe0f") == "ab"

    def test_numbers_what_has_no_name(self):
        assert spell_out("\U0001fadf")[0] == "["


class TestWithoutControls:
    def test_keeps_ends_of_lines(self):
        assert without_controls("a\x00b\ud800c\ue000\n") == "abc\n"
