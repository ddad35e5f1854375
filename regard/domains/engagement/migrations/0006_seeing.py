"""What people are seeing unasked, and pulses."""

from datetime import date
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

FREEZE = """
create function engagement_series_words_are_frozen() returns trigger language plpgsql as $$
declare
    concerned bigint := case when tg_op = 'INSERT' then new.series_id else old.series_id end;
begin
    if exists (
        select from engagement_series where id = concerned and frozen_at is not null
    ) then
        raise exception 'a pulse asks in the same words each time: % of an item is refused', tg_op
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;

create trigger series_words_are_frozen
    before insert or delete or update of series_id, position, kind, text, options
    on engagement_seriesitem
    for each row execute function engagement_series_words_are_frozen();

create function engagement_wave_words_are_frozen() returns trigger language plpgsql as $$
declare
    concerned bigint := case when tg_op = 'INSERT' then new.exercise_id else old.exercise_id end;
begin
    if exists (
        select from engagement_exercise
        where id = concerned and series_id is not null and stage <> 'draft'
    ) then
        raise exception 'a wave asks what its pulse asks: % of a question is refused', tg_op
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;

create trigger wave_words_are_frozen
    before insert or delete or update of exercise_id, position, kind, text, options, settings
    on engagement_question
    for each row execute function engagement_wave_words_are_frozen();
"""

THAW = """
drop trigger wave_words_are_frozen on engagement_question;
drop function engagement_wave_words_are_frozen();
drop trigger series_words_are_frozen on engagement_seriesitem;
drop function engagement_series_words_are_frozen();
"""

RECORD: list[tuple[str, models.Field]] = [  # type: ignore[type-arg]  # of any kind
    (
        "id",
        models.BigAutoField(
            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
        ),
    ),
    ("created_at", models.DateTimeField(auto_now_add=True)),
    ("updated_at", models.DateTimeField(auto_now=True)),
]

KINDS = [
    ("words", "In their own words"),
    ("choice", "Choose one"),
    ("choices", "Choose any"),
    ("rank", "Put in order"),
    ("scale", "On a scale"),
    ("number", "A number"),
    ("date", "A date"),
    ("matrix", "The same choice for several things"),
    ("file", "A file"),
]

SERIES_FIELDS = [
    migrations.AddField(
        model_name="series",
        name="starts_on",
        field=models.DateField(
            default=date(2026, 1, 1), help_text="The planned day of the first wave"
        ),
        preserve_default=False,
    ),
    migrations.AddField(
        model_name="series",
        name="days_open",
        field=models.IntegerField(default=21, help_text="For which a wave takes answers"),
    ),
    migrations.AddField(
        model_name="series",
        name="criteria",
        field=models.JSONField(default=dict, help_text="Whom it is for; see register Criteria"),
    ),
    migrations.AddField(
        model_name="series",
        name="frozen_at",
        field=models.DateTimeField(
            help_text="When its first wave began; its words do not change from then on",
            null=True,
        ),
    ),
    migrations.AddField(
        model_name="series",
        name="follows",
        field=models.ForeignKey(
            help_text="The series that asked in other words before",
            null=True,
            on_delete=django.db.models.deletion.PROTECT,
            related_name="+",
            to="engagement.series",
        ),
    ),
    migrations.AddField(
        model_name="series",
        name="mirrors",
        field=models.ForeignKey(
            help_text="The series that asks the same the other way round, item by item",
            null=True,
            on_delete=django.db.models.deletion.PROTECT,
            related_name="+",
            to="engagement.series",
        ),
    ),
    migrations.AddConstraint(
        model_name="series",
        constraint=models.CheckConstraint(
            condition=models.Q(days_open__gte=1, days_open__lte=28),
            name="engagement_series_wave_ends_within_a_month",
        ),
    ),
    migrations.AddConstraint(
        model_name="series",
        constraint=models.CheckConstraint(
            condition=models.Q(follows__isnull=True) | ~models.Q(follows=models.F("pk")),
            name="engagement_series_does_not_follow_itself",
        ),
    ),
]

