"""What was fetched from the regulator, on a screen and on a phone."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from regard.domains.register.models import Fetch
from tests.factories.accounts import GrantFactory
from tests.factories.register import LoadFactory, SystemFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOW = datetime(2026, 11, 21, 3, 17, tzinfo=UTC)


def test_a_lead_sees_what_was_fetched_by_night(page, check, sign_in):
    system = SystemFactory(slug="here", name="Northmarch")
    grant = GrantFactory(role="Partnership lead", scope_key=f"system:{system.pk}")
    for kind, subject, state, counts in (
        ("file", "https://files.example.org/active-locations-november-2026.ods", "failed", {}),
        ("file", "https://files.example.org/latest-ratings.csv", "unchanged", {}),
        ("api", "", "finished", {"documents": 1204, "missing": 3}),
    ):
        Fetch.objects.create(
            kind=kind,
            subject=subject,
            state=state,
            begun_at=NOW,
            since=NOW if kind == "api" else None,
            counts=counts,
            load=LoadFactory() if state == "finished" else None,
            problem="It answered with status 404." if state == "failed" else "",
            by="schedule",
        )

    sign_in(page, grant.person)
    page.goto("/here/register/fetches/")

    check(page, "register-fetches")
    expect(page.get_by_role("cell", name="1,204 documents, and 3 listed")).to_be_visible()
