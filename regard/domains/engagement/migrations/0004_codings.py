"""A point in many themes, with a stance on each; themes within themes; and their versions."""

import django.db.models.deletion
from django.db import migrations, models

from regard.foundation.base.migrating import Together

import regard.domains.engagement.types.themes

MANY = """
insert into engagement_coding (
    point_id, theme_id, stance, placed_by, placed_at, similarity, is_unsure, created_at, updated_at
)
select id, theme_id, 'unclear', case when placed_by = '' then 'machine' else placed_by end,
    updated_at, similarity, is_unsure, updated_at, updated_at
from engagement_point where theme_id is not null order by id;

update engagement_point set decided_by = placed_by where placed_by not in ('', 'machine');

insert into engagement_themeversion (
    theme_id, number, title, summary, at, by, because, created_at, updated_at
)
select id, 1, title, summary, signed_off_at, signed_off_by, '', updated_at, updated_at
from engagement_theme where state = 'signed_off' order by id;
"""

ONE = """
update engagement_point as point
set theme_id = first.theme_id, similarity = first.similarity, is_unsure = first.is_unsure,
    placed_by = first.placed_by
from (
    select distinct on (point_id) * from engagement_coding order by point_id, id
) as first
where first.point_id = point.id;

update engagement_point set placed_by = decided_by where decided_by <> '';
"""
"""Of the themes that a point is in, the way back keeps the one that it was put in first."""


class Migration(migrations.Migration):
    dependencies = [
        ("engagement", "0003_engagement_in_full"),
        ("register", "0006_forgotten_rolls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Coding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "point",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codings",
                        to="engagement.point",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="codings",
                        to="engagement.theme",
                    ),
                ),
                (
                    "stance",
                    models.TextField(
                        choices=[
                            ("for", "For it"),
                            ("against", "Against it"),
                            ("unclear", "Neither, or not clear"),
                        ],
                        default=regard.domains.engagement.types.themes.Stance["UNCLEAR"],
                    ),
                ),
                ("placed_by", models.TextField(help_text="machine, or who put it there")),
                (
                    "placed_at",
                    models.DateTimeField(help_text="When it was put there, or last confirmed"),
                ),
                (
                    "similarity",
                    models.FloatField(help_text="0 to 1, where a machine placed it", null=True),
                ),
                ("is_unsure", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="ThemeVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="engagement.theme",
                    ),
                ),
                ("number", models.IntegerField(help_text="From 1")),
                ("title", models.TextField()),
                ("summary", models.TextField(default="")),
                ("at", models.DateTimeField()),
                ("by", models.TextField()),
                (
                    "because",
                    models.TextField(default="", help_text="Empty where it was only signed off"),
                ),
            ],
        ),
        Together([
        migrations.AddField(
            model_name="theme",
            name="parent",
            field=models.ForeignKey(
                help_text="The wider theme that it is a part of, which is itself a part of none",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="engagement.theme",
            ),
        ),
        migrations.AddField(
            model_name="theme",
            name="look_again_from",
            field=models.DateTimeField(
                help_text="What was placed in it before then is to be looked at again", null=True
            ),
        ),
        migrations.AddField(
            model_name="point",
            name="decided_by",
            field=models.TextField(
                default="", help_text="Who said which themes it is in, or that it stands alone"
            ),
        ),
        ]),
        migrations.RunSQL(MANY, ONE),
        migrations.RemoveConstraint(model_name="point", name="engagement_similarity_is_a_share"),
        migrations.RemoveIndex(model_name="point", name="engagement_point_theme"),
        migrations.RemoveField(model_name="point", name="is_unsure"),
        migrations.RemoveField(model_name="point", name="placed_by"),
        migrations.RemoveField(model_name="point", name="similarity"),
        migrations.RemoveField(model_name="point", name="theme"),
        migrations.AddField(
            model_name="point",
            name="themes",
            field=models.ManyToManyField(
                related_name="points", through="engagement.Coding", to="engagement.theme"
            ),
        ),
        Together([
        migrations.AddIndex(
            model_name="point",
            index=models.Index(fields=["system", "exercise", "id"], name="engagement_point_kept"),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True),
                    models.Q(("parent", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="engagement_theme_is_no_part_of_itself",
            ),
        ),
        migrations.AddIndex(
            model_name="coding",
            index=models.Index(fields=["theme"], name="engagement_coding_theme"),
        ),
        migrations.AddConstraint(
            model_name="coding",
            constraint=models.UniqueConstraint(
                fields=("point", "theme"), name="engagement_point_once_in_a_theme"
            ),
        ),
        migrations.AddConstraint(
            model_name="coding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("similarity__isnull", True),
                    models.Q(("similarity__gte", 0), ("similarity__lte", 1)),
                    _connector="OR",
                ),
                name="engagement_coding_similarity_is_a_share",
            ),
        ),
        migrations.AddConstraint(
            model_name="themeversion",
            constraint=models.UniqueConstraint(
                fields=("theme", "number"), name="engagement_theme_version_once"
            ),
        ),
        ]),
    ]
