"""Councils' statements that every provider was told, and what the register knew on the day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Max

from regard.domains.register.models import Council, System, ToldStatement
from regard.domains.register.permissions import Permission
from regard.domains.register.rules import reach
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller
from regard.foundation.base.errors import NotFound

KNOWN = """
select
    count(*),
    count(*) filter (where state not in ('failed', 'nobody')),
    count(*) filter (where is_commissioned),
    count(*) filter (where not is_commissioned)
from ({found}) f
"""

NAMED = """
select distinct on (lower(f.name), f.location_id) f.name, f.postcode, f.state, f.proven_on
from ({found}) f
where f.state in ('failed', 'nobody')
order by lower(f.name), f.location_id
limit %(limit)s
"""

FOUND = """
    select
        l.id as location_id, l.name, l.postcode, s.is_commissioned, ct.proven_on,
        case
            when ct.failed_on is not null then 'failed'
            when coalesce(ct.email, '') = '' and coalesce(ct.telephone, '') = ''
                and l.postcode = '' then 'nobody'
            else 'held'
        end as state
    from register_location l
    join register_service s on s.location_id = l.id and s.ended_on is null
    left join register_contact ct on ct.location_id = l.id
    where l.council_id = %(council_id)s and l.ended_on is null
"""

MOST_NAMED = 200
"""Services that cannot be reached which a statement begins by naming. The list has the rest."""


@dataclass(frozen=True)
class Known:
    """
    What the register knows today of a council's services, in and outside the system.

    Attributes:
        reachable: by anything that did not fail.
        commissioned, not_commissioned: the rest are not known.
        unreachable: the names and postcodes of those that cannot be reached, by name.
    """

    services: int
    reachable: int
    commissioned: int
    not_commissioned: int
    unreachable: tuple[tuple[str, str, str], ...]

    @property
    def not_known(self) -> int:
        return self.services - self.commissioned - self.not_commissioned


@dataclass(frozen=True)
class CouncilRow:
    """A council of the system. `last_on`: day of its newest statement; None: none yet."""

    council: Council
    last_on: date | None
    has_gap: bool


def get_known(*, council: Council) -> Known:
    """Return what the register knows of a council today; its caller was checked. Two queries."""
    parameters = {"council_id": council.pk, "limit": MOST_NAMED}
    with connection.cursor() as cursor:
        cursor.execute(KNOWN.replace("{found}", FOUND), parameters)
        services, reachable, commissioned, not_commissioned = cursor.fetchone()
        cursor.execute(NAMED.replace("{found}", FOUND), parameters)
        named = tuple(
            (name, postcode, reach.ReachState(state).label)
            for name, postcode, state, _ in cursor.fetchall()
        )
    return Known(services, reachable, commissioned, not_commissioned, named)


def list_statements(*, system: System, caller: Caller) -> list[ToldStatement]:
    """
    Return the statements made in the system, the newest first.

    :raises NotAllowed: if the caller may not see reach; SignInNeeded if nobody is signed in.
    """
    require(caller, Permission.VIEW_REACH, system)
    found = ToldStatement.objects.filter(system=system).select_related("council")
    return list(found.order_by("-made_on", "-pk")[:500])


def list_council_rows(*, system: System, caller: Caller, today: date) -> list[CouncilRow]:
    """Return every council of the system with its newest statement, gaps first. Two queries."""
    require(caller, Permission.VIEW_REACH, system)
    statements = ToldStatement.objects.filter(system=system).order_by().values_list("council")
    last = dict(statements.annotate(last_on=Max("made_on")))
    a_year_ago = today - timedelta(days=365)
    rows = [
        CouncilRow(
            council=council,
            last_on=last.get(council.pk),
            has_gap=last.get(council.pk) is None or last[council.pk] < a_year_ago,
        )
        for council in system.councils.order_by("name")
    ]
    return sorted(rows, key=lambda row: not row.has_gap)


def get_council(*, system: System, council_id: int) -> Council:
    """
    Return a council of the system.

    :raises NotFound: if the system has none of this number.
    """
    found = system.councils.filter(pk=council_id).first()
    if found is None:
        raise NotFound("There is no such council in this system")
    return found


def get_statement(*, system: System, statement_id: int, caller: Caller) -> ToldStatement:
    """
    Return a statement made in the system.

    :raises NotFound: if there is none of this number.
    :raises NotAllowed: if the caller may not see reach.
    """
    require(caller, Permission.VIEW_REACH, system)
    found = ToldStatement.objects.filter(system=system, pk=statement_id)
    statement = found.select_related("council").first()
    if statement is None:
        raise NotFound("There is no such statement")
    return statement
