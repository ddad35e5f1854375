"""What bringing a document in would do."""

from __future__ import annotations

from regard.domains.strategy.models import Strategy
from regard.domains.strategy.rules import outlines
from regard.foundation.base.errors import NotFound, Refusal
from regard.foundation.files.models import File
from regard.foundation.reading import CannotRead, Kind, read_apart

ENDINGS = {"docx": Kind.DOCX, "md": Kind.MARKDOWN, "markdown": Kind.MARKDOWN}


class CannotBring(Refusal):
    """The document cannot become passages; why, for whoever brought it."""


def kind_named(name: str) -> Kind:
    """
    Return the kind of a file by its name.

    :raises CannotBring: if it is none that we take.
    """
    ending = name.rpartition(".")[2].casefold()
    if ending == "pdf":
        raise CannotBring(
            "A PDF does not say what its headings are. Bring the Word document that it was made "
            "from."
        )
    if ending == "doc":
        raise CannotBring("It is a Word document of before 2007. Save it as DOCX, and choose that")
    if ending not in ENDINGS:
        raise CannotBring("We can bring in Word documents (DOCX) and Markdown (MD)")
    return ENDINGS[ending]


def get_brought_file(*, strategy: Strategy, file_id: int) -> File:
    """
    Return a file that was brought for a strategy whose writer was checked.

    :raises NotFound: if there is none.
    """
    found = File.objects.filter(pk=file_id, scope_key=f"strategy:{strategy.pk}").first()
    if found is None:
        raise NotFound("No such document was brought for this strategy")
    return found


def read_brought(*, file: File) -> outlines.Outline:
    """
    Return the passages of a kept document.

    :raises CannotBring: if it is broken, too large, has no headings, or takes too much to read.
    """
    try:
        found = read_apart(file.path, kind_named(file.name))
        blocks = (outlines.Block(level, words) for level, words in found.list_blocks())
        return outlines.read_outline(blocks)
    except (CannotRead, outlines.CannotBring) as problem:
        raise CannotBring(str(problem)) from problem


def plan_of(*, strategy: Strategy, outline: outlines.Outline) -> list[outlines.Step]:
    """Return what bringing a document in would do, passage by passage. One query."""
    rows = strategy.passages.values_list("key", "ref", "heading", "text")
    return outlines.plan(outline, [outlines.Here(*row) for row in rows])
