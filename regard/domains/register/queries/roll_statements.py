"""Who joins and who leaves when a roll is finished, for the preview and for doing it."""

LEFT = "left_on = %(as_at)s, updated_at = %(at)s"

LEAVING = """
    m.network_id = %(network)s
    and m.left_on is null
    and (m.joined_on is null or m.joined_on <= %(as_at)s)
    and not exists (
        select 1 from register_rollentry e
        join register_location l on l.id = e.location_id
        where e.roll_id = %(roll)s and e.state in ('matched', 'new')
            and (l.id = m.location_id or l.organisation_id = m.organisation_id)
    )
"""
"""Members of the roll's day whom no line of it means."""

SAID_LEFT = """
    exists (
        select 1 from register_rollentry e
        where e.roll_id = %(roll)s and e.state = 'left' and e.location_id = m.location_id
    )
"""
"""Of those, the ones of whom a person said that they have left."""

JOINING = """
select distinct l.id
from register_rollentry e
join register_location l on l.id = e.location_id
where e.roll_id = %(roll)s and e.state in ('matched', 'new') and not exists (
    select 1 from register_membership m
    where m.network_id = %(network)s and m.left_on is null
        and (m.location_id = l.id or m.organisation_id = l.organisation_id)
)
"""
"""Locations that a line means and that are no members yet."""
