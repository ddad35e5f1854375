# ruff: noqa: PLC0415 (Django's models can be imported only once it is set up)
"""
The pages of themes and of campaigns, for 10,000 contributions and 25,000 points.

`python -m benchmarks.themes_page`. Times the server's whole answer to a request, through
Django's own test client: middleware, queries, rules, template. The bar is issue 5's for every
page of an exercise: 95 of 100 answers within 100 ms at 10,000 contributions. Rows are made
set-wise, in an embedded database of its own, in a folder that is deleted after: 40 themes, a
quarter of them parts of others, a tenth of the points in two; a third of the contributions in
20 campaigns. `--queries` prints what takes longest.
"""

import statistics
import sys
import time
from typing import TYPE_CHECKING

from benchmarks._asked import open_exercise
from benchmarks._setting_up import lead_client, own_regard

if TYPE_CHECKING:
    from django.test import Client

    from regard.domains.engagement.models import Exercise

BAR = 0.100
ROUNDS = 60
SERVICES, CONTRIBUTIONS, POINTS, THEMES, CAMPAIGNS = 4_000, 10_000, 25_000, 40, 20
SLOW_MS = 2
"""Queries that take at least so long are printed."""

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


def main() -> int:
    with own_regard():
        exercise = _fill()
        is_met = _measure(exercise)
    return 0 if is_met else 1


def _measure(exercise: "Exercise") -> bool:
    from regard.domains.engagement.models import Campaign, Theme
    from regard.foundation.base.memory import settle

    client = lead_client(system_id=exercise.system_id)
    settle()  # as the server does
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
    met = [_time(client, address, label) <= BAR for label, address in pages.items()]
    print(f"Bar of {BAR * 1000:.0f} ms: {'met' if all(met) else 'NOT met'}")
    return all(met)


def _time(client: "Client", address: str, label: str) -> float:
    """Print and return the time within which 95 of 100 answers came, in seconds."""
    client.get(address)
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        response = client.get(address)
        taken.append(time.perf_counter() - started)
        assert response.status_code == 200, (address, response.status_code)
    p95, median = statistics.quantiles(taken, n=20)[-1], statistics.median(taken)
    print(
        f"  {label:16} best {min(taken) * 1000:7.1f} ms   median {median * 1000:7.1f} ms   "
        f"p95 {p95 * 1000:7.1f} ms"
    )
    if "--queries" in sys.argv:
        _print_queries(client, address)
    return p95


def _print_queries(client: "Client", address: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    print(f"    {len(captured)} queries")
    for query in sorted(captured, key=lambda q: -float(q["time"])):
        if float(query["time"]) * 1000 >= SLOW_MS:
            print(
                f"    {float(query['time']) * 1000:6.0f} ms {' '.join(query['sql'].split())[:160]}"
            )


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
