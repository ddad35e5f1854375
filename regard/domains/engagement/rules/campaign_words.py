"""What of a campaign's words a reader may read, and which words are a sender's own."""

from collections.abc import Iterable, Sequence

from regard.domains.engagement.types.care import Cut
from regard.foundation.analysis.campaigns import Template, compare, make_template

OWN_CHARACTERS = 20
"""Some four words in a row are a person's own; less is a word changed here and there."""

Span = tuple[int, int]


def blanked(text: str, cuts: Iterable[Cut]) -> str:
    """Return an answer with spaces for words that were taken out; the rest keeps its place."""
    for cut in cuts:
        text = text[: cut.start] + " " * (cut.end - cut.start) + text[cut.end :]
    return text


def template_as_read(template: str, texts: Iterable[str]) -> str:
    """
    Return a template for somebody who may read these texts, with "…" for what is in none.

    So nobody reads in it what was said only by those whose words they may not read. No more
    texts are taken than it needs to have found every word.
    """
    made = make_template(template.split())
    missing = {word.start for word in made.words}
    for text in texts:
        if not missing:
            break
        missing &= _left_out(made, text)
    pieces: list[str] = []
    for word in _with_ends(made):
        piece = "…" if word[0] in missing else made.text[word[0] : word[1]].strip()
        if piece != "…" or pieces[-1:] != ["…"]:
            pieces.append(piece)
    return " ".join(pieces) if len(missing) < len(made.words) else ""


def own_pieces(text: str, added: Iterable[Sequence[int]]) -> tuple[str, ...]:
    """Return what an answer says in its own words: its added stretches that are long enough."""
    stretches = [" ".join(text[start:end].split()) for start, end in added]
    return tuple(piece for piece in stretches if len(piece) >= OWN_CHARACTERS)


def is_own(start: int, end: int, added: Iterable[Sequence[int]]) -> bool:
    """Test whether a part of an answer is mostly in its sender's own words."""
    own = sum(max(0, min(end, last) - max(start, first)) for first, last in added)
    return 2 * own > end - start


def _left_out(template: Template, text: str) -> set[int]:
    """Return where in a template the words begin that a text does not have."""
    out = compare(template, text).left_out
    return {
        word.start
        for word in template.words
        if any(gap.template.start <= word.start < gap.template.end for gap in out)
    }


def _with_ends(template: Template) -> Iterable[Span]:
    """Return where each word of a template and the signs after it begin and end."""
    starts = [word.start for word in template.words]
    return zip(starts, [*starts[1:], len(template.text)], strict=True)
