# ruff: noqa: PLC0415, S608 (models are imported once Django is set up; our own words only)
"""
A draft of a strategy that answers very much: made set-wise, table by table.

Five exercises of a thousand themes in all, the bigger ones far bigger; a tenth are parts of
others. Points are five to a voice: 93 in 100 in one theme, 5 in two, 2 in none. Every theme and
lone point has an outcome, one point in two hundred its own in a theme. Passages are a tree of
three levels.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Field, Model

    from regard.domains.strategy.models import Strategy

EXERCISES, NEEDS, NETWORKS, BODIES, DECISIONS, CONSIDERED = 5, 60, 6, 5, 400, 5
POINTS_EACH = 5
BRANCHES = (7, 6)
"""Passages below one of the first level, and below one of the second."""

LENGTH = 80
"""Characters of a point. Five of them are an answer."""

SAID = """rpad('Point ' || {number} || ': the rota comes on Friday for the Monday and nobody can '
    || 'plan around that.', 79, '.') || ' '"""


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    services: int = 10_000
    contributions: int = 200_000
    themes: int = 1_000
    passages: int = 2_000

    @property
    def points(self) -> int:
        return self.contributions * POINTS_EACH


def fill(size: Size) -> Strategy:
    """Make all of it in a database that holds nothing, and return the draft."""
    from django.db import connection

    strategy = _make_frame()
    system = strategy.system_id
    _make_register(size, system)
    _make_asked(size, system)
    _make_said(size, system)
    _make_draft(size, strategy)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    return strategy


def regard_it(strategy: Strategy) -> None:
    """Let bodies have regard to it, once it is published: five passages a decision."""
    from django.db import connection

    from regard.domains.governance.models import Body, Decision, Involvement
    from regard.domains.strategy.models import RegardPassage, RegardRecord

    system = strategy.system_id
    for number in range(BODIES):
        Body.objects.create(
            system=strategy.system, slug=f"body-{number}", name=f"Body {number}", kind="board",
            level="system", meetings_a_year=12, valid_from=date(2020, 1, 1),
        )  # fmt: skip
    _insert(
        Decision,
        {
            "system_id": system,
            "body_id": f"(select min(id) from governance_body) + n % {BODIES}",
            "ref": "'D-2027-' || n", "title": "'Decided, number ' || n", "text": "'As minuted.'",
            "decided_on": "current_date + (n % 90)", "state": "'draft'",
        },
        f"generate_series(1, {DECISIONS}) n",
    )  # fmt: skip
    _insert(
        Involvement,
        {"decision_id": "id", "of": "'providers'", "who": "'Some'", "how": "'Asked'",
         '"on"': "decided_on"},
        "governance_decision",
    )  # fmt: skip
    _insert(
        RegardRecord,
        {
            "system_id": system, "decision_id": "id", "strategy_id": strategy.pk,
            "effect": "'It was made to fit.'", "recorded_by": "'person:1'", "recorded_at": "now()",
        },
        "governance_decision",
    )  # fmt: skip
    _insert(
        RegardPassage,
        {
            "record_id": "r.id", "effect": "'followed'",
            "passage_id": "(select min(id) from strategy_passage)"
            " + (r.id * 37 + n * 91) % (select count(*) from strategy_passage)",
        },
        f"strategy_regardrecord r, generate_series(1, {CONSIDERED}) n",
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("update governance_decision set state = 'recorded'")
        cursor.execute(
            "update strategy_regardrecord set signed_at = now(), signed_by = 'person:1',"
            " signed_name = 'The chair'"
        )
        cursor.execute("analyze")


def _make_frame() -> Strategy:
    from regard.domains.engagement.models import Exercise, Question
    from regard.domains.register.models import Council, Network, NetworkSystem, System
    from regard.domains.register.types import NetworkKind
    from regard.domains.strategy.models import Need, Strategy, StrategyExercise

    system = System.objects.create(
        slug="traced", name="Traced", partnership_name="The partnership", receipt_prefix="TR"
    )
    Council.objects.create(gss_code="X1", name="Council", source="x", is_made_up=True)
    for number in range(NETWORKS):
        network = Network.objects.create(
            slug=f"network-{number}", name=f"Network {number}", kind=next(iter(NetworkKind))
        )
        NetworkSystem.objects.create(network=network, system=system)
    strategy = Strategy.objects.create(system=system, slug="care", title="Care here")
    for number in range(EXERCISES):
        exercise = Exercise.objects.create(
            system=system, slug=f"asked-{number}", title=f"What would help, {number}?",
            purpose="To plan.", open_to_change="All of it.", stage="closed",
            opens_on=date(2026, 1, 1), closes_on=date(2026, 3, 1), reply_by=date(2026, 12, 1),
            register_as_at=date(2026, 1, 1),
        )  # fmt: skip
        Question.objects.create(exercise=exercise, position=1, kind="words", text="What?")
        StrategyExercise.objects.create(strategy=strategy, exercise=exercise)
    Need.objects.bulk_create(
        Need(
            system=system, number=number, title=f"Need {number}", topic="housing",
            source="Assessment", dated_on=date(2026, 1, 1),
        )
        for number in range(1, NEEDS + 1)
    )  # fmt: skip
    return strategy


def _make_register(size: Size, system: int) -> None:
    from regard.domains.register.models import (
        Contact,
        Location,
        Membership,
        Organisation,
        Placement,
        Service,
    )

    of = _first(Organisation)
    _insert(
        Organisation, {"name": "'Provider ' || n"}, f"generate_series(1, {size.services // 3}) n"
    )
    _insert(
        Location,
        {
            "name": "'Home ' || n", "organisation_id": f"{of} + n % {size.services // 3}",
            "council_id": "(select min(id) from register_council)", "as_at": "'2026-11-01'",
        },
        f"generate_series(1, {size.services}) n",
    )  # fmt: skip
    each = "register_location"
    _insert(Placement, {"system_id": system, "location_id": "id"}, each)
    _insert(Contact, {"location_id": "id", "email": "'manager-' || id || '@example.org'"}, each)
    _insert(Service, {"location_id": "id", "service_type": "'home_care'"}, each)
    _insert(
        Membership,
        {"network_id": "k.id", "location_id": "l.id"},
        "register_location l, register_network k where (l.id + k.id) % 5 = 0",
    )


def _make_asked(size: Size, system: int) -> None:
    from regard.domains.engagement.models import AudienceMember, Theme

    _insert(
        AudienceMember,
        {
            "system_id": system, "exercise_id": "e.id", "service_id": "s.id",
            "location_id": "l.id", "organisation_id": "l.organisation_id",
            "service_type": "s.service_type", "place_name": "'Place ' || l.id % 14",
            "size_band": "'one'", "sector": "'independent'",
        },
        "register_service s join register_location l on l.id = s.location_id,"
        " engagement_exercise e",
    )  # fmt: skip
    _insert(
        Theme,
        {
            "system_id": system, "exercise_id": f"{_exercise()} + n % {EXERCISES}",
            "title": "'What many said, number ' || n", "terms": """'["rota", "friday"]'""",
            "state": "'signed_off'", "signed_off_at": "now()", "signed_off_by": "'person:1'",
        },
        f"generate_series(0, {size.themes - 1}) n",
    )  # fmt: skip
    _run(
        f"update engagement_theme set parent_id = id - {EXERCISES}"
        f" where (id / {EXERCISES}) % 10 = 9 and id - {EXERCISES} >= {_first(Theme)}"
    )


def _make_said(size: Size, system: int) -> None:
    from regard.domains.engagement.models import Answer, Coding, Contribution, Point, Theme

    _insert(
        Contribution,
        {
            "system_id": system, "exercise_id": f"{_exercise()} + n % {EXERCISES}",
            "location_id": "case when n % 10 < 4 then (select min(id) from register_location)"
            f" + (n / 10 * 37) % {size.services} end",
            "speaker": "case when n % 10 < 4 then 'provider' else"
            " (array['person', 'carer', 'staff'])[1 + n % 3] end",
            "channel": "'web'", "receipt": "'TR-' || n",
            "name": "case when n % 10 >= 4 then 'Person ' || n else '' end",
            "email": "case when n % 10 between 4 and 7 then n || '@example.org' else '' end",
            "address": "case when n % 10 = 8 then '1 Mill Lane, Harrow' else '' end",
            "visibility": "case when n % 100 = 7 then 'counted' else 'organisation' end",
            "said_on": "date '2026-01-05' + (n % 50)", "kept_at": "timestamptz '2026-01-05 09:00Z'"
            " + (n % 50) * interval '1 day'",
        },
        f"generate_series(0, {size.contributions - 1}) n",
    )  # fmt: skip
    whole = " || ".join(SAID.format(number=f"c.id || '.{n}'") for n in range(POINTS_EACH))
    _insert(
        Answer,
        {"contribution_id": "c.id", "text": whole, "places": "'[]'", "question_id":
         "(select q.id from engagement_question q where q.exercise_id = c.exercise_id)"},
        "engagement_contribution c",
    )  # fmt: skip
    _insert(
        Point,
        {
            "system_id": system, "exercise_id": "c.exercise_id", "contribution_id": "c.id",
            "answer_id": "a.id", "start": f"{LENGTH} * k", '"end"': f"{LENGTH} * k + 79",
            "text": f"substr(a.text, {LENGTH} * k + 1, 79)", "argument": "c.id % 5000",
        },
        "engagement_contribution c join engagement_answer a on a.contribution_id = c.id,"
        f" generate_series(0, {POINTS_EACH - 1}) k",
    )  # fmt: skip
    each = size.themes // EXERCISES
    _insert(
        Coding,
        {
            "point_id": "p.id", "stance": "(array['for', 'against', 'unclear'])[1 + p.id % 3]",
            "theme_id": f"{_first(Theme)} + (p.exercise_id - {_exercise()}) + {EXERCISES} * "
            f"((floor({each} * power((p.id * 7919 % 10007) / 10007.0, 2))::int + 17 * twice)"
            f" % {each})",
            "placed_by": "'machine'", "placed_at": "now()",
            "similarity": "(p.id * 31 % 1000) / 1000.0",
        },
        "engagement_point p, generate_series(0, 1) twice"
        " where p.id % 50 <> 0 and (twice = 0 or p.id % 20 = 1)",
    )  # fmt: skip


def _make_draft(size: Size, strategy: Strategy) -> None:
    from regard.domains.engagement.models import Theme
    from regard.domains.strategy.models import NeedPassage, Outcome, OutcomePassage, Passage

    system = strategy.system_id
    below, leaves = BRANCHES
    whole = 1 + below * (1 + leaves)
    branch, leaf = f"n % {whole}", f"(n % {whole} - 1) % {1 + leaves}"
    _insert(
        Passage,
        {
            "system_id": system, "strategy_id": strategy.pk, "position": "n + 1",
            "key": "'p' || (n + 1)",
            "kind": f"case when {branch} = 0 then 'priority' when {leaf} = 0 then 'commitment'"
            " else 'text' end",
            "ref": f"concat_ws('.', n / {whole} + 1, case when {branch} > 0 then"
            f" ({branch} - 1) / {1 + leaves} + 1 end, case when {branch} > 0 and {leaf} > 0 then"
            f" {leaf} end)",
            "heading": "'What we will do, number ' || n",
            "text": "repeat('From April every contract pays for the road between visits. ', 9)",
        },
        f"generate_series(0, {size.passages - 1}) n",
    )  # fmt: skip
    _run(
        "update strategy_passage p set parent_id = up.id from strategy_passage up"
        " where up.ref = regexp_replace(p.ref, '\\.[0-9]+$', '') and up.id <> p.id"
    )
    _run(f"update strategy_strategy set keys_given = {size.passages}")
    _insert(
        NeedPassage,
        {"strategy_id": strategy.pk, "passage_id": "p.id",
         "need_id": f"(select min(id) from strategy_need) + row_number() over () % {NEEDS}"},
        "strategy_passage p where p.kind <> 'text'",
    )  # fmt: skip
    outcome = {
        "system_id": system, "strategy_id": strategy.pk,
        "reason": "'You told us that nobody pays for the road, and you were right.'",
        "decided_by": "'person:1'", "decided_at": "now()",
        "kind": "kind", "passed_to": "case when kind = 'passed_on' then 'the council' else '' end",
        "second_reader": "'person:2'", "second_read_at": "now()",
        "passage_id": "case when kind in ('adopted', 'in_part', 'already') then"
        f" (select min(id) from strategy_passage) + (number * 13) % {size.passages} end",
    }  # fmt: skip
    kinds = (
        "cross join lateral (select (array['adopted', 'adopted', 'in_part', 'already',"
        " 'not_adopted', 'adopted', 'in_part', 'passed_on', 'not_adopted', 'adopted'])[1 + number"
        " / 5 % 10] as kind) kinds"
    )
    _insert(
        Outcome, outcome | {"theme_id": "number"},
        f"(select id as number from engagement_theme) given {kinds}",
    )  # fmt: skip
    _insert(
        Outcome, outcome | {"point_id": "number", "is_own": "is_own"},
        "(select p.id as number, p.id % 50 <> 0 as is_own from engagement_point p"
        f" where p.id % 50 = 0 or p.id % 200 = 3) given {kinds}",
    )  # fmt: skip
    _insert(
        OutcomePassage,
        {"strategy_id": strategy.pk, "outcome_id": "o.id", "passage_id": "p.id"},
        "strategy_outcome o, generate_series(1, 2) k, strategy_passage p where"
        " o.theme_id is not null and o.passage_id is not null and p.id = (select min(id) from"
        f" strategy_passage) + (o.theme_id * 29 + k * 7) % {size.passages}"
        " and p.id <> o.passage_id",
    )
    assert Theme.objects.count() == size.themes


def _first(model: type[Model]) -> str:
    return f"(select min(id) from {model._meta.db_table})"


def _exercise() -> str:
    return "(select min(id) from engagement_exercise)"


def _insert(model: type[Model], columns: dict[str, Any], source: str) -> None:
    """Insert a row for each of the source's; whatever columns are not given get their default."""
    given = {name.strip('"') for name in columns}
    plain = {
        field.column: _plain(field)
        for field in model._meta.concrete_fields
        if not field.null and not field.primary_key and field.column not in given
    }
    whole = {name.strip('"'): str(value) for name, value in columns.items()} | plain
    names = ", ".join(f'"{name}"' for name in whole)
    values = ", ".join(whole.values())
    _run(f"insert into {model._meta.db_table} ({names}) select {values} from {source}")


def _plain(field: Field[Any, Any]) -> str:
    """Return a column's default, as SQL."""
    if field.column in {"created_at", "updated_at"}:
        return "now()"
    default = field.get_default()
    if isinstance(default, bool | int):
        return str(default).lower()
    if isinstance(default, list | dict):
        kind = type(field).__name__
        return "'{}'" if kind == "ArrayField" or isinstance(default, dict) else "'[]'"
    return f"'{default}'"


def _run(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
