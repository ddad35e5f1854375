"""Words made from a field's label."""

ARTICLES = {"a", "an", "our", "the", "your"}
"""A label that begins with one of these follows a verb as it is."""


def ask_for(verb: str, label: str) -> str:
    """Return what to say when nothing was given: "Enter" and "Place" make "Enter the place"."""
    if label.endswith("?"):
        return f"Answer the question “{label}”"
    words = f"{label[:1].lower()}{label[1:]}"
    article = "" if words.split(" ", maxsplit=1)[0] in ARTICLES else "the "
    return f"{verb} {article}{words}"
