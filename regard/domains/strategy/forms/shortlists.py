"""A field to choose one of many: a list where they are few, else the likeliest and a search."""

from collections.abc import Sequence
from textwrap import shorten

from regard.domains.strategy.rules.regard import why_likely
from regard.domains.strategy.types.shortlists import Choice, Shortlist
from regard.foundation.design.fields import RadioField
from regard.foundation.design.finding import add_find_field
from regard.foundation.design.forms import Form
from regard.foundation.design.words import number_words, plural_words

NO_PASSAGE = ("", "No passage")

LONGEST_TEXT = 160
"""Characters of what a choice says that are shown below it."""


def offer_shortlist(
    form: Form,
    field: str,
    shortlist: Shortlist,
    *,
    of: str,
    first: Sequence[tuple[str, str]] = (),
) -> None:
    """
    Let a field be answered from a shortlist.

    Where all are listed it stays a list that is folded out. Else it becomes buttons, and the
    form asks for words as well, before the first field that became so.

    :param of: what is chosen, such as "passage".
    :param first: choices before those of the shortlist, such as for none.
    """
    asked = form.fields[field]
    if shortlist.is_whole:
        unsaid = [("", "Choose one")] if asked.required else []
        listed = [(each.value, each.label) for each in shortlist.choices]
        form.offer(field, [*unsaid, *first, *listed])
        return
    shown = [*([shortlist.chosen] if shortlist.chosen else []), *shortlist.choices]
    form.fields[field] = RadioField(
        label=str(asked.label),
        hint=f"{describe(shortlist, of=of)} {asked.help_text}".strip(),
        required=asked.required,
        error_messages={"required": str(asked.error_messages["required"])},
        choices=[*first, *((each.value, each.label) for each in shown)],
        hints={each.value: _hint(each) for each in shown},
    )
    form.fields[field].initial = "" if not asked.required else None
    add_find_field(form, before=field)


def describe(shortlist: Shortlist, *, of: str) -> str:
    """Return which of how many are shown, and why."""
    among = plural_words(shortlist.of, of)
    shown, having = len(shortlist.choices), shortlist.having
    stays = " What you chose stays first." if shortlist.chosen else ""
    if having is None and not shown:
        return f"There are {among}. Find one of them.{stays}"
    if having is None:
        return f"The {shown} of {among} that seem nearest.{stays}"
    if not having:
        nearest = " These are nearest in meaning." if shown else ""
        return f"No {of} was found.{nearest}{stays}"
    found = f"{number_words(having)} of {among} found."
    if having > shown:
        left = number_words(having - shown)
        found += f" The {shown} nearest are shown, {left} are not. More words find fewer."
    return f"{found}{stays}"


def _hint(choice: Choice) -> str:
    text = shorten(choice.text[: 2 * LONGEST_TEXT], LONGEST_TEXT, placeholder="…")
    return f"{text} {why_likely(choice.words)}" if choice.words else text
