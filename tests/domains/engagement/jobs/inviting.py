"""Services to invite, and the job that does."""

from datetime import UTC, datetime

from regard.domains.engagement import actions
from regard.domains.engagement.jobs import invitations as jobs
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.engagement import AudienceMemberFactory
from tests.factories.register import ContactFactory, LocationFactory, ServiceFactory

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


def service(exercise, email="", **location):
    location = LocationFactory(system=exercise.system, **location)
    if email:
        ContactFactory(location=location, name="", email=email)
    return AudienceMemberFactory(exercise=exercise, service=ServiceFactory(location=location))


def job(exercise, *, reminds=False):
    action = actions.send_reminders if reminds else actions.send_invitations
    return action(exercise=exercise, by="person:1", at=NOON)


def run(started):
    return jobs.send_invitations(Progress(Job.objects.get(pk=started.pk)))
