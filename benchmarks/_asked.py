# ruff: noqa: PLC0415 (Django's models can be imported only once it is set up)
"""A made exercise that is open today, with a link and an email for each of many services."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks._answerers import Answerer, Question

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.domains.register.models import Council, Location, System

CHOICES = ("Better", "The same", "Worse")


def open_exercise(people: int, *, slug: str) -> Exercise:
    """Return an exercise of three questions for so many services, each with an email waiting."""
    from django.utils import timezone

    from regard.domains.engagement import actions
    from regard.domains.engagement.models import AudienceMember, Exercise, Question
    from regard.domains.register.models import Council, Service, System

    now = timezone.now()
    system = System.objects.create(slug=slug, name=slug, partnership_name=slug)
    council = Council.objects.create(gss_code=slug, name=slug, source="x", is_made_up=True)
    exercise = Exercise.objects.create(
        system=system, slug=slug, title="What would help?", purpose="-", open_to_change="-",
        stage="open", opens_on=now.date() - timedelta(days=1),
        closes_on=now.date() + timedelta(days=7), reply_by=now.date() + timedelta(days=70),
        register_as_at=now.date(), opened_at=now,
    )  # fmt: skip
    for position, (kind, text) in enumerate(
        (("words", "What would help most?"), ("choice", "How is it?"), ("words", "What else?")), 1
    ):
        options = list(CHOICES) if kind == "choice" else []
        Question.objects.create(
            exercise=exercise, position=position, kind=kind, text=text, options=options
        )
    locations = _locations(people, system=system, council=council)
    services = Service.objects.bulk_create(
        Service(location=each, service_type="home_care") for each in locations
    )
    AudienceMember.objects.bulk_create(
        AudienceMember(
            system=system, exercise=exercise, service=service, location=service.location,
            organisation=service.location.organisation, service_type="home_care",
            size_band="one", sector="independent",
        )
        for service in services
    )  # fmt: skip
    actions.make_invitations(exercise_id=exercise.pk, by="person:1", at=now)
    return exercise


def _locations(people: int, *, system: System, council: Council) -> list[Location]:
    from regard.domains.register.models import Contact, Location, Organisation, Placement

    organisation = Organisation.objects.create(name="Asked care")
    locations = Location.objects.bulk_create(
        Location(
            organisation=organisation, council=council, name=f"Home {n}", as_at="2026-11-01"
        )
        for n in range(people)
    )  # fmt: skip
    Placement.objects.bulk_create(Placement(system=system, location=each) for each in locations)
    Contact.objects.bulk_create(
        Contact(location=each, email=f"manager-{each.pk}@example.org") for each in locations
    )
    return locations


def list_tokens(exercise: Exercise) -> list[str]:
    """Return the secret part of each service's link, in the order in which they were asked."""
    from regard.domains.engagement.queries.invitations import list_codes

    numbers = list(exercise.invitations.order_by("pk").values_list("pk", flat=True))
    codes = list_codes(invitation_ids=numbers)
    return [codes[number] for number in numbers]


def list_questions(exercise: Exercise) -> list[Question]:
    """Return what is asked, as an answerer needs it."""
    found = exercise.questions.order_by("position")
    return [Question(each.pk, tuple(each.options)) for each in found]


def what_is_wrong(exercise: Exercise, answerers: Sequence[Answerer]) -> list[str]:
    """Return every difference between what the server said it took and what is held."""
    from regard.domains.engagement.models import Answer, Contribution

    held: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Answer.objects.filter(contribution__exercise=exercise)
    for contribution, question, text in rows.values_list("contribution", "question", "text"):
        held[contribution][question] = text
    made: dict[int, list[Contribution]] = defaultdict(list)
    for each in Contribution.objects.filter(exercise=exercise):
        made[each.invitation_id or 0].append(each)
    numbers = exercise.invitations.order_by("pk").values_list("pk", flat=True)
    return [
        f"{answerer.token}: {problem}"
        for number, answerer in zip(numbers, answerers, strict=True)
        for problem in _problems(answerer, made[number], held)
    ]


def _problems(
    answerer: Answerer, made: Sequence[object], held: dict[int, dict[int, str]]
) -> Iterable[str]:
    kept = [each for each in made if each.kept_at is not None]  # type: ignore[attr-defined]
    if len(made) > 1:
        yield f"{len(made)} contributions, of which {len(kept)} kept"
    if answerer.is_kept is not None and bool(kept) is not answerer.is_kept:
        yield f"kept {len(kept)} times, and the server said {answerer.is_kept}"
    answers = held[made[0].pk] if made else {}  # type: ignore[attr-defined]
    for question, said in answerer.said.items():
        if answers.get(question) not in said.may_be():
            yield f"question {question}: {answers.get(question)!r} in place of {said.taken!r}"


def count_mail() -> Counter[str]:
    """Return how many emails are in which state."""
    from regard.foundation.mail.models import Message

    return Counter(Message.objects.values_list("state", flat=True))
