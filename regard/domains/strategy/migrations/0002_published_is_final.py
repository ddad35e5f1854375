from django.db import migrations

FORWARDS = """
create function strategy_is_published(strategy bigint) returns boolean language sql stable as $$
    select exists (select from strategy_strategy where id = strategy and stage = 'published')
$$;

create function strategy_strategy_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'A published strategy never changes';
end $$;
create trigger strategy_strategy_is_final before update or delete on strategy_strategy
    for each row when (old.stage = 'published') execute function strategy_strategy_is_final();

create function strategy_part_is_final() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and strategy_is_published(old.strategy_id)
        or tg_op <> 'DELETE' and strategy_is_published(new.strategy_id)
    then
        raise exception 'A published strategy never changes, and neither does any part of it';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger strategy_passage_is_final before insert or update or delete on strategy_passage
    for each row execute function strategy_part_is_final();
create trigger strategy_outcome_is_final before insert or update or delete on strategy_outcome
    for each row execute function strategy_part_is_final();
create trigger strategy_exercise_is_final
    before insert or update or delete on strategy_strategyexercise
    for each row execute function strategy_part_is_final();

create function strategy_reply_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'What someone was told never changes';
end $$;
create trigger strategy_reply_is_final before update on strategy_reply for each row
    when (old.content is distinct from new.content
        or old.contribution_id <> new.contribution_id
        or old.strategy_id <> new.strategy_id)
    execute function strategy_reply_is_final();
"""
BACKWARDS = """
drop trigger strategy_reply_is_final on strategy_reply;
drop function strategy_reply_is_final();
drop trigger strategy_exercise_is_final on strategy_strategyexercise;
drop trigger strategy_outcome_is_final on strategy_outcome;
drop trigger strategy_passage_is_final on strategy_passage;
drop function strategy_part_is_final();
drop trigger strategy_strategy_is_final on strategy_strategy;
drop function strategy_strategy_is_final();
drop function strategy_is_published(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("strategy", "0001_initial")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
