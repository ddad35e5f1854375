"""Words changed past all that guards them, as only the owner of the database could."""

from django.db import connection

from regard.domains.engagement.models import Answer


def alter_answers(text: str) -> None:
    """Put this text in the place of every answer's."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table engagement_answer disable trigger user")
        Answer.objects.update(text=text)
        cursor.execute("alter table engagement_answer enable trigger user")
