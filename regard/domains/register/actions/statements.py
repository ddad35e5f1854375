"""Write down a council's statement that every provider was told of something."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from regard.domains.register.models import Council, System, ToldStatement
from regard.domains.register.queries.statements import get_known
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal


class CannotState(Refusal):
    """
    The statement cannot be written down so.

    Attributes:
        reasons: what is wrong, by field.
    """

    def __init__(self, reasons: dict[str, str]) -> None:
        super().__init__(" ".join(reasons.values()))
        self.reasons = reasons


@dataclass(frozen=True)
class Statement:
    """
    What a council states.

    Attributes:
        subject: what the providers were told of.
        how: by what means.
        made_by: name and office of who makes it.
        exceptions: who could not be told, and why; empty for nobody.
    """

    subject: str
    how: str
    made_by: str
    made_on: date
    exceptions: str


@transaction.atomic
def state_told(
    *, system: System, council: Council, statement: Statement, by: str, at: datetime
) -> ToldStatement:
    """
    Write down a statement beside what the register knows on this day. It is never changed.

    :raises CannotState: if a part is missing, the day is to come, or services that nobody can
        reach are passed over in silence.
    """
    known = get_known(council=council)
    reasons = _problems(statement, today=timezone.localdate(at), unreached=len(known.unreachable))
    if reasons:
        raise CannotState(reasons)
    made = ToldStatement.objects.create(
        system=system,
        council=council,
        subject=" ".join(statement.subject.split()),
        how=statement.how.strip(),
        made_by=" ".join(statement.made_by.split()),
        made_on=statement.made_on,
        exceptions=statement.exceptions.strip(),
        services=known.services,
        reachable=known.reachable,
        commissioned=known.commissioned,
        not_commissioned=known.not_commissioned,
        recorded_by=by,
    )
    detail: dict[str, object] = {"services": made.services, "reachable": made.reachable}
    ledger.record(event="told.stated", subject=made, by=by, at=at, detail=detail)
    return made


def _problems(statement: Statement, *, today: date, unreached: int) -> dict[str, str]:
    problems = {
        "subject": "" if statement.subject.strip() else "Say what they were told of",
        "how": "" if statement.how.strip() else "Say how they were told",
        "made_by": "" if statement.made_by.strip() else "Say who makes the statement",
        "made_on": "Give today or an earlier day" if statement.made_on > today else "",
    }
    if unreached and not statement.exceptions.strip():
        problems["exceptions"] = (
            "Name who could not be told: the register knows of services that nobody can reach"
        )
    return {field: words for field, words in problems.items() if words}
