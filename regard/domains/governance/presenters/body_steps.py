"""The one thing to do next about a body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.governance.types import TermsState

if TYPE_CHECKING:
    from regard.domains.governance.models import Body, Terms
    from regard.domains.governance.queries import BodyRow, OwnPart


@dataclass(frozen=True)
class Step:
    """The one thing to do now."""

    title: str
    words: str
    label: str
    url: str
    method: str = "get"


def next_step(
    body: Body, row: BodyRow, *, versions: Sequence[Terms], parts: Sequence[OwnPart]
) -> Step | None:
    """Return what to do next for a body that is there, for who may change it; None: nothing."""
    where = {"system": body.system.slug, "body": body.slug}
    draft = next((each for each in versions if each.state == TermsState.DRAFT), None)
    if not row.bases:
        return Step(
            "Nothing says by what right it is there",
            "Name the law, the guidance or the agreement that it rests on.",
            "Say what it rests on",
            reverse("governance:body_bases", kwargs=where),
        )
    if draft is not None:
        return Step(
            f"Version {draft.version} of its terms is a draft",
            "Write what is missing, and adopt it once the body has agreed it.",
            "Write on",
            reverse("governance:edit_terms", kwargs=where | {"version": draft.version}),
        )
    if not versions:
        return Step(
            "It has no terms of reference here",
            "Begin with a model of thirteen sections, and put in what is yours.",
            "Begin its terms",
            reverse("governance:begin_terms", kwargs=where),
            method="post",
        )
    if not row.meetings_a_year:
        return Step(
            "How often it meets is not said",
            "What it asks of its members cannot be counted without it.",
            "Say how it meets",
            reverse("governance:edit_body", kwargs=where),
        )
    if not parts:
        return Step(
            "It has no part in any topic",
            "Say what it answers for, or think about whether it is needed.",
            "Who does what",
            reverse("governance:responsibilities", kwargs={"system": body.system.slug}),
        )
    return None
