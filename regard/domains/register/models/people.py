"""People in their own right, and whether everyone can be reached and was told."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.register.types import AreaLevel, PersonKind, ReachedBy, WhyForgotten
from regard.foundation.base.models import Record

from .geography import Council
from .networks import Network
from .services import Location, Organisation
from .systems import Place, System


class Individual(Record):
    """
    Someone who wants to be heard in their own right.

    A manager, an owner, someone who works in care, cares unpaid, or draws on care. Only what is
    needed to reach them is held.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "name": "to address them; until keep_until",
        "email": "to reach them; until keep_until",
        "telephone": "to reach them; until keep_until",
        "address": "to reach them by letter; until keep_until",
        "needs": "how to speak and write so that they can take part; until keep_until",
        "added_by": "who entered them, by number; until keep_until",
    }

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="+")
    kind = models.TextField(choices=[(k, k.label) for k in PersonKind])
    name = models.TextField()
    email = models.TextField(default="")
    telephone = models.TextField(default="")
    address = models.TextField(default="")
    reached_by = models.TextField(choices=[(r, r.label) for r in ReachedBy])
    level = models.TextField(
        choices=[(v, v.label) for v in AreaLevel],
        default=AreaLevel.PLACE,
        help_text="At which level they want to take part",
    )
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    needs = models.TextField(default="", help_text="e.g. Easy Read, large print, Polish")
    agreed_on = models.DateField(help_text="When they agreed to be on the register")
    keep_until = models.DateField(help_text="When they are forgotten, unless they agree again")
    confirmed_on = models.DateField(
        null=True, help_text="None: the link we sent was not answered, and we write no more"
    )
    warned_on = models.DateField(
        null=True, help_text="When they were asked whether to keep them longer"
    )
    added_by = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(email="", telephone="", address=""),
                name="register_individual_can_be_reached",
            ),
            models.CheckConstraint(
                condition=models.Q(keep_until__gt=models.F("agreed_on")),
                name="register_individual_is_kept_for_a_time",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class Forgotten(Record):
    """How many people of a kind were forgotten in a month: a count, and nobody's name."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.TextField(choices=[(k, k.label) for k in PersonKind])
    why = models.TextField(choices=[(w, w.label) for w in WhyForgotten])
    month = models.DateField(help_text="The first day of it")
    how_many = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "kind", "why", "month"],
                name="register_forgotten_are_counted_once",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.how_many} {self.kind} in {self.month:%Y-%m}: {self.why}"


class IndividualRole(Record):
    """What someone is to a location or a provider, from one day to another."""

    personal_data: ClassVar[dict[str, str]] = {}

    individual = models.ForeignKey(Individual, on_delete=models.CASCADE, related_name="roles")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="+"
    )
    role = models.TextField(help_text="In words, e.g. registered manager")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    @override
    def __str__(self) -> str:
        return self.role


class Representative(Record):
    """Someone speaks for a person, a location or a provider, because they asked for it."""

    personal_data: ClassVar[dict[str, str]] = {
        "basis": "why they may speak for them; until it is withdrawn",
    }

    individual = models.ForeignKey(
        Individual, on_delete=models.CASCADE, null=True, related_name="representatives"
    )
    location = models.ForeignKey(
        Location, on_delete=models.CASCADE, null=True, related_name="representatives"
    )
    by_individual = models.ForeignKey(
        Individual, on_delete=models.CASCADE, null=True, related_name="+"
    )
    by_network = models.ForeignKey(Network, on_delete=models.CASCADE, null=True, related_name="+")
    basis = models.TextField(help_text="e.g. asked them to, holds power of attorney")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(individual__isnull=False, location__isnull=True)
                | models.Q(individual__isnull=True, location__isnull=False),
                name="register_representative_is_of_one",
            ),
            models.CheckConstraint(
                condition=models.Q(by_individual__isnull=False, by_network__isnull=True)
                | models.Q(by_individual__isnull=True, by_network__isnull=False),
                name="register_representative_is_one",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.basis


class Preference(Record):
    """How a service wants to be reached and taken part with; the service's own word."""

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who said so, by number; while the service is on the register",
    }

    location = models.OneToOneField(Location, on_delete=models.CASCADE, related_name="preference")
    reached_by = models.TextField(choices=[(r, r.label) for r in ReachedBy])
    level = models.TextField(choices=[(v, v.label) for v in AreaLevel], default=AreaLevel.PLACE)
    by = models.TextField()

    @override
    def __str__(self) -> str:
        return f"{self.reached_by}, {self.level}"


class ReachTask(Record):
    """A service that nobody can reach, and whose job it is to mend that."""

    personal_data: ClassVar[dict[str, str]] = {
        "assigned_to": "whose job it is; two years after it is done",
        "note": "what was tried; two years after it is done",
        "done_by": "who mended it, by number; two years after it is done",
    }

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="+")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="reach_tasks")
    why = models.TextField(help_text="What is wrong, in words")
    assigned_to = models.TextField(help_text="A name or office")
    due_on = models.DateField()
    note = models.TextField(default="")
    done_on = models.DateField(null=True)
    done_by = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "location"],
                condition=models.Q(done_on__isnull=True),
                name="register_location_has_one_open_reach_task",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.why}, {self.assigned_to} by {self.due_on}"


class ToldStatement(Record):
    """A council's dated statement that every provider in its area was told of something."""

    personal_data: ClassVar[dict[str, str]] = {
        "made_by": "who answers for it; while it stands",
        "recorded_by": "who wrote it down, by number; while it stands",
    }

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="+")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    subject = models.TextField(help_text="What they were told of")
    how = models.TextField(help_text="By what means, in words")
    made_by = models.TextField(help_text="Name and office of who makes it")
    made_on = models.DateField()
    services = models.IntegerField(help_text="Live services of the council on that day")
    reachable = models.IntegerField(help_text="Of those, how many could be reached by anything")
    commissioned = models.IntegerField(help_text="Of the services, how many a council buys from")
    not_commissioned = models.IntegerField(help_text="And from how many none does")
    exceptions = models.TextField(default="", help_text="Who could not be told, and why")
    recorded_by = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    reachable__gte=0,
                    commissioned__gte=0,
                    not_commissioned__gte=0,
                    services__gte=models.F("reachable"),
                )
                & models.Q(services__gte=models.F("commissioned") + models.F("not_commissioned")),
                name="register_statement_counts_add_up",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.council}, {self.made_on}: {self.subject}"
