"""What came of loading a file, in words."""

from regard.domains.register.models import Load
from regard.domains.register.types import LoadState
from regard.foundation.design.words import number_words, plural_words

TAGS = {
    LoadState.WAITING: "no",
    LoadState.FINISHED: "ok",
    LoadState.REFUSED: "gap",
    LoadState.ASKING: "part",
    LoadState.REJECTED: "gap",
}

COUNTS = (
    ("added", "added"),
    ("changed", "changed"),
    ("unchanged", "as we had it"),
    ("ended", "no longer listed"),
)
"""The counts that matter most, in the order in which they are shown."""

OTHERS = (
    ("returned", "location", "among the changed, listed again after having ended"),
    (
        "older",
        "location",
        "told by a newer or better source already, so only what it lacked was taken",
    ),
    ("elsewhere", "location", "in another system, which loads its own"),
    ("not_social_care", "row", "of other care, such as surgeries and hospitals"),
    ("refused", "row", "refused"),
    ("not_to_be_had", "document", "listed by the API and not to be had"),
    ("providers_without_document", "provider", "known by number only"),
)
"""The other counts: what each counts, and what is said of it."""

UNKNOWN = "unknown: "
"""How the count of a field begins that the API has and we do not know."""


def load_tag(load: Load) -> tuple[str, str]:
    """Return a load's state as a tag: its words and kind."""
    state = LoadState(load.state)
    if state is LoadState.FINISHED and load.is_dry_run:
        return "Counted only", "no"
    return state.label, TAGS[state]


def load_in_words(load: Load) -> str:
    """Return what came of a load, in a sentence or two."""
    if load.state == LoadState.WAITING:
        return "This file has not been read yet."
    if load.state == LoadState.REJECTED:
        return f"Nothing was taken. A person rejected it: {_sentence(load.answer)}"
    if load.state != LoadState.FINISHED:
        return _sentence(load.problem)
    return counts_in_words(load.counts, is_dry_run=load.is_dry_run)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def counts_in_words(counts: dict[str, int], *, is_dry_run: bool) -> str:
    added, changed, ended = (counts.get(name, 0) for name in ("added", "changed", "ended"))
    if not (added or changed or ended):
        return "This file says nothing that we did not know: nothing was changed."
    would = "would be " if is_dry_run else ""
    parts = [
        f"{plural_words(added, 'location')} {would}added",
        f"{number_words(changed)} {would}changed",
        f"{number_words(ended)} no longer listed",
    ]
    return f"{', '.join(parts)}."


def load_figures(load: Load) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the figures of a load, and in words whatever else it counted."""
    counts = load.counts
    figures = [(number_words(counts.get(name, 0)), words) for name, words in COUNTS]
    others = [
        f"{plural_words(counts[name], thing)} {words}"
        for name, thing, words in OTHERS
        if counts.get(name)
    ]
    others += [
        f"{plural_words(count, 'document')} with a field new to us, “{name[len(UNKNOWN) :]}”"
        for name, count in counts.items()
        if name.startswith(UNKNOWN)
    ]
    return figures, others
