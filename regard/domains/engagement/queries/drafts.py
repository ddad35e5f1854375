"""What is being written, and was kept, behind one signed link."""

from collections.abc import Mapping

from regard.domains.engagement.models import Answer, Contribution, Invitation
from regard.domains.engagement.rules.arrivals import read_places
from regard.domains.engagement.types import Channel, Said, Speaker, Visibility


def get_draft(*, invitation: Invitation) -> Contribution | None:
    """Return what is being written behind the invitation's link; None if nothing is."""
    return Contribution.objects.filter(invitation=invitation, kept_at=None).first()


def list_draft_answers(*, draft: Contribution | None) -> dict[int, str]:
    """Return what has been written so far, by the number of the question."""
    if draft is None:
        return {}
    answers = Answer.objects.filter(contribution=draft)
    return dict(answers.values_list("question_id", "text"))


def list_kept_by_link(*, invitation: Invitation) -> list[Contribution]:
    """Return what was kept behind the invitation's link, the newest first."""
    kept = Contribution.objects.filter(invitation=invitation, kept_at__isnull=False)
    return list(kept.order_by("-kept_at", "-pk"))


def said_in(contribution: Contribution, *, answers: Mapping[int, str] | None = None) -> Said:
    """
    Return what a contribution says, with its answers.

    :param answers: known already, or not wanted; None: they are read, with where their parts
        begin.
    """
    texts: Mapping[int, str] = answers if answers is not None else {}
    places: dict[int, list[tuple[int, str]]] = {}
    if answers is None:
        found = Answer.objects.filter(contribution=contribution)
        rows = list(found.values_list("question_id", "text", "places"))
        texts = {number: text for number, text, _ in rows}
        places = {number: read_places(begins) for number, _, begins in rows if begins}
    return Said(
        answers=texts,
        places=places,
        speaker=Speaker(contribution.speaker),
        channel=Channel(contribution.channel),
        visibility=Visibility(contribution.visibility),
        said_on=contribution.said_on,
        location_id=contribution.location_id,
        name=contribution.name,
        email=contribution.email,
        telephone=contribution.telephone,
        address=contribution.address,
        entered_by=contribution.entered_by,
        file_line=contribution.file_line,
        is_shielded=contribution.is_shielded,
    )
