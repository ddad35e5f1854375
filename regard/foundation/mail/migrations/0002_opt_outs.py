"""Whom not to write to, and the one place that decides it."""

import django.db.models.functions.text
from django.db import migrations, models

IS_REFUSED = """
create function mail_is_refused(address text, purpose text) returns boolean
language sql stable as $$
    select purpose <> 'access' and exists (
        select from mail_optout o
        where o.address = lower(btrim($1)) and (o.scope = 'all' or purpose = 'asking')
    )
$$;

create function mail_stop_the_refused() returns trigger language plpgsql as $$
begin
    raise exception 'this address asked us not to write' using errcode = 'check_violation';
end
$$;

create trigger mail_message_is_not_refused
before insert or update of state on mail_message
for each row when (new.state = 'sending' and mail_is_refused(new."to", new.purpose))
execute function mail_stop_the_refused();
"""

UNDO = """
drop trigger mail_message_is_not_refused on mail_message;
drop function mail_stop_the_refused();
drop function mail_is_refused(text, text);
"""

PURPOSES = """
update mail_message
set purpose = case
    when about like 'strategy.%' then 'answering'
    when about = 'account/email/login_code' then 'access'
    else 'asking'
end
"""


class Migration(migrations.Migration):
    dependencies = [("mail", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='OptOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('address', models.TextField(help_text='In small letters, without spaces around', unique=True)),
                ('scope', models.TextField(choices=[('asking', 'Not to be asked anything by email'), ('all', 'Not to be written to about anything')])),
                ('opted_out_at', models.DateTimeField()),
                ('how', models.TextField(help_text='In words, e.g. by the link in an email')),
                ('by', models.TextField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('address', django.db.models.functions.text.Lower(django.db.models.functions.text.Trim('address'))), models.Q(('address', ''), _negated=True)), name='mail_opt_out_address_is_plain')],
            },
        ),
        migrations.AddField(
            model_name='message',
            name='purpose',
            field=models.TextField(choices=[('asking', 'Asks for something'), ('answering', 'Answers what they said or asked for'), ('access', 'A code to sign in, which they asked for a moment ago')], default='asking'),
        ),
        migrations.AlterField(
            model_name='message',
            name='state',
            field=models.TextField(choices=[('waiting', 'Waiting to be sent'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Refused by the mail server'), ('unsure', 'We cannot tell whether it was sent'), ('held', 'Not sent: they asked us not to write')], default='waiting'),
        ),
        migrations.RunSQL(PURPOSES, migrations.RunSQL.noop),
        migrations.RunSQL(IS_REFUSED, UNDO),
    ]
