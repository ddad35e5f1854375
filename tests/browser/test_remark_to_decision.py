"""
A telephoned remark, followed to a council's decision and back; and a bundle that proves it.

The world is small and made by the doors that people use. That the demonstration tells the same
of Northmarch is tested with it, in tests/entrypoints/demonstration/test_deciding.py.
"""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.engagement import actions as engagement
from regard.domains.engagement.types import Channel, Said, Speaker, Stage, ThemeState, Visibility
from regard.domains.governance.types import BodyKind
from regard.domains.register.types import AreaLevel
from regard.domains.strategy import actions
from regard.domains.strategy.types import (
    OutcomeKind,
    Place,
    Regarded,
    RegardEffect,
    RegardFacts,
    Words,
)
from tests.browser.pressing import press
from tests.browser.work import work
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import ExerciseFactory, QuestionFactory, ThemeFactory
from tests.factories.governance import BodyFactory
from tests.factories.register import CouncilFactory, LocationFactory, SystemFactory
from tests.factories.strategy_regard import make_decision
from tests.foundation.audit.archives import pack

REMARK = "Eleven miles over Garrow Edge to my last call, and nobody pays for one of them."
DECISION = "Travel between visits is paid in Westmere"


class Heard:
    """An owner rang, a strategy answered, and a council's cabinet had regard to it."""

    def __init__(self):
        self.now = timezone.now()
        self.system = SystemFactory(
            slug="northmarch", name="Northmarch", partnership_name="Northmarch care partnership"
        )
        grant = GrantFactory(
            role="Partnership lead",
            scope_key=f"system:{self.system.pk}",
            person__name="Amara Okafor",
        )
        self.lead, self.by = grant.person, f"person:{grant.person.pk}"
        self.exercise = self.asked()
        self.theme = self.rung_and_sorted()
        self.strategy = self.answered()
        self.decided()

    def asked(self):
        today = timezone.localdate(self.now)
        exercise = ExerciseFactory(
            system=self.system,
            slug="leaving-hospital",
            title="Leaving hospital",
            opens_on=today - timedelta(days=60),
            closes_on=today,
        )
        self.question = QuestionFactory(exercise=exercise, text="What would make it work?")
        return exercise

    def rung_and_sorted(self):
        """Type in what the owner said on the telephone, and put it into a theme."""
        said = Said(
            answers={self.question.pk: REMARK},
            speaker=Speaker.PROVIDER,
            channel=Channel.TELEPHONE,
            visibility=Visibility.NAMED,
            location_id=LocationFactory(system=self.system, name="Garrow Care at Home").pk,
            entered_by=self.by,
        )
        kept = engagement.keep_contribution(
            exercise=self.exercise, said=said, by=self.by, at=self.now
        )
        theme = ThemeFactory(exercise=self.exercise, title="Pay for the road")
        engagement.move_points(
            exercise=self.exercise,
            point_ids=list(kept.points.values_list("pk", flat=True)),
            theme=theme,
            by=self.by,
            at=self.now,
        )
        theme.refresh_from_db()
        theme.state, theme.signed_off_at = ThemeState.SIGNED_OFF, self.now
        theme.save()
        self.exercise.stage = Stage.CLOSED
        self.exercise.save()
        return theme

    def answered(self):
        who = {"by": self.by, "at": self.now}
        strategy = actions.create_strategy(
            system=self.system,
            slug="care",
            title="Northmarch care strategy",
            exercise_ids=[self.exercise.pk],
            **who,
        )
        words = Words("The road is paid", "Every contract let in Westmere pays for the road.")
        passage = actions.add_passage(
            strategy=strategy, words=words, ref="2.3", place=Place(), **who
        )
        self.key = passage.key
        actions.decide_outcome(
            strategy=strategy,
            theme_id=self.theme.pk,
            kind=OutcomeKind.ADOPTED,
            reason="Westmere pays for the road in every contract from April.",
            passage_ref="2.3",
            **who,
        )
        published = actions.publish_strategy(strategy=strategy, **who)
        work()
        return published

    def decided(self):
        council = CouncilFactory(name="Westmere")
        self.system.councils.add(council)
        cabinet = BodyFactory(
            system=self.system,
            kind=BodyKind.CABINET,
            level=AreaLevel.COUNCIL,
            council=council,
            name="Westmere Cabinet",
        )
        decision = make_decision(
            self.system,
            body=cabinet,
            ref="D-2026-005",
            title=DECISION,
            decided_on=timezone.localdate(self.now),
        )
        record = actions.record_regard(
            decision=decision,
            strategy=self.strategy,
            facts=RegardFacts(
                passages=(Regarded(self.key, RegardEffect.FOLLOWED, "Clause 14"),),
                effect="A sum for each visit became time at the hourly rate.",
                providers_said="That packages are handed back for want of it.",
            ),
            by=self.by,
            at=self.now,
        )
        actions.sign_regard(record=record, name="Ann Carr, leader", by=self.by, at=self.now)
        work()


