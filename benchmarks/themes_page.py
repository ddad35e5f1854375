# ruff: noqa: PLC0415 (Django's models can be imported only once it is set up)
"""
The pages of themes and of campaigns, for 10,000 contributions and 25,000 points.

`python -m benchmarks.themes_page`. Times the server's whole answer to a request, as it is read
again; and then, without a bar, as it is read first after one more coding. The bar is issue 5's
for every page of an exercise: 95 of 100 answers within 100 ms at 10,000 contributions. Rows are
made set-wise, in an embedded database of its own, in a folder that is deleted after: 40 themes,
a quarter of them parts of others, a tenth of the points in two; a third of the contributions in
20 campaigns. `--queries` prints what takes longest.
"""

import sys
from typing import TYPE_CHECKING

from benchmarks._asked import open_exercise
from benchmarks._pages import lead_client, load_as_served, time_page
from benchmarks._setting_up import own_regard

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise

BAR = 0.100
ROUNDS = 60
SERVICES, CONTRIBUTIONS, POINTS, THEMES, CAMPAIGNS = 4_000, 10_000, 25_000, 40, 20
FILL = """
select setseed(0.11);

insert into engagement_contribution (
    system_id, exercise_id, location_id, speaker, channel, visibility, receipt, name, email,
    telephone, address, said_on, kept_at, entered_by, is_late, is_shielded, asked_how, row_key,
    row_print,
    created_at, updated_at)
select e.system_id, e.id,
    case when n %% 10 < 7 then l.first + floor(%(services)s * random())::int end,
    case when n %% 10 < 7 then 'provider' else (array['person', 'carer', 'staff'])[1 + n %% 3] end,
    'link', 'team', 'RP-' || n, '', '', '', '', current_date - (20 * random())::int, now(), '',
    false, false, '', '', '', now(), now()
from generate_series(1, %(contributions)s) n,
    (select min(location_id) as first from engagement_audiencemember) l, engagement_exercise e;

insert into engagement_answer (
    contribution_id, question_id, text, places, created_at, updated_at)
select c.id, (select min(id) from engagement_question),
    repeat('The rota comes on Friday for Monday, number ' || c.id || '. ', 12), '[]', now(), now()
from engagement_contribution c;

insert into engagement_theme (
    system_id, exercise_id, title, summary, terms, state, named_by, signed_off_by,
    created_at, updated_at)
select e.system_id, e.id, 'What many said, number ' || n, '', '["rota", "friday"]', 'proposed',
    'machine', '', now(), now()
from generate_series(1, %(themes)s) n, engagement_exercise e;

update engagement_theme set parent_id = (select min(id) from engagement_theme) + id %% 5
where id %% 4 = 0 and id > (select min(id) from engagement_theme) + 5;

insert into engagement_point (
    system_id, exercise_id, contribution_id, answer_id, start, "end", text, decided_by, argument,
    created_at, updated_at)
select e.system_id, e.id, a.contribution_id, a.id, 40 * (n / %(contributions)s),
    40 * (n / %(contributions)s) + 37, substr(a.text, 1 + 40 * (n / %(contributions)s), 37), '',
    case when n %% 3 = 0 then n %% 60 else n end, now(), now()
from generate_series(0, %(points)s - 1) n
join engagement_answer a
    on a.id = (select min(id) from engagement_answer) + n %% %(contributions)s,
    engagement_exercise e;

insert into engagement_coding (
    point_id, theme_id, stance, placed_by, placed_at, similarity, is_unsure,
    created_at, updated_at)
select p.id, (select min(id) from engagement_theme)
        + (p.id * 7919 / (1 + 6 * twice) %% %(themes)s * random())::int,
    'unclear', 'machine', now(), random(), random() < 0.1, now(), now()
from engagement_point p
cross join generate_series(0, 1) twice
where p.id %% 10 > 0 and (twice = 0 or p.id %% 10 = 1)
on conflict do nothing;

insert into engagement_campaign (
    exercise_id, title, template, started_by, state, decided_by, created_at, updated_at)
select e.id, 'A letter, number ' || n, repeat('The rota comes on Friday. ', 6), '', 'found', '',
    now(), now()
from generate_series(1, %(campaigns)s) n, engagement_exercise e;

insert into engagement_campaignuse (
    campaign_id, contribution_id, answer_id, likeness, added, created_at, updated_at)
select (select min(id) from engagement_campaign) + floor(%(campaigns)s * random())::int,
    a.contribution_id, a.id, 0.9, '[[0, 40], [90, 96]]', now(), now()
from engagement_answer a
where a.id %% 3 = 0;
"""

ONE_MORE = """
with placed as (
    update engagement_coding set placed_by = 'person:1', is_unsure = false
    where id = (select id from engagement_coding where placed_by = 'machine' order by id limit 1)
    returning point_id
)
update engagement_point set decided_by = 'person:1' where id in (select point_id from placed)
"""


def main() -> int:
    with own_regard():
        exercise = _fill()
        is_met = _measure(exercise)
    return 0 if is_met else 1


def _measure(exercise: "Exercise") -> bool:
    from regard.domains.engagement.models import Campaign, Theme

    client = lead_client(system_ids=[exercise.system_id])
    load_as_served()
    said = f"/{exercise.system.slug}/said/{exercise.slug}"
    asked = f"/{exercise.system.slug}/asked/{exercise.slug}"
    pages = {
        "all themes": f"{said}/",
        "a theme": f"{said}/themes/{Theme.objects.earliest('pk').pk}/",
        "campaigns": f"{said}/campaigns/",
        "a campaign": f"{said}/campaigns/{Campaign.objects.earliest('pk').pk}/",
        "the exercise": f"{asked}/",
        "every answer": f"{asked}/contributions/",
    }
    print(f"{CONTRIBUTIONS:,} contributions, {POINTS:,} points, {THEMES} themes")
    met = [
        time_page(client, address, label=label, rounds=ROUNDS) <= BAR
        for label, address in pages.items()
    ]
    for label in ("all themes", "a theme", "campaigns"):
        what = f"{label}, after one more coding"
        time_page(client, pages[label], label=what, rounds=ROUNDS, before=_code_one_more)
    print(f"Bar of {BAR * 1000:.0f} ms: {'met' if all(met) else 'NOT met'}")
    return all(met)


def _code_one_more() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(ONE_MORE)


def _fill() -> "Exercise":
    from django.db import connection

    exercise = open_exercise(SERVICES, slug="themes")
    with connection.cursor() as cursor:
        cursor.execute(
            FILL,
            {
                "services": SERVICES,
                "contributions": CONTRIBUTIONS,
                "points": POINTS,
                "themes": THEMES,
                "campaigns": CAMPAIGNS,
            },
        )
        cursor.execute("vacuum analyze")
    return exercise


if __name__ == "__main__":
    sys.exit(main())