EXERCISE_CONSTRAINTS = [
    migrations.AddConstraint(
        model_name="exercise",
        constraint=models.CheckConstraint(
            condition=models.Q(kind="pulse", series__isnull=False)
            | (~models.Q(kind="pulse") & models.Q(series__isnull=True)),
            name="engagement_pulse_belongs_to_a_series",
        ),
    ),
    migrations.AddConstraint(
        model_name="exercise",
        constraint=models.UniqueConstraint(
            condition=models.Q(kind="seeing"),
            fields=["system"],
            name="engagement_one_seeing_a_system",
        ),
    ),
]

SEEN = [
    migrations.CreateModel(
        name="About",
        fields=[
            *RECORD,
            ("service_type", models.TextField(default="", help_text="Empty: not said")),
            (
                "contribution",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="about",
                    to="engagement.contribution",
                ),
            ),
            (
                "place",
                models.ForeignKey(
                    help_text="None: not said, or everywhere",
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="register.place",
                ),
            ),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(place__isnull=False) | ~models.Q(service_type=""),
                    name="engagement_about_says_something",
                )
            ]
        },
    ),
    migrations.CreateModel(
        name="Upshot",
        fields=[
            *RECORD,
            (
                "words",
                models.TextField(help_text="What was done, or why not, in plain English"),
            ),
            ("by", models.TextField()),
            ("at", models.DateTimeField()),
            (
                "theme",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="upshots",
                    to="engagement.theme",
                ),
            ),
        ],
    ),
]

PULSES = [
    migrations.CreateModel(
        name="SeriesItem",
        fields=[
            *RECORD,
            (
                "position",
                models.IntegerField(help_text="From 1, as in the questions of each wave"),
            ),
            ("kind", models.TextField(choices=KINDS)),
            ("text", models.TextField()),
            (
                "options",
                models.JSONField(
                    default=list, help_text="The steps of its scale, the least first"
                ),
            ),
            (
                "series",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="items",
                    to="engagement.series",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=["series", "position"], name="engagement_item_has_its_own_position"
                ),
                models.CheckConstraint(
                    condition=models.Q(kind__in=["scale", "words"]),
                    name="engagement_item_is_a_scale_or_words",
                ),
            ]
        },
    ),
    migrations.CreateModel(
        name="Rater",
        fields=[
            *RECORD,
            ("name", models.TextField()),
            ("email", models.TextField()),
            (
                "organisation",
                models.TextField(help_text="For which they answer, e.g. a council"),
            ),
            (
                "place",
                models.ForeignKey(
                    help_text="In which they work with providers; None: everywhere",
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="register.place",
                ),
            ),
            (
                "series",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="raters",
                    to="engagement.series",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=["series", "email"], name="engagement_rater_is_asked_once"
                )
            ]
        },
    ),
    migrations.CreateModel(
        name="RaterAsk",
        fields=[
            *RECORD,
            ("organisation", models.TextField()),
            ("place_name", models.TextField(default="", help_text="Empty: everywhere")),
            ("reminded_on", models.DateField(null=True)),
            ("has_answered", models.BooleanField(default=False)),
            (
                "exercise",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="rater_asks",
                    to="engagement.exercise",
                ),
            ),
            (
                "message",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="mail.message",
                ),
            ),
            (
                "rater",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="asks",
                    to="engagement.rater",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=["exercise", "rater"], name="engagement_rater_is_asked_once_a_wave"
                )
            ]
        },
    ),
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("engagement", "0005_second_readers"),
        ("mail", "0002_opt_outs"),
        ("register", "0006_forgotten_rolls"),
    ]

    operations: ClassVar = [
        *SERIES_FIELDS,
        *EXERCISE_CONSTRAINTS,
        *SEEN,
        *PULSES,
        migrations.RunSQL(FREEZE, THAW),
    ]
