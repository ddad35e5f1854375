from datetime import timedelta

import pytest
from django.utils import timezone

from regard.foundation.jobs.models import Job
from tests.factories.accounts import GrantFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def amara(client):
    person = PersonFactory(name="Amara Okafor")
    client.force_login(person)
    return person


def start(person, **values):
    return Job.objects.create(
        kind="x",
        title="Inviting to “Winter”",
        scope_key="system:1",
        by=f"person:{person.pk}",
        **values,
    )


def over(**values):
    return values | {"finished_at": timezone.now()}


class TestJob:
    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({}, "Waiting to begin"),
            ({"state": "running"}, "Getting ready"),
            ({"state": "running", "done": 12}, "12 done"),
            ({"state": "running", "done": 412, "total": 1178}, "412 of 1,178 done"),
            ({"state": "running", "attempts": 2}, "It was interrupted and has gone on"),
            (over(state="finished", message="3 emails sent."), "3 emails sent."),
            (over(state="failed", message="Column B is missing."), "Column B is missing."),
            (over(state="failed", message="x"), "It could not be done"),
        ],
    )
    def test_says_how_far_it_is(self, client, amara, values, words):
        job = start(amara, **values)

        assert words in client.get(f"/jobs/{job.pk}/").content.decode()

    def test_looks_again_by_itself_until_it_is_over(self, client, amara):
        job = start(amara, state="running")
        going_on = client.get(f"/jobs/{job.pk}/")

        Job.objects.update(state="finished", message="Done.", finished_at=timezone.now())
        ended = client.get(f"/jobs/{job.pk}/")

        without_scripts = '<noscript><meta http-equiv="refresh" content="5"></noscript>'
        assert without_scripts in going_on.content.decode()
        assert "hx-get" in going_on.content.decode()
        assert "refresh" not in ended.content.decode()
        assert "hx-get" not in ended.content.decode()

    def test_gives_a_script_only_the_part_that_changes(self, client, amara):
        job = start(amara, state="running", done=3)

        part = client.get(f"/jobs/{job.pk}/", headers={"hx-request": "true"})

        assert part.content.decode().lstrip().startswith('<div id="progress"')
        assert "refresh" not in part.content.decode()

    def test_leads_on_when_it_is_finished_and_not_when_it_failed(self, client, amara):
        finished = start(amara, next_url="/privacy/", **over(state="finished"))
        failed = start(amara, next_url="/privacy/", **over(state="failed"))

        assert "Go on" in client.get(f"/jobs/{finished.pk}/").content.decode()
        assert "Go on" not in client.get(f"/jobs/{failed.pk}/").content.decode()

    def test_says_when_no_worker_takes_it_up(self, client, amara):
        job = start(amara)
        Job.objects.update(created_at=timezone.now() - timedelta(minutes=2))

        assert "regard doctor" in client.get(f"/jobs/{job.pk}/").content.decode()

    def test_is_kept_nowhere(self, client, amara):
        assert "no-store" in client.get(f"/jobs/{start(amara).pk}/")["Cache-Control"]

    def test_is_for_who_started_it_and_who_may_see_jobs_there(self, client, amara):
        job = start(PersonFactory())
        hidden = client.get(f"/jobs/{job.pk}/").status_code

        GrantFactory(person=amara, scope_key="system:1")

        assert (hidden, client.get(f"/jobs/{job.pk}/").status_code) == (404, 200)
