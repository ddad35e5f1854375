"""The steps of a scale, in numbers or in words."""

from .asked import Asked

USUAL_ENDS = (1, 5)


def ends_of(asked: Asked) -> tuple[int, int]:
    """Return the least and the most step of a scale."""
    if asked.options:
        return 1, len(asked.options)
    least, most = asked.whole("least"), asked.whole("most")
    return (
        USUAL_ENDS[0] if least is None else least,
        USUAL_ENDS[1] if most is None else most,
    )


def steps_of(asked: Asked) -> list[tuple[int, str]]:
    """Return each step with its words, the least first: "Agree", "3" or "5 (very hard)"."""
    if asked.options:
        return list(enumerate(asked.options, start=1))
    least, most = ends_of(asked)
    meanings = {least: asked.words("low"), most: asked.words("high")}
    return [
        (step, f"{step} ({meanings[step]})" if meanings.get(step) else str(step))
        for step in range(least, most + 1)
    ]
