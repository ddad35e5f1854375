"""Read a PDF's tags, for tests of documents wherever they are made."""

from io import BytesIO

import pikepdf


def tags(pdf: bytes) -> list[str]:
    """Return the kinds of all tags of a PDF, in the order in which they are read out."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return list(_below(opened.Root.StructTreeRoot))


def check_tagged(pdf: bytes, *, title: str, language: str = "en-GB") -> None:
    """Fail where a PDF lacks what PDF/UA-1 asks of every document, or skips a heading's level."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        root = opened.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == language
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(opened.docinfo.Title) == title
        with opened.open_metadata() as said:
            assert said["pdfuaid:part"] == "1"
        for page in opened.pages:
            assert "/StructParents" in page
            assert page.Tabs == "/S" if "/Annots" in page else True
        levels = [int(tag[1]) for tag in _below(root.StructTreeRoot) if tag in HEADINGS]
    before = 0
    for level in levels:
        assert level <= before + 1, f"heading {level} after heading {before}"
        before = level


HEADINGS = {f"H{level}" for level in range(1, 7)}


def _below(node):
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _below(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S)[1:]
        if "/K" in node:
            yield from _below(node.K)
