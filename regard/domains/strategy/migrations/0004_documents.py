"""Documents in versions, with needs, reviews, promises, meanings, records of regard and proof."""

import django.db.models.deletion
from django.db import migrations, models

from regard.foundation.base.migrating import Together

KEYS = """
alter table strategy_passage disable trigger strategy_passage_is_final;
update strategy_passage as passage set key = 'p' || counted.number
from (
    select id, row_number() over (partition by strategy_id order by position, id) as number
    from strategy_passage
) as counted
where counted.id = passage.id;
alter table strategy_passage enable trigger strategy_passage_is_final;

alter table strategy_strategy disable trigger strategy_strategy_is_final;
update strategy_strategy as strategy set keys_given = (
    select count(*) from strategy_passage as passage where passage.strategy_id = strategy.id
);
alter table strategy_strategy enable trigger strategy_strategy_is_final;
"""
"""Passages that were written before keys get theirs in their order."""

FINAL = ("outcomepassage", "needpassage", "needaside", "meaning", "opinion", "removedpassage")
"""What else belongs to a version, and is published with it."""

FORWARDS = "\n".join(
    f"""
create trigger strategy_{each}_is_final
    before insert or update or delete on strategy_{each}
    for each row execute function strategy_part_is_final();
"""
    for each in FINAL
) + """
create function strategy_file_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'A published file never changes';
end $$;
create trigger strategy_publishedfile_is_final before update or delete on strategy_publishedfile
    for each row execute function strategy_file_is_final();

create function strategy_late_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'What someone was told became of their words never changes';
end $$;
create trigger strategy_lateoutcome_is_final before update or delete on strategy_lateoutcome
    for each row when (old.wave is not null) execute function strategy_late_is_final();

create function strategy_regard_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'A record of regard that was signed never changes';
end $$;
create trigger strategy_regardrecord_is_final before update or delete on strategy_regardrecord
    for each row when (old.signed_at is not null) execute function strategy_regard_is_final();

create function strategy_regardpassage_is_final() returns trigger language plpgsql as $$
begin
    if exists (
        select from strategy_regardrecord
        where signed_at is not null
            and (tg_op <> 'INSERT' and id = old.record_id
                or tg_op <> 'DELETE' and id = new.record_id)
    ) then
        raise exception 'A record of regard that was signed never changes';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger strategy_regardpassage_is_final
    before insert or update or delete on strategy_regardpassage
    for each row execute function strategy_regardpassage_is_final();

create function strategy_revision_is_final() returns trigger language plpgsql as $$
begin
    if exists (
        select from strategy_passage
        where id in (
                case when tg_op = 'INSERT' then null else old.passage_id end,
                case when tg_op = 'DELETE' then null else new.passage_id end
            )
            and strategy_is_published(strategy_id)
    ) then
        raise exception 'A published strategy never changes, nor what was written on the way';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger strategy_passagerevision_is_final
    before insert or update or delete on strategy_passagerevision
    for each row execute function strategy_revision_is_final();

create function strategy_update_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'What was reported of a commitment never changes';
end $$;
create trigger strategy_commitmentupdate_is_final
    before update or delete on strategy_commitmentupdate
    for each row execute function strategy_update_is_final();
"""