@pytest.fixture
def heard():
    return Heard()


class TestAVisitor:
    def test_follows_a_telephoned_remark_to_a_councils_decision_and_back(
        self, heard, no_script_page
    ):
        page = no_script_page
        point = heard.exercise.points.get()
        page.goto(f"/northmarch/trace/{point.pk}/")
        expect(page.get_by_text(REMARK)).to_be_visible()
        expect(page.get_by_text("by telephone")).to_be_visible()

        press(page.get_by_role("link", name="2.3 The road is paid").last)
        press(page.get_by_role("link", name=DECISION))

        expect(page.get_by_role("heading", level=1)).to_contain_text(DECISION)
        expect(page.get_by_text("Westmere Cabinet").first).to_be_visible()
        expect(page.get_by_text("Clause 14")).to_be_visible()

        press(page.get_by_role("link", name="2.3 The road is paid"))
        expect(page.get_by_text(REMARK)).to_be_visible()
        press(page.get_by_role("link", name="what became of these words"))
        expect(page.get_by_role("heading", level=1)).to_have_text("What became of these words")
        expect(page.get_by_text(REMARK)).to_be_visible()


class TestAStranger:
    def test_verifies_the_bundle_with_the_instructions_given(self, heard, page, sign_in, tmp_path):
        sign_in(page, heard.lead)
        bundle = self._hand_out(page, tmp_path)
        page.context.clear_cookies()
        page.goto("/ledger/")
        key = page.locator("code").filter(has_text=re.compile(r"\+[0-9a-f]{8}\+")).first
        told = key.inner_text().strip()
        program = self._fetch(page, "verify.py", tmp_path)

        good = self._check(program, bundle, told, tmp_path / "good")
        assert (good.returncode, good.stderr) == (0, "")
        assert good.stdout == "All is as it was sealed and signed.\n"

        name = "versions/1/content.json"
        altered = self._alter(bundle, name, tmp_path / "altered.zip")
        bad = self._check(program, altered, told, tmp_path / "bad")
        assert bad.returncode == 1
        assert name in bad.stdout

        other = self._check(program, bundle, told.replace("+", "+0", 1), tmp_path / "other")
        assert other.returncode != 0

    def _hand_out(self, page, folder):
        """Ask for a bundle as a lead does, and take it from the page."""
        page.goto("/northmarch/strategy/care/bundles/")
        page.get_by_label("For an information request").check()
        page.get_by_label("What is it for?").fill("Request 2026/118")
        press(page.get_by_role("button", name="Make the bundle"))
        work()
        page.goto("/northmarch/strategy/care/bundles/")
        return self._fetch(page, "For an information request, version 1", folder)

    def _fetch(self, page, link, folder):
        with page.expect_download() as fetched:
            page.get_by_role("link", name=link).first.click()
        path = folder / fetched.value.suggested_filename
        fetched.value.save_as(path)
        return path

    def _check(self, program, bundle, key, folder):
        """Run the program beside the bundle in an empty folder, as on another machine."""
        folder.mkdir()
        for file in (program, bundle):
            shutil.copy(file, folder)
        command = [sys.executable, "-I", "-S", program.name, bundle.name, "--key", key]
        return subprocess.run(  # noqa: S603 (our own program)
            command, cwd=folder, capture_output=True, text=True, check=False, env={}
        )

    def _alter(self, bundle, name, path):
        """Change one byte of one file of it, and pack it again as it was."""
        with zipfile.ZipFile(io.BytesIO(bundle.read_bytes())) as archive:
            files = {each: archive.read(each) for each in archive.namelist()}
        data = bytearray(files[name])
        data[len(data) // 2] ^= 1
        path.write_bytes(pack(files | {name: bytes(data)}))
        return path
