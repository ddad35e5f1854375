"""What to choose from where there is too much for a list."""

from dataclasses import dataclass

MOST_LISTED = 50
"""Things in a list that is folded out; in more, people look for what they want."""

MOST_SHOWN = 8
"""Of more, as many are shown as somebody reads through."""


@dataclass(frozen=True)
class Looking:
    """
    What somebody looks for.

    Attributes:
        words: that it has, or numbers of passages; empty: whatever seems to bear on `said`.
        said: what is being answered, in people's own words.
    """

    words: str = ""
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """
    One thing to choose.

    Attributes:
        text: what it says; empty where all are listed.
        words: the rarest words that it shares with what was said; none where it shares none, or
            was not looked for by that.
    """

    value: str
    label: str
    text: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shortlist:
    """
    Things to choose from: all, or the few that somebody seems to look for, the likeliest first.

    Attributes:
        of: how many there are at all.
        chosen: what was chosen before, which stays; None: nothing, or it is among `choices`.
        having: how many have the words that were looked for. Where it is 0, `choices` are the
            nearest in meaning; None where no words were looked for.
    """

    choices: tuple[Choice, ...]
    of: int
    chosen: Choice | None = None
    having: int | None = None

    @property
    def is_whole(self) -> bool:
        return self.of <= MOST_LISTED
