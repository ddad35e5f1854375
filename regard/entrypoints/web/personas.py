"""Made-up people of the demonstration, whom anyone may be for a while."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import InvitationFilter, Stage
from regard.domains.register import queries as register
from regard.foundation.accounts.callers import Command

AT = "northmarch.example"


@dataclass(frozen=True)
class Persona:
    """
    Somebody to be, and what they come for.

    Attributes:
        email: of the account to sign in with; empty for somebody who has none.
        comes_to: the one thing they come for.
        tries: what to try first.
        has_link: whether they come by the link in an invitation.
    """

    key: str
    label: str
    email: str
    comes_to: str
    tries: tuple[str, ...]
    has_link: bool = False


PERSONAS = (
    Persona(
        key="lead",
        label="Partnership lead",
        email=f"lead@{AT}",
        comes_to="Hear from every provider, see who is missing, and show what each voice changed.",
        tries=(
            "See who has answered the question that is open",
            "Read the emails and letters that wait",
            "Name and sign off themes",
            "Give what was said an outcome",
        ),
    ),
    Persona(
        key="provider",
        label="Small provider",
        email=f"provider@{AT}",
        comes_to="Answer in two minutes, on a phone, and see what became of it.",
        tries=(
            "Answer what is asked, through the link in the message",
            "Read what the last question changed",
        ),
        has_link=True,
    ),
    Persona(
        key="association",
        label="Association lead",
        email=f"association@{AT}",
        comes_to="See whether members are heard, and what came of it for them.",
        tries=(
            "See which kinds of service are missing",
            "Read what was said, in themes",
        ),
    ),
    Persona(
        key="commissioner",
        label="Council commissioner",
        email=f"commissioner@{AT}",
        comes_to="Read what providers say, without learning who said it.",
        tries=(
            "Read the words, and look for a name",
            "Read the strategy as it is being written",
        ),
    ),
    Persona(
        key="secretary",
        label="Board secretary",
        email=f"secretary@{AT}",
        comes_to="Show the board who was involved before it decided.",
        tries=(
            "Write the minutes of a meeting, and record what it decided",
            "See who speaks for whom, and which seats are empty",
            "Offer evidence for a duty that is overdue",
        ),
    ),
    Persona(
        key="steward",
        label="Steward",
        email=f"steward@{AT}",
        comes_to="Look after what is said in confidence, for nobody who buys care.",
        tries=(
            "Look into a worry about somebody’s safety",
            "See who spoke behind a shield",
        ),
    ),
    Persona(
        key="reader",
        label="Second reader",
        email=f"reader@{AT}",
        comes_to="Say what points are about, without seeing where anybody put them.",
        tries=("Go on with the sample that is being read",),
    ),
    Persona(
        key="public",
        label="Member of the public",
        email="",
        comes_to="Read what was asked, said and decided, and why. No account needed.",
        tries=(
            "Have your say",
            "See what changed, and what did not",
        ),
    ),
)


def find_persona(key: str) -> Persona | None:
    return next((persona for persona in PERSONAS if persona.key == key), None)


def find_answer_path(email: str) -> str:
    """
    Return the address at which whoever has this email address answers what is open now.

    For the demonstration, where anybody may open anybody's link. The first page where no
    invitation went to it.
    """
    for system in register.list_systems():
        for row in engagement.list_exercises(system=system, caller=Command()):
            if row.stage is not Stage.OPEN:
                continue
            exercise = engagement.get_exercise(system=system, slug=row.slug, caller=Command())
            invitations = engagement.list_invitations(
                exercise=exercise, which=InvitationFilter.ALL, after=0, limit=row.asked
            )
            theirs = [each.invitation_id for each in invitations if each.to == email]
            for url in engagement.list_answer_urls(invitation_ids=theirs).values():
                return urlsplit(url).path
    return "/"
