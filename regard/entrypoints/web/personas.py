"""Made-up people of the demonstration, whom anyone may be for a while."""

from dataclasses import dataclass

AT = "northmarch.example"


@dataclass(frozen=True)
class Persona:
    """
    Somebody to be, and what they come for.

    Attributes:
        email: of the account to sign in with; empty for somebody who has none.
        comes_to: the one thing they come for.
        tries: what to try first: words and the name of the page.
    """

    key: str
    label: str
    email: str
    comes_to: str
    tries: tuple[tuple[str, str], ...]


PERSONAS = (
    Persona(
        key="lead",
        label="Partnership lead",
        email=f"lead@{AT}",
        comes_to="Hear from every provider, see who is missing, and show what each voice changed.",
        tries=(
            ("See who has answered the question that is open", "engagement:exercises"),
            ("Name and sign off themes", "engagement:said"),
            ("Give what was said an outcome", "strategy:strategies"),
        ),
    ),
    Persona(
        key="provider",
        label="Small provider",
        email=f"provider@{AT}",
        comes_to="Answer in two minutes, on a phone, and see what became of it.",
        tries=(
            ("Answer what is asked, through the link in the message", "engagement:exercises"),
            ("Read what the last question changed", "strategy:strategies"),
        ),
    ),
    Persona(
        key="association",
        label="Association lead",
        email=f"association@{AT}",
        comes_to="See whether members are heard, and what came of it for them.",
        tries=(
            ("See which kinds of service are missing", "engagement:exercises"),
            ("Read what was said, in themes", "engagement:said"),
        ),
    ),
    Persona(
        key="commissioner",
        label="Council commissioner",
        email=f"commissioner@{AT}",
        comes_to="Read what providers say, without learning who said it.",
        tries=(
            ("Read the words, and look for a name", "engagement:said"),
            ("Read the strategy as it is being written", "strategy:strategies"),
        ),
    ),
    Persona(
        key="secretary",
        label="Board secretary",
        email=f"secretary@{AT}",
        comes_to="Show the board who was involved before it decided.",
        tries=(
            ("Follow a word to what it changed", "strategy:strategies"),
            ("See how much of the sector was heard", "engagement:exercises"),
        ),
    ),
    Persona(
        key="public",
        label="Member of the public",
        email="",
        comes_to="Read what was asked, said and decided, and why. No account needed.",
        tries=(
            ("Have your say", "engagement:exercises"),
            ("See what changed, and what did not", "strategy:strategies"),
        ),
    ),
)


def find_persona(key: str) -> Persona | None:
    return next((persona for persona in PERSONAS if persona.key == key), None)
