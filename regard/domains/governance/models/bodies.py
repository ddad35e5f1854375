"""Bodies, by what right they are there, what they are to do, and who follows whom."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.governance.types import (
    BasisKind,
    BodyKind,
    BodyPart,
    Section,
    SuccessionKind,
    TermsState,
)
from regard.domains.register.types import AreaLevel
from regard.foundation.base.models import Record


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """Return the constraint on `valid_from` and `valid_to`; None is before and after all days."""
    return models.CheckConstraint(
        condition=models.Q(valid_to__isnull=True)
        | models.Q(valid_from__isnull=True)
        | models.Q(valid_to__gt=models.F("valid_from")),
        name=name,
    )


class Body(Record):
    """A board, committee, forum or group that meets, decides or advises in a system."""

    personal_data: ClassVar[dict[str, str]] = {
        "contact": "how to reach its secretary; while the body is there",
    }

    system = models.ForeignKey(
        "register.System", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    slug = models.SlugField()
    name = models.TextField()
    kind = models.TextField(choices=[(k, k.label) for k in BodyKind], help_text="What it is first")
    level = models.TextField(choices=[(v, v.label) for v in AreaLevel], default=AreaLevel.SYSTEM)
    place = models.ForeignKey(
        "register.Place", on_delete=models.PROTECT, null=True, related_name="+"
    )
    council = models.ForeignKey(
        "register.Council", on_delete=models.PROTECT, null=True, related_name="+"
    )
    network = models.ForeignKey(
        "register.Network",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="The network whose forum it is",
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="children",
        help_text="The body that it answers to",
    )
    about = models.TextField(default="", help_text="What it is for, in a sentence")
    run_by = models.TextField(default="", help_text="Which organisation runs it")
    contact = models.TextField(default="", help_text="Email address or telephone number")
    website = models.TextField(default="")
    meetings_a_year = models.IntegerField(default=0)
    minutes_each = models.IntegerField(default=0, help_text="Of a meeting, travel left out")
    minutes_before = models.IntegerField(default=0, help_text="Reading before a meeting")
    papers_each = models.IntegerField(default=0, help_text="Papers for a meeting")
    days_before = models.IntegerField(default=5, help_text="Days before it that papers go out")
    is_open = models.BooleanField(
        default=False, help_text="Every provider of its area is asked to come"
    )
    valid_from = models.DateField(null=True, help_text="None: before our records begin")
    valid_to = models.DateField(null=True, help_text="First day on which it was no more")
    why_ended = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "slug"], name="governance_body_slug"),
            ends_after_it_begins("governance_body_ends_after_it_begins"),
            models.CheckConstraint(
                condition=models.Q(
                    meetings_a_year__gte=0,
                    minutes_each__gte=0,
                    minutes_before__gte=0,
                    papers_each__gte=0,
                    days_before__gte=0,
                ),
                name="governance_body_asks_for_no_less_than_nothing",
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="governance_body_is_not_its_own_parent",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"body:{self.pk}", f"system:{self.system_id}"})


class BodyRole(Record):
    """What a body is beside what it is first, from one day to another."""

    personal_data: ClassVar[dict[str, str]] = {}

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="roles")
    kind = models.TextField(choices=[(k, k.label) for k in BodyKind])
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True, help_text="First day on which it was so no more")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind"],
                condition=models.Q(valid_to__isnull=True),
                name="governance_body_has_a_role_once",
            ),
            ends_after_it_begins("governance_role_ends_after_it_begins"),
        ]

    @override
    def __str__(self) -> str:
        return BodyKind(self.kind).label


class LegalBasis(Record):
    """By what right a body is there, from one day to another. Law ends, and bodies may not."""

    personal_data: ClassVar[dict[str, str]] = {}

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="bases")
    kind = models.TextField(choices=[(k, k.label) for k in BasisKind])
    citation = models.TextField(help_text="e.g. Local Government … Act 2007, section 116ZA")
    words = models.TextField(default="", help_text="What it says, in our own words")
    source = models.TextField(default="", help_text="Where it can be read")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True, help_text="First day on which it held no more")

    class Meta:
        constraints = [ends_after_it_begins("governance_basis_ends_after_it_begins")]

    @override
    def __str__(self) -> str:
        return self.citation


class BodySuccession(Record):
    """A body took over from another, in whole or in part."""

    personal_data: ClassVar[dict[str, str]] = {}

    predecessor = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="successors")
    successor = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="predecessors")
    kind = models.TextField(choices=[(k, k.label) for k in SuccessionKind])
    on = models.DateField(help_text="First day on which the predecessor was no more")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="governance_body_succeeds_another_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="governance_body_does_not_succeed_itself",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.predecessor_id} to {self.successor_id} on {self.on}"


class Terms(Record):
    """A version of a body's terms of reference. Once adopted it is not changed."""

    personal_data: ClassVar[dict[str, str]] = {}

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="terms", db_index=False)
    version = models.IntegerField()
    state = models.TextField(choices=[(s, s.label) for s in TermsState], default=TermsState.DRAFT)
    adopted_on = models.DateField(null=True)
    decision = models.ForeignKey(
        "governance.Decision",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="By which it was adopted, where that is recorded here",
    )
    review_on = models.DateField(null=True, help_text="When they are looked at again")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "version"], name="governance_terms_version"),
            models.UniqueConstraint(
                fields=["body"],
                condition=models.Q(state="draft"),
                name="governance_body_has_one_draft_of_its_terms",
            ),
            models.CheckConstraint(
                condition=models.Q(state="adopted", adopted_on__isnull=False)
                | models.Q(state="draft", adopted_on__isnull=True),
                name="governance_adopted_terms_have_a_day",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.body_id} version {self.version}"


class TermsSection(Record):
    """One section of terms of reference."""

    personal_data: ClassVar[dict[str, str]] = {}

    terms = models.ForeignKey(
        Terms, on_delete=models.CASCADE, related_name="sections", db_index=False
    )
    section = models.TextField(choices=[(s, s.label) for s in Section])
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["terms", "section"], name="governance_terms_say_a_section_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.section}: {self.text[:60]}"


class Topic(Record):
    """Something that somebody should answer for, e.g. fees for home care."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey(
        "register.System", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    slug = models.SlugField()
    name = models.TextField()
    about = models.TextField(default="")
    position = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "slug"], name="governance_topic_slug"),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class Responsibility(Record):
    """What a body, or an office, does about a topic, from one day to another."""

    personal_data: ClassVar[dict[str, str]] = {}

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="responsibilities")
    body = models.ForeignKey(
        Body, on_delete=models.CASCADE, null=True, related_name="responsibilities"
    )
    office = models.TextField(
        default="", help_text="Where it is no body: e.g. Director of adult social services"
    )
    part = models.TextField(choices=[(p, p.label) for p in BodyPart])
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True, help_text="First day on which it was so no more")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(body__isnull=False, office="")
                | (models.Q(body__isnull=True) & ~models.Q(office="")),
                name="governance_responsibility_is_of_one",
            ),
            ends_after_it_begins("governance_responsibility_ends_after_it_begins"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.office or self.body_id}: {self.part} of {self.topic_id}"
