"""The database itself keeps the words of a kept contribution as they are."""

from django.db import migrations

FORBID = """
create function engagement_kept_answers_are_final() returns trigger language plpgsql as $$
begin
    if exists (
        select from engagement_contribution
        where id = old.contribution_id and kept_at is not null
    ) then
        raise exception 'what was said is kept as it came: % of an answer is refused', tg_op
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;

create trigger kept_answers_are_final
    before delete or update of text, question_id, contribution_id on engagement_answer
    for each row execute function engagement_kept_answers_are_final();
"""

ALLOW = """
drop trigger kept_answers_are_final on engagement_answer;
drop function engagement_kept_answers_are_final();
"""


class Migration(migrations.Migration):
    dependencies = [("engagement", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
