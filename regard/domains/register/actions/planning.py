"""How the database plans statements over whole tables, some of which were filled just now."""

from django.db import connection

FOR_SETS = """
set local enable_nestloop = off;
set local enable_mergejoin = off;
set local jit = off;
set local work_mem = '64MB'
"""
"""
Tables just filled have no statistics, and the planner then loops through one for each row of
another: 5 s instead of 20 ms for the England file. Hashing is right for a set, always, and
needs no statistics: gathering them first took longer than it saved.
"""

AS_USUAL = """
set local enable_nestloop to default;
set local enable_mergejoin to default;
set local jit to default
"""

STATISTICS = """
analyze register_organisation, register_location, register_service, register_rating,
    register_placement
"""


def plan_for_sets() -> None:
    """Set the planner up for statements over whole tables, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(FOR_SETS)


def plan_as_usual() -> None:
    """Give the planner back what `plan_for_sets` took from it."""
    with connection.cursor() as cursor:
        cursor.execute(AS_USUAL)


def count_for_planning() -> None:
    """
    Have the database count how much there is, so that it plans for tables that were just filled.

    It does so by itself a minute later, and until then may take them to be empty.
    """
    with connection.cursor() as cursor:
        cursor.execute(STATISTICS)
