from django.db import migrations

FORWARDS = """
create function audit_entry_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'The ledger is append-only: an entry can be neither changed nor deleted';
end $$;
create trigger audit_entry_is_append_only before update or delete on audit_entry
    for each row execute function audit_entry_is_append_only();
"""
BACKWARDS = """
drop trigger audit_entry_is_append_only on audit_entry;
drop function audit_entry_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