BACKWARDS = "\n".join(
    f"drop trigger strategy_{each}_is_final on strategy_{each};" for each in FINAL
) + """
drop trigger strategy_publishedfile_is_final on strategy_publishedfile;
drop function strategy_file_is_final();
drop trigger strategy_lateoutcome_is_final on strategy_lateoutcome;
drop function strategy_late_is_final();
drop trigger strategy_regardrecord_is_final on strategy_regardrecord;
drop function strategy_regard_is_final();
drop trigger strategy_regardpassage_is_final on strategy_regardpassage;
drop function strategy_regardpassage_is_final();
drop trigger strategy_passagerevision_is_final on strategy_passagerevision;
drop function strategy_revision_is_final();
drop trigger strategy_commitmentupdate_is_final on strategy_commitmentupdate;
drop function strategy_update_is_final();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('engagement', '0009_learning'),
        ('files', '0001_initial'),
        ('governance', '0002_duties'),
        ('mail', '0002_opt_outs'),
        ('register', '0006_forgotten_rolls'),
        ('strategy', '0003_held_replies'),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name='Bundle',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('kind', models.TextField(choices=[('court', 'For a court'), ('information_request', 'For an information request'), ('regulator', 'For the regulator')])),
                        ('why', models.TextField(help_text='What it was made for, e.g. the number of a request')),
                        ('digest', models.TextField(default='', help_text='SHA-256 of its manifest, hexadecimal')),
                        ('made_by', models.TextField()),
                        ('asked_at', models.DateTimeField()),
                        ('made_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Commitment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('number', models.IntegerField(help_text='In the system, from 1, never given again')),
                        ('words', models.TextField(help_text='What will be done, as a sentence')),
                        ('owner', models.TextField(default='', help_text='The post that sees to it')),
                        ('due_on', models.DateField()),
                        ('state', models.TextField(choices=[('planned', 'Planned'), ('under_way', 'Under way'), ('done', 'Done'), ('dropped', 'Dropped')], default='planned')),
                        ('ended_on', models.DateField(help_text='When it was done or dropped', null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='CommitmentNotice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('to', models.TextField(default='', help_text='Empty: it stands on the page of their reply')),
                    ],
                ),
                migrations.CreateModel(
                    name='CommitmentUpdate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('state', models.TextField(choices=[('planned', 'Planned'), ('under_way', 'Under way'), ('done', 'Done'), ('dropped', 'Dropped')])),
                        ('words', models.TextField(help_text='What was done, or why it is late or dropped')),
                        ('evidence', models.TextField(default='', help_text='Where anybody can see it')),
                        ('evidence_url', models.TextField(default='')),
                        ('by', models.TextField()),
                        ('at', models.DateTimeField()),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Meaning',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('criteria', models.JSONField(default=dict, help_text='Whom it touches, as a saved search of the register has it')),
                        ('whom', models.TextField(help_text='The same in words, e.g. home care in Westmere')),
                        ('for_owners', models.TextField(default='')),
                        ('for_staff', models.TextField(default='')),
                        ('for_people', models.TextField(default='', help_text='For the people who are supported')),
                        ('to_do', models.TextField(default='', help_text='What to do; empty: nothing')),
                        ('do_by', models.DateField(null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Milestone',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('position', models.IntegerField()),
                        ('words', models.TextField()),
                        ('due_on', models.DateField()),
                        ('done_on', models.DateField(null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Need',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('number', models.IntegerField(help_text='In the system, from 1, never given again')),
                        ('title', models.TextField()),
                        ('words', models.TextField(default='', help_text='What was found, with its figures')),
                        ('who', models.TextField(default='', help_text='Whose need it is')),
                        ('topic', models.TextField(choices=[('health', 'Health'), ('social_care', 'Social care'), ('carers', 'Unpaid carers'), ('workforce', 'Workforce'), ('employment', 'Employment'), ('environment', 'Environment'), ('housing', 'Housing'), ('inequality', 'Inequality'), ('other', 'Something else')])),
                        ('source', models.TextField(help_text='The assessment that found it, by name and section')),
                        ('source_url', models.TextField(default='')),
                        ('dated_on', models.DateField(help_text='When it was found, or the assessment published')),
                        ('retired_on', models.DateField(help_text='From when it counts no more', null=True)),
                        ('retired_because', models.TextField(default='')),
                    ],
                ),
                migrations.CreateModel(
                    name='NeedAside',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('why', models.TextField()),
                    ],
                ),
                migrations.CreateModel(
                    name='NeedPassage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('how', models.TextField(default='', help_text='How it helps to meet the need')),
                    ],
                ),
                migrations.CreateModel(
                    name='Opinion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('takes_account', models.BooleanField(help_text='Whether it takes proper account; None: the board did not say', null=True)),
                        ('words', models.TextField()),
                        ('given_on', models.DateField()),
                    ],
                ),
                migrations.CreateModel(
                    name='OutcomePassage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='PassageComment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('start', models.IntegerField(help_text="First character in the answer's text, from 0")),
                        ('end', models.IntegerField(help_text='After its last character')),
                    ],
                ),
                migrations.CreateModel(
                    name='PassageRevision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('number', models.IntegerField()),
                        ('heading', models.TextField()),
                        ('text', models.TextField(default='')),
                        ('because', models.TextField(default='', help_text="Why, in the writer's words")),
                        ('by', models.TextField()),
                        ('at', models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name='PublishedFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('kind', models.TextField(choices=[('pdf', 'PDF'), ('docx', 'Word document'), ('json', 'Its canonical content')])),
                    ],
                ),
                migrations.CreateModel(
                    name='RegardPassage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('effect', models.TextField(choices=[('followed', 'Followed'), ('in_part', 'Followed in part'), ('departed', 'Departed from'), ('no_effect', 'Considered, without effect')])),
                        ('where', models.TextField(default='', help_text='Where in the decision it shows')),
                        ('why', models.TextField(default='', help_text='Why the decision departs from it, where it does')),
                    ],
                ),
                migrations.CreateModel(
                    name='RegardRecord',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('why_none', models.TextField(default='', help_text='Why no passage was relevant, where none was')),
                        ('effect', models.TextField(default='', help_text='What regard to it changed, as a whole')),
                        ('providers_said', models.TextField(default='', help_text='What providers said of it')),
                        ('involved_on', models.DateField(help_text='Since when they were involved', null=True)),
                        ('recorded_by', models.TextField()),
                        ('recorded_at', models.DateTimeField()),
                        ('signed_by', models.TextField(default='')),
                        ('signed_name', models.TextField(default='', help_text='Name and office of who answers for it')),
                        ('signed_at', models.DateTimeField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='RemovedPassage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('key', models.TextField()),
                        ('ref', models.TextField()),
                        ('heading', models.TextField()),
                        ('text', models.TextField(default='')),
                        ('why', models.TextField(default='')),
                        ('by', models.TextField()),
                        ('at', models.DateTimeField()),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ReviewedPassage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('key', models.TextField()),
                        ('position', models.IntegerField()),
                        ('depth', models.IntegerField(default=0)),
                        ('ref', models.TextField()),
                        ('heading', models.TextField()),
                        ('text', models.TextField(default='')),
                    ],
                ),
                migrations.CreateModel(
                    name='ReviewRound',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='RevisionCause',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                    ],
                ),
            ]
        ),
        migrations.RemoveConstraint(
            model_name='strategy',
            name='strategy_slug_is_unique',
        ),
        Together(
            [
                migrations.AddField(
                    model_name='outcome',
                    name='is_own',
                    field=models.BooleanField(default=False, help_text='Of a point in a theme: holds instead of what the theme has'),
                ),
                migrations.AddField(
                    model_name='outcome',
                    name='second_read_at',
                    field=models.DateTimeField(help_text='When they agreed; None: nobody has, or not since it changed', null=True),
                ),
                migrations.AddField(
                    model_name='outcome',
                    name='second_reader',
                    field=models.TextField(default='', help_text='Somebody else than who decided'),
                ),
                migrations.AddField(
                    model_name='outcome',
                    name='second_words',
                    field=models.TextField(default='', help_text='What the second reader noted'),
                ),
                migrations.AddField(
                    model_name='passage',
                    name='key',
                    field=models.TextField(default='', help_text='e.g. p17: the same in every version, and never given to another passage'),
                    preserve_default=False,
                ),
                migrations.AddField(
                    model_name='passage',
                    name='kind',
                    field=models.TextField(choices=[('vision', 'Vision'), ('priority', 'Priority'), ('commitment', 'Commitment'), ('text', 'Text')], default='text'),
                ),
                migrations.AddField(
                    model_name='passage',
                    name='no_need_because',
                    field=models.TextField(default='', help_text='Why it answers no assessed need, where it answers none'),
                ),
                migrations.AddField(
                    model_name='passage',
                    name='parent',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='children', to='strategy.passage'),
                ),
                migrations.AddField(
                    model_name='passage',
                    name='revision',
                    field=models.IntegerField(default=1, help_text='Rises with every change of its words'),
                ),
                migrations.AddField(
                    model_name='passage',
                    name='section',
                    field=models.TextField(default='', help_text='The part of the template that it writes, by key; empty: none'),
                ),
                migrations.AddField(
                    model_name='reply',
                    name='member',
                    field=models.ForeignKey(help_text='The member that is told what was said for it; None: who spoke', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='engagement.memberpart'),
                ),
                migrations.AddField(
                    model_name='reply',
                    name='wave',
                    field=models.IntegerField(default=1, help_text='Sent with others of the same number, from 1'),
                ),
                migrations.AddField(
                    model_name='strategy',
                    name='because',
                    field=models.TextField(default='', help_text='Why there is this version; empty of the first'),
                ),
                migrations.AddField(
                    model_name='strategy',
                    name='begins_on',
                    field=models.DateField(help_text='From when it is meant to hold', null=True),
                ),
                migrations.AddField(
                    model_name='strategy',
                    name='body',
                    field=models.ForeignKey(help_text="Whose it is; None: the partnership's as a whole", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.body'),
                ),
                migrations.AddField(
                    model_name='strategy',
                    name='digest',
                    field=models.TextField(default='', help_text='SHA-256 of its canonical content, hexadecimal; empty of a draft'),
                ),
                migrations.AddField(
                    model_name='strategy',
                    name='ends_on',
                    field=models.DateField(null=True),
                ),
                migrations.AddField(
                    model_name='strategy',
                    name='follows',
                    field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='next_version', to='strategy.strategy'),
                ),
                migrations.AddField(
                    model_name='strategy',
                    name='keys_given',
                    field=models.IntegerField(default=0, help_text='How many passages it ever had, in all versions: the newest key'),
                ),
                migrations.AddField(
                    model_name='strategy',
                    name='kind',
                    field=models.TextField(choices=[('integrated_care_strategy', 'Integrated care strategy'), ('joint_forward_plan', 'Joint forward plan'), ('local_strategy', 'Joint local health and wellbeing strategy'), ('market_position', 'Market position statement'), ('other', 'Another plan')], default='integrated_care_strategy'),
                ),
                migrations.AddField(
                    model_name='strategy',
                    name='number',
                    field=models.IntegerField(default=1, help_text='Which version, from 1'),
                ),
            ]
        ),
        Together(
            [
                migrations.AlterField(
                    model_name='outcome',
                    name='passage',
                    field=models.ForeignKey(help_text='The one that its replies quote; others are in OutcomePassage', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='strategy.passage'),
                ),
                migrations.AlterField(
                    model_name='passage',
                    name='position',
                    field=models.IntegerField(help_text='In the whole document, as it is read'),
                ),
                migrations.AlterField(
                    model_name='reply',
                    name='channel',
                    field=models.TextField(choices=[('email', 'Email'), ('letter', 'Letter'), ('note', 'Note'), ('page', 'Page')]),
                ),
                migrations.AlterField(
                    model_name='reply',
                    name='contribution',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.contribution'),
                ),
                migrations.AlterField(
                    model_name='strategy',
                    name='slug',
                    field=models.SlugField(help_text="The document's; every version of it has the same"),
                ),
            ]
        ),
        migrations.RunSQL(KEYS, migrations.RunSQL.noop),
        Together(
            [
                migrations.AddIndex(
                    model_name='passage',
                    index=models.Index(fields=['key'], name='strategy_passage_key'),
                ),
                migrations.AddConstraint(
                    model_name='passage',
                    constraint=models.UniqueConstraint(fields=('strategy', 'key'), name='strategy_passage_key_is_unique'),
                ),
                migrations.AddConstraint(
                    model_name='reply',
                    constraint=models.UniqueConstraint(fields=('contribution', 'member', 'wave'), name='strategy_everyone_has_one_reply', nulls_distinct=False),
                ),
                migrations.AddConstraint(
                    model_name='strategy',
                    constraint=models.UniqueConstraint(fields=('system', 'slug', 'number'), name='strategy_slug_is_unique'),
                ),
                migrations.AddConstraint(
                    model_name='strategy',
                    constraint=models.UniqueConstraint(condition=models.Q(('stage', 'draft')), fields=('system', 'slug'), name='strategy_has_one_draft'),
                ),
            ]
        ),
        Together(
            [
                migrations.AddField(
                    model_name='bundle',
                    name='file',
                    field=models.ForeignKey(help_text='None while it is made', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.file'),
                ),
                migrations.AddField(
                    model_name='bundle',
                    name='strategy',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bundles', to='strategy.strategy'),
                ),
                migrations.AddField(
                    model_name='bundle',
                    name='system',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.system'),
                ),
                migrations.AddField(
                    model_name='commitment',
                    name='body',
                    field=models.ForeignKey(help_text='Who answers for it; None: somebody without a body here, named in owner', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.body'),
                ),
                migrations.AddField(
                    model_name='commitment',
                    name='passage',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='strategy.passage'),
                ),
                migrations.AddField(
                    model_name='commitment',
                    name='strategy',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='strategy.strategy'),
                ),
                migrations.AddField(
                    model_name='commitment',
                    name='system',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.system'),
                ),
                migrations.AddField(
                    model_name='commitmentnotice',
                    name='contribution',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.contribution'),
                ),
                migrations.AddField(
                    model_name='commitmentnotice',
                    name='message',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='mail.message'),
                ),
                migrations.AddField(
                    model_name='commitmentupdate',
                    name='commitment',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='updates', to='strategy.commitment'),
                ),
                migrations.AddField(
                    model_name='commitmentupdate',
                    name='file',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.file'),
                ),
                migrations.AddField(
                    model_name='commitmentnotice',
                    name='update',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='strategy.commitmentupdate'),
                ),
                migrations.AddField(
                    model_name='meaning',
                    name='passage',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meanings', to='strategy.passage'),
                ),
                migrations.AddField(
                    model_name='meaning',
                    name='strategy',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meanings', to='strategy.strategy'),
                ),
                migrations.AddField(
                    model_name='milestone',
                    name='commitment',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='strategy.commitment'),
                ),
                migrations.AddField(
                    model_name='need',
                    name='system',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.system'),
                ),
                migrations.AddField(
                    model_name='needaside',
                    name='need',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='strategy.need'),
                ),
                migrations.AddField(
                    model_name='needaside',
                    name='strategy',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs_aside', to='strategy.strategy'),
                ),
                migrations.AddField(
                    model_name='needpassage',
                    name='need',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passages', to='strategy.need'),
                ),
                migrations.AddField(
                    model_name='needpassage',
                    name='passage',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='strategy.passage'),
                ),
                migrations.AddField(
                    model_name='needpassage',
                    name='strategy',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='strategy.strategy'),
                ),
                migrations.AddField(
                    model_name='opinion',
                    name='body',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.body'),
                ),
                migrations.AddField(
                    model_name='opinion',
                    name='file',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.file'),
                ),
                migrations.AddField(
                    model_name='opinion',
                    name='strategy',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opinions', to='strategy.strategy'),
                ),
                migrations.AddField(
                    model_name='outcomepassage',
                    name='outcome',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='more_passages', to='strategy.outcome'),
                ),
                migrations.AddField(
                    model_name='outcomepassage',
                    name='passage',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='more_outcomes', to='strategy.passage'),
                ),
                migrations.AddField(
                    model_name='outcomepassage',
                    name='strategy',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='strategy.strategy'),
                ),
                migrations.AddField(
                    model_name='passagecomment',
                    name='answer',
                    field=models.ForeignKey(help_text='All that they said on the draft, each comment after the other', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='engagement.answer'),
                ),
                migrations.AddField(
                    model_name='passagerevision',
                    name='passage',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='strategy.passage'),
                ),
                migrations.AddField(
                    model_name='publishedfile',
                    name='file',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.file'),
                ),
                migrations.AddField(
                    model_name='publishedfile',
                    name='strategy',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='strategy.strategy'),
                ),
                migrations.AddField(
                    model_name='regardpassage',
                    name='passage',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regards', to='strategy.passage'),
                ),
                migrations.AddField(
                    model_name='regardrecord',
                    name='decision',
                    field=models.ForeignKey(help_text='A draft takes its notes with it; one that is recorded is never deleted', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='governance.decision'),
                ),
                migrations.AddField(
                    model_name='regardrecord',
                    name='strategy',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='strategy.strategy'),
                ),
                migrations.AddField(
                    model_name='regardrecord',
                    name='system',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.system'),
                ),
                migrations.AddField(
                    model_name='regardpassage',
                    name='record',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='strategy.regardrecord'),
                ),
                migrations.AddField(
                    model_name='removedpassage',
                    name='strategy',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='removed_passages', to='strategy.strategy'),
                ),
                migrations.AddField(
                    model_name='reviewedpassage',
                    name='passage',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='strategy.passage'),
                ),
                migrations.AddField(
                    model_name='passagecomment',
                    name='reviewed',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='strategy.reviewedpassage'),
                ),
                migrations.AddField(
                    model_name='reviewround',
                    name='exercise',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.exercise'),
                ),
                migrations.AddField(
                    model_name='reviewround',
                    name='question',
                    field=models.ForeignKey(help_text='Under which comments are kept as answers', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.question'),
                ),
                migrations.AddField(
                    model_name='reviewround',
                    name='strategy',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='review_rounds', to='strategy.strategy'),
                ),
                migrations.AddField(
                    model_name='reviewedpassage',
                    name='review',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='strategy.reviewround'),
                ),
                migrations.AddField(
                    model_name='revisioncause',
                    name='point',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='engagement.point'),
                ),
                migrations.AddField(
                    model_name='revisioncause',
                    name='revision',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='causes', to='strategy.passagerevision'),
                ),
                migrations.AddField(
                    model_name='revisioncause',
                    name='theme',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='engagement.theme'),
                ),
            ]
        ),
        Together(
            [
                migrations.AddConstraint(
                    model_name='commitment',
                    constraint=models.UniqueConstraint(fields=('system', 'number'), name='strategy_commitment_number_is_unique'),
                ),
                migrations.AddConstraint(
                    model_name='commitment',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', False), ('state__in', ['done', 'dropped'])), models.Q(models.Q(('state__in', ['done', 'dropped']), _negated=True), ('ended_on__isnull', True)), _connector='OR'), name='strategy_ended_commitment_has_a_day'),
                ),
                migrations.AddConstraint(
                    model_name='commitmentnotice',
                    constraint=models.UniqueConstraint(fields=('update', 'contribution'), name='strategy_noticed_once'),
                ),
                migrations.AddConstraint(
                    model_name='need',
                    constraint=models.UniqueConstraint(fields=('system', 'number'), name='strategy_need_number_is_unique'),
                ),
                migrations.AddConstraint(
                    model_name='need',
                    constraint=models.CheckConstraint(condition=models.Q(('retired_on__isnull', True), models.Q(('retired_because', ''), _negated=True), _connector='OR'), name='strategy_need_is_retired_for_a_reason'),
                ),
                migrations.AddConstraint(
                    model_name='needaside',
                    constraint=models.UniqueConstraint(fields=('strategy', 'need'), name='strategy_need_aside_once'),
                ),
                migrations.AddConstraint(
                    model_name='needpassage',
                    constraint=models.UniqueConstraint(fields=('need', 'passage'), name='strategy_need_in_a_passage_once'),
                ),
                migrations.AddConstraint(
                    model_name='opinion',
                    constraint=models.UniqueConstraint(fields=('strategy', 'body'), name='strategy_one_opinion_a_board'),
                ),
                migrations.AddConstraint(
                    model_name='outcomepassage',
                    constraint=models.UniqueConstraint(fields=('outcome', 'passage'), name='strategy_outcome_names_a_passage_once'),
                ),
                migrations.AddConstraint(
                    model_name='passagerevision',
                    constraint=models.UniqueConstraint(fields=('passage', 'number'), name='strategy_revision_number_is_unique'),
                ),
                migrations.AddConstraint(
                    model_name='publishedfile',
                    constraint=models.UniqueConstraint(fields=('strategy', 'kind'), name='strategy_one_file_a_kind'),
                ),
                migrations.AddConstraint(
                    model_name='regardrecord',
                    constraint=models.UniqueConstraint(fields=('decision', 'strategy'), name='strategy_one_regard_a_decision'),
                ),
                migrations.AddConstraint(
                    model_name='regardrecord',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', True), ('signed_by', ''), ('signed_name', '')), models.Q(('signed_at__isnull', False), models.Q(('signed_by', ''), _negated=True), models.Q(('signed_name', ''), _negated=True)), _connector='OR'), name='strategy_regard_is_signed_by_somebody'),
                ),
                migrations.AddConstraint(
                    model_name='regardpassage',
                    constraint=models.UniqueConstraint(fields=('record', 'passage'), name='strategy_passage_regarded_once'),
                ),
                migrations.AddConstraint(
                    model_name='regardpassage',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('effect__in', ['in_part', 'departed']), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='strategy_departure_has_a_reason'),
                ),
                migrations.AddConstraint(
                    model_name='passagecomment',
                    constraint=models.CheckConstraint(condition=models.Q(('end__gt', models.F('start')), ('start__gte', 0)), name='strategy_comment_has_words'),
                ),
                migrations.AddConstraint(
                    model_name='reviewedpassage',
                    constraint=models.UniqueConstraint(fields=('review', 'key'), name='strategy_reviewed_once'),
                ),
                migrations.AddConstraint(
                    model_name='revisioncause',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('point__isnull', True), ('theme__isnull', False)), models.Q(('point__isnull', False), ('theme__isnull', True)), _connector='OR'), name='strategy_cause_is_a_theme_or_a_point'),
                ),
            ]
        ),
        migrations.CreateModel(
            name='LateOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('kind', models.TextField(choices=[('adopted', 'Adopted'), ('in_part', 'Adopted in part'), ('already', 'Already so'), ('not_adopted', 'Not adopted'), ('passed_on', 'Passed on')])),
                ('reason', models.TextField()),
                ('passed_to', models.TextField(default='', help_text='Who it was passed on to')),
                ('decided_by', models.TextField()),
                ('decided_at', models.DateTimeField()),
                ('wave', models.IntegerField(help_text='The wave of replies that told it; None: nobody was told yet', null=True)),
                ('passage', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='late_outcomes', to='strategy.passage')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.point')),
                ('same_as', models.ForeignKey(help_text='The published one that answers it too; None: it is answered by itself', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='strategy.outcome')),
                ('strategy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='late_outcomes', to='strategy.strategy')),
                ('system', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.system')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('wave__isnull', True)), fields=('point',), name='strategy_one_late_outcome_untold'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['adopted', 'in_part']), _negated=True), models.Q(('passage__isnull', False), ('same_as__isnull', False)), _connector='OR'), name='strategy_late_adopted_is_as_published'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind', 'passed_on'), _negated=True), models.Q(('passed_to', ''), _negated=True), _connector='OR'), name='strategy_late_passed_on_names_to_whom'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='strategy_late_outcome_has_a_reason'),
                ],
            },
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
