"""
The triggers by which every change of what the finder shows is written down, whoever makes it.

One statement leaves one row for each location or provider it changed or, beyond a few hundred,
one that says "everything". Rows are told apart by transaction, so that a reader can tell which
it has read, and which it read in a transaction that was then undone.
"""

FUNCTION = """
create function register_touch() returns trigger language plpgsql as $$
declare
    few integer;
begin
    if tg_op <> 'TRUNCATE' then
        select count(*) into few from (select from changed limit 301) c;
        if few = 0 then
            return null;
        end if;
    end if;
    if few <= 300 then
        execute format(
            'insert into register_touch (transaction, kind, key)
            select distinct pg_current_xact_id()::text::bigint, %L, %I from changed',
            tg_argv[0], tg_argv[1]
        );
    else
        insert into register_touch (transaction, kind, key)
        values (pg_current_xact_id()::text::bigint, 'everything', 0);
    end if;
    return null;
end $$;
"""

TABLES = (
    ("register_location", "location", "id"),
    ("register_organisation", "organisation", "id"),
    ("register_service", "location", "location_id"),
    ("register_contact", "location", "location_id"),
    ("register_placement", "location", "location_id"),
    ("register_searchentry", "location", "location_id"),
)
"""Each table that the finder reads, what of it is touched, and the column that says which."""

MOVES = ("register_service", "register_contact")
"""Those whose rows can go from one location to another: both are touched."""

EVENTS = (("insert", "new"), ("update", "new"), ("delete", "old"))


def _triggers(table: str, kind: str, column: str) -> str:
    events = (*EVENTS, ("update", "old")) if table in MOVES else EVENTS
    made = [
        f"create trigger {table}_touch_{event}_{side} after {event} on {table}"
        f" referencing {side} table as changed"
        f" for each statement execute function register_touch('{kind}', '{column}');"
        for event, side in events
    ]
    made.append(
        f"create trigger {table}_touch_truncate after truncate on {table}"
        f" for each statement execute function register_touch('{kind}', '{column}');"
    )
    return "\n".join(made)


FORWARDS = FUNCTION + "\n".join(_triggers(*each) for each in TABLES)
BACKWARDS = "drop function register_touch() cascade;"
