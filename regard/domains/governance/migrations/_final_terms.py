"""
The triggers by which adopted terms of reference stay as they were, whoever asks.

What may still change is the decision by which they were adopted, which may be recorded later,
and the day on which they are looked at again.
"""

FORWARDS = """
create function governance_terms_are_final() returns trigger language plpgsql as $$
declare
    free text[] := '{decision_id,review_on,updated_at}';
begin
    if tg_op = 'DELETE' or to_jsonb(old) - free is distinct from to_jsonb(new) - free then
        raise exception 'Adopted terms never change';
    end if;
    return new;
end $$;
create trigger governance_terms_are_final before update or delete on governance_terms
    for each row when (old.state = 'adopted') execute function governance_terms_are_final();

create function governance_section_is_final() returns trigger language plpgsql as $$
begin
    if exists (
        select from governance_terms t
        where t.state = 'adopted'
            and (tg_op <> 'INSERT' and t.id = old.terms_id
                or tg_op <> 'DELETE' and t.id = new.terms_id)
    ) then
        raise exception 'Adopted terms never change, and neither does any section of them';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger governance_section_is_final
    before insert or update or delete on governance_termssection
    for each row execute function governance_section_is_final();
"""
BACKWARDS = """
drop trigger governance_section_is_final on governance_termssection;
drop function governance_section_is_final();
drop trigger governance_terms_are_final on governance_terms;
drop function governance_terms_are_final();
"""
