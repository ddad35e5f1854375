"""
The triggers by which every change of what counts follow from is written down, whoever makes it.

One statement leaves one row for each exercise, and part of it, whose rows it changed. Every row
weighs something by chance, and what weighs on a part is its state: it grows with every change and
never comes back to what it was. Now and then rows are folded into one that weighs as much, so
that few are added up. Nobody waits for anybody: rows are only added, and folding passes over what
another transaction is folding.
"""

BUCKETS = 16
"""As `queries.marked.BUCKETS`."""

FOLD = """
create function engagement_fold_touches(of text) returns void language sql as $$
    with folded as (
        delete from engagement_touch
        where id in (select id from engagement_touch where source = of for update skip locked)
        returning exercise, part, weight
    )
    insert into engagement_touch (exercise, source, part, weight)
    select exercise, of, part, sum(weight) from folded group by exercise, part
$$;
"""

FUNCTION = """
create function engagement_touch_{source}_{event}() returns trigger language plpgsql as $$
begin
    insert into engagement_touch (exercise, source, part, weight)
    select exercise, '{source}', part, 1 + (random() * 2147483646)::bigint
    from ({touched}) touched (exercise, part)
    group by exercise, part;
    if found and random() < 0.002 then
        perform engagement_fold_touches('{source}');
    end if;
    return null;
end $$;
create trigger {table}_touch_{event} after {event} on {table} referencing {tables}
    for each statement execute function engagement_touch_{source}_{event}();
"""

ROWS = {
    "contributions": f"""
        select exercise_id, (coalesce(location_id, id) % {BUCKETS})::text from {{rows}}
        where kept_at is not null
    """,
    "audience": "select exercise_id, '' from {rows}",
    "points": "select exercise_id, '' from {rows}",
    "codings": """
        select theme.exercise_id, theme.id::text from {rows} placed
        join engagement_theme theme on theme.id = placed.theme_id
    """,
}
"""Exercise and part of rows of each source."""

TABLES = {
    "contributions": "engagement_contribution",
    "audience": "engagement_audiencemember",
    "points": "engagement_point",
    "codings": "engagement_coding",
}

TRANSITIONS = {
    "insert": "new table as after",
    "update": "old table as before new table as after",
    "delete": "old table as before",
}

POINTS_UPDATED = """
    select point.exercise_id, '' from (select * from before union all select * from after) point
    where point.id in (
        select before.id from before join after using (id)
        where (before.exercise_id, before.contribution_id, before.argument)
            is distinct from (after.exercise_id, after.contribution_id, after.argument)
    )
"""
"""Of points, whose rows each decision of a person writes anew, only what is counted."""


def _touched(source: str, event: str) -> str:
    if (source, event) == ("points", "update"):
        return POINTS_UPDATED
    sides = {"insert": ["after"], "update": ["before", "after"], "delete": ["before"]}[event]
    return " union all ".join(ROWS[source].format(rows=side) for side in sides)


def _begun(source: str) -> str:
    """Let what is there already weigh something."""
    return f"""
        insert into engagement_touch (exercise, source, part, weight)
        select exercise, '{source}', part, 1 + (random() * 2147483646)::bigint
        from ({ROWS[source].format(rows=TABLES[source])}) there (exercise, part)
        group by exercise, part;
    """


FORWARDS = FOLD + "\n".join(
    _begun(source)
    + "\n".join(
        FUNCTION.format(
            source=source,
            event=event,
            table=table,
            tables=tables,
            touched=_touched(source, event),
        )
        for event, tables in TRANSITIONS.items()
    )
    for source, table in TABLES.items()
)

BACKWARDS = "drop function engagement_fold_touches(text);\n" + "\n".join(
    f"drop function engagement_touch_{source}_{event}() cascade;"
    for source in TABLES
    for event in TRANSITIONS
)
