"""Write down that two records that look alike are two, so that nobody is asked again."""

from datetime import datetime

from django.db import transaction

from regard.domains.register.models import Location, Organisation, Relation
from regard.domains.register.types import RelationKind
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal


class CannotTellApart(Refusal):
    """The two are not two."""


@transaction.atomic
def tell_apart(
    *, one: Location | Organisation, other: Location | Organisation, by: str, at: datetime
) -> Relation:
    """
    Say that two locations, or two providers, are two. Saying it twice changes nothing.

    :raises CannotTellApart: if they are one record, or not of one kind.
    """
    if type(one) is not type(other) or one.pk == other.pk:
        raise CannotTellApart("Choose two records of one kind")
    kind = "location" if isinstance(one, Location) else "organisation"
    tie, is_new = Relation.objects.get_or_create(
        kind=RelationKind.DISTINCT,
        other_number=other.regulator_id or f"#{other.pk}",
        ended_on=None,
        **{f"{kind}_id": one.pk},
        defaults={
            f"other_{kind}_id": other.pk,
            "other_name": other.name,
            "since": at.date(),
            "by": by,
        },
    )
    if is_new:
        detail: dict[str, object] = {"other": other.pk}
        ledger.record(event=f"{kind}.told_apart", subject=one, by=by, at=at, detail=detail)
    return tie
