import regard.domains.governance.types.bodies
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0002_duties'),
    ]

    operations = [
        migrations.AlterField(
            model_name='body',
            name='kind',
            field=models.TextField(choices=[(regard.domains.governance.types.bodies.BodyKind['BOARD'], 'Integrated care board'), (regard.domains.governance.types.bodies.BodyKind['PARTNERSHIP'], 'Integrated care partnership'), (regard.domains.governance.types.bodies.BodyKind['HEALTH_AND_WELLBEING_BOARD'], 'Health and wellbeing board'), (regard.domains.governance.types.bodies.BodyKind['PLACE_PARTNERSHIP'], 'Place partnership'), (regard.domains.governance.types.bodies.BodyKind['SUB_COMMITTEE'], 'Board sub-committee'), (regard.domains.governance.types.bodies.BodyKind['PROVIDER_COLLABORATIVE'], 'Provider collaborative'), (regard.domains.governance.types.bodies.BodyKind['PRIMARY_CARE_NETWORK'], 'Primary care network'), (regard.domains.governance.types.bodies.BodyKind['VOLUNTARY_ALLIANCE'], 'Voluntary sector alliance'), (regard.domains.governance.types.bodies.BodyKind['PROVIDER_FORUM'], 'Provider forum'), (regard.domains.governance.types.bodies.BodyKind['WORKFORCE_GROUP'], 'Workforce group'), (regard.domains.governance.types.bodies.BodyKind['SAFEGUARDING_BOARD'], 'Safeguarding board'), (regard.domains.governance.types.bodies.BodyKind['CABINET'], 'Council’s cabinet'), (regard.domains.governance.types.bodies.BodyKind['NHS_ENGLAND'], 'NHS England'), (regard.domains.governance.types.bodies.BodyKind['OTHER'], 'Other group')], help_text='What it is first'),
        ),
        migrations.AlterField(
            model_name='bodyrole',
            name='kind',
            field=models.TextField(choices=[(regard.domains.governance.types.bodies.BodyKind['BOARD'], 'Integrated care board'), (regard.domains.governance.types.bodies.BodyKind['PARTNERSHIP'], 'Integrated care partnership'), (regard.domains.governance.types.bodies.BodyKind['HEALTH_AND_WELLBEING_BOARD'], 'Health and wellbeing board'), (regard.domains.governance.types.bodies.BodyKind['PLACE_PARTNERSHIP'], 'Place partnership'), (regard.domains.governance.types.bodies.BodyKind['SUB_COMMITTEE'], 'Board sub-committee'), (regard.domains.governance.types.bodies.BodyKind['PROVIDER_COLLABORATIVE'], 'Provider collaborative'), (regard.domains.governance.types.bodies.BodyKind['PRIMARY_CARE_NETWORK'], 'Primary care network'), (regard.domains.governance.types.bodies.BodyKind['VOLUNTARY_ALLIANCE'], 'Voluntary sector alliance'), (regard.domains.governance.types.bodies.BodyKind['PROVIDER_FORUM'], 'Provider forum'), (regard.domains.governance.types.bodies.BodyKind['WORKFORCE_GROUP'], 'Workforce group'), (regard.domains.governance.types.bodies.BodyKind['SAFEGUARDING_BOARD'], 'Safeguarding board'), (regard.domains.governance.types.bodies.BodyKind['CABINET'], 'Council’s cabinet'), (regard.domains.governance.types.bodies.BodyKind['NHS_ENGLAND'], 'NHS England'), (regard.domains.governance.types.bodies.BodyKind['OTHER'], 'Other group')]),
        ),
    ]
