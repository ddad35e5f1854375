from django.db import migrations, models

import regard.domains.strategy.types


class Migration(migrations.Migration):
    dependencies = [("strategy", "0002_published_is_final")]

    operations = [
        migrations.AlterField(
            model_name='reply',
            name='state',
            field=models.TextField(choices=[(regard.domains.strategy.types.ReplyState['OWED'], 'Owed'), (regard.domains.strategy.types.ReplyState['SENT'], 'Sent'), (regard.domains.strategy.types.ReplyState['FAILED'], 'Failed'), (regard.domains.strategy.types.ReplyState['HELD'], 'Held')], default=regard.domains.strategy.types.ReplyState['OWED']),
        ),
    ]
