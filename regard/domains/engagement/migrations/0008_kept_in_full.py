"""
A kept answer keeps its value and its file too, and those who spoke are forgotten in time.
"""

from typing import ClassVar

from django.db import migrations, models

FORBID_MORE = """
drop trigger kept_answers_are_final on engagement_answer;
create trigger kept_answers_are_final
    before delete or update of text, value, places, file_id, question_id, contribution_id
    on engagement_answer
    for each row execute function engagement_kept_answers_are_final();
"""

FORBID_LESS = """
drop trigger kept_answers_are_final on engagement_answer;
create trigger kept_answers_are_final
    before delete or update of text, question_id, contribution_id on engagement_answer
    for each row execute function engagement_kept_answers_are_final();
"""

ANSWERED = """
update engagement_exercise set answered_at = updated_at where stage = 'answered'
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("engagement", "0007_gathered")]

    operations: ClassVar = [
        migrations.AddField(
            "exercise",
            "answered_at",
            models.DateTimeField(null=True, help_text="When everybody began to be told"),
        ),
        migrations.AddField(
            "exercise",
            "forgotten_at",
            models.DateTimeField(
                null=True, help_text="When it was forgotten who spoke; what they said stays"
            ),
        ),
        migrations.RunSQL(ANSWERED, migrations.RunSQL.noop),
        migrations.RunSQL(FORBID_MORE, FORBID_LESS),
    ]
