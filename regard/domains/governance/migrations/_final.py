"""
The triggers by which agreed minutes and recorded decisions stay as they were, whoever asks.

Each names the columns that may still change: those that other things' going empties, and what
becomes of a line after the meeting.
"""

FORWARDS = """
create function governance_is_agreed(kind text, id bigint) returns boolean
language sql stable as $$
    select exists (
        select from governance_meeting m
        where m.state = 'agreed' and m.id = case kind
            when 'meeting_id' then $2
            else (select i.meeting_id from governance_agendaitem i where i.id = $2)
        end
    )
$$;

create function governance_minutes_are_final() returns trigger language plpgsql as $$
declare
    free text[] := string_to_array(tg_argv[1], ',');
    before jsonb;
    after jsonb;
begin
    if tg_op <> 'INSERT' then before := to_jsonb(old) - free; end if;
    if tg_op <> 'DELETE' then after := to_jsonb(new) - free; end if;
    if before is distinct from after and (
        governance_is_agreed(tg_argv[0], (before ->> tg_argv[0])::bigint)
        or governance_is_agreed(tg_argv[0], (after ->> tg_argv[0])::bigint)
    ) then
        raise exception 'Agreed minutes never change';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;

create function governance_meeting_is_final() returns trigger language plpgsql as $$
declare
    free text[] := '{minutes_public_at,joining,changed_at,updated_at}';
begin
    if tg_op = 'DELETE'
        or to_jsonb(old) - free is distinct from to_jsonb(new) - free
        or old.minutes_public_at is distinct from new.minutes_public_at
            and old.minutes_public_at is not null
    then
        raise exception 'A meeting whose minutes are agreed never changes';
    end if;
    return new;
end $$;

create trigger governance_meeting_is_final before update or delete on governance_meeting
    for each row when (old.state = 'agreed') execute function governance_meeting_is_final();
create trigger governance_line_is_final
    before insert or update or delete on governance_minuteline for each row
    execute function governance_minutes_are_final('meeting_id', 'kind,receipt,updated_at');
create trigger governance_item_is_final
    before insert or update or delete on governance_agendaitem for each row
    execute function governance_minutes_are_final('meeting_id', 'topic_id,updated_at');
create trigger governance_attendance_is_final
    before insert or update or delete on governance_attendance for each row
    execute function governance_minutes_are_final('meeting_id', 'updated_at');
create trigger governance_declaration_is_final
    before insert or update or delete on governance_declaration for each row
    execute function governance_minutes_are_final('item_id', 'interest_id,updated_at');

create function governance_decision_is_final() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE'
        or to_jsonb(old) - 'updated_at' is distinct from to_jsonb(new) - 'updated_at'
    then
        raise exception 'A recorded decision never changes';
    end if;
    return new;
end $$;
create trigger governance_decision_is_final before update or delete on governance_decision
    for each row when (old.state = 'recorded') execute function governance_decision_is_final();

create function governance_recorded_on(decision bigint) returns date language sql stable as $$
    select decided_on from governance_decision where id = decision and state = 'recorded'
$$;

create function governance_option_is_final() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and governance_recorded_on(old.decision_id) is not null
        or tg_op <> 'DELETE' and governance_recorded_on(new.decision_id) is not null
    then
        raise exception 'A recorded decision never changes, and neither do its options';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger governance_option_is_final
    before insert or update or delete on governance_decisionoption
    for each row execute function governance_option_is_final();

create function governance_involvement_is_final() returns trigger language plpgsql as $$
declare
    free text[] := '{network_id,updated_at}';
begin
    if tg_op = 'INSERT' then
        if new."on" < governance_recorded_on(new.decision_id) then
            raise exception 'Nobody is said to have been asked before once it is recorded';
        end if;
        return new;
    end if;
    if governance_recorded_on(old.decision_id) is not null and (
        tg_op = 'DELETE' or to_jsonb(old) - free is distinct from to_jsonb(new) - free
    ) then
        raise exception 'Who was involved in a recorded decision never changes';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger governance_involvement_is_final
    before insert or update or delete on governance_involvement
    for each row execute function governance_involvement_is_final();
"""
BACKWARDS = """
drop trigger governance_involvement_is_final on governance_involvement;
drop function governance_involvement_is_final();
drop trigger governance_option_is_final on governance_decisionoption;
drop function governance_option_is_final();
drop function governance_recorded_on(bigint);
drop trigger governance_decision_is_final on governance_decision;
drop function governance_decision_is_final();
drop trigger governance_declaration_is_final on governance_declaration;
drop trigger governance_attendance_is_final on governance_attendance;
drop trigger governance_item_is_final on governance_agendaitem;
drop trigger governance_line_is_final on governance_minuteline;
drop trigger governance_meeting_is_final on governance_meeting;
drop function governance_meeting_is_final();
drop function governance_minutes_are_final();
drop function governance_is_agreed(text, bigint);
"""
