from django.db import migrations

from regard.domains.register.sources.reference import load_reference

PLACE = """
insert into register_placement
    (created_at, updated_at, system_id, location_id, place_id, basis, belongs_by)
select
    now(), now(), sc.system_id, l.id, coalesce(by_district.place_id, by_council.place_id),
    case
        when by_district.place_id is not null then 'district'
        when by_council.place_id is not null then 'council'
        else 'none'
    end,
    'council'
from register_systemcouncil sc
join register_location l on l.council_id = sc.council_id and l.ended_on is null
left join register_placecover by_district
    on by_district.system_id = sc.system_id
    and by_district.postcode_district = l.postcode_district
    and l.postcode_district <> ''
left join register_placecover by_council
    on by_council.system_id = sc.system_id and by_council.council_id = l.council_id
on conflict (system_id, location_id) do nothing
"""
"""What the tables of before this could say: no council in parts, and no drawn area."""


def load(apps, schema_editor):
    load_reference(apps.get_model)
    schema_editor.execute(PLACE)


class Migration(migrations.Migration):
    dependencies = [("register", "0003_everyone")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
