"""The sealed ledger as anybody reads it, a receipt that is checked, and a bundle that is made."""

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.engagement import actions as engagement
from regard.domains.engagement.queries.contributions import get_receipt_path
from regard.domains.engagement.types import Channel, Said, Speaker
from regard.domains.strategy.actions.bundles import MAKING
from regard.foundation.audit.sealing import seal
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import HANDLERS, Progress
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import ExerciseFactory, QuestionFactory
from tests.factories.strategy import PassageFactory, StrategyFactory
from tests.foundation.audit.made import make_entries


def keep(exercise):
    question = QuestionFactory(exercise=exercise)
    said = Said(
        answers={question.pk: "Pay for travel between calls."},
        speaker=Speaker.PERSON,
        channel=Channel.WEB,
    )
    return engagement.keep_contribution(
        exercise=exercise, said=said, by="public", at=timezone.now()
    )


class TestTheLedger:
    def test_is_read_and_a_receipt_is_checked(self, page, check):
        today = timezone.localdate()
        kept = keep(ExerciseFactory(opens_on=today, closes_on=today))
        path = get_receipt_path(contribution=kept)
        for count in (40, 900):
            make_entries(count)
            seal(at=timezone.now())

        page.goto("/ledger/")
        check(page, "ledger")
        expect(page.get_by_role("heading", name="The key we sign with")).to_be_visible()

        page.goto(path)
        press(page.get_by_role("link", name="Check that it is there, word for word"))
        expect(page.get_by_role("heading", level=1)).to_have_text("It is there and unaltered")
        check(page, "ledger-proof")


class TestABundle:
    def test_is_asked_for_and_is_ready(self, page, check, sign_in):
        exercise = ExerciseFactory(slug="winter")
        strategy = StrategyFactory(system=exercise.system, slug="care", exercise=exercise)
        PassageFactory(strategy=strategy)
        strategy.stage, strategy.published_at = "published", timezone.now()
        strategy.save()
        grant = GrantFactory(role="Partnership lead", scope_key=f"system:{exercise.system.pk}")
        sign_in(page, grant.person)
        where = {"system": exercise.system.slug, "slug": "care"}
        address = reverse("strategy:bundles", kwargs=where)

        page.goto(address)
        page.get_by_label("For an information request").check()
        page.get_by_label("What is it for?").fill("Request 2027/14")
        press(page.get_by_role("button", name="Make the bundle"))
        HANDLERS[MAKING](Progress(Job.objects.get(kind=MAKING)))

        page.goto(address)
        expect(page.get_by_text("Ready")).to_be_visible()
        check(page, "bundles")
