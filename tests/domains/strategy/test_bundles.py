"""A bundle from what was said to what was published, checked as a stranger does."""

import hashlib
import io
import json
import random
import subprocess
import sys
import zipfile

import pytest
from django.urls import reverse

from regard.domains.engagement import actions as engagement
from regard.domains.engagement.types import Channel, Said, Speaker, Visibility
from regard.domains.governance.models import Decision
from regard.domains.strategy import actions, queries
from regard.domains.strategy.actions.bundles import MAKING
from regard.domains.strategy.actions.published_files import digest_of
from regard.domains.strategy.jobs.bundles import compose
from regard.domains.strategy.models import Bundle, StrategyExercise
from regard.domains.strategy.types import BundleKind, FileKind, RegardEffect
from regard.foundation.audit import ledger, proofs, verify, verify_bundle
from regard.foundation.audit.models import Entry
from regard.foundation.audit.sealing import seal
from regard.foundation.base.errors import NotFound
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import HANDLERS, Progress
from tests.factories.engagement import ExerciseFactory, QuestionFactory
from tests.factories.register import SystemFactory
from tests.factories.strategy import PUBLISHED, PassageFactory, Story, StrategyFactory
from tests.factories.strategy_regard import make_decision, make_record
from tests.foundation.audit.archives import check, check_files, in_pieces

from .bundled import WHY, check_whole, files_of, make

pytestmark = pytest.mark.django_db

COUNTED = "Count me only: the rota is impossible."


def keep_said(question, text, **more):
    said = Said(answers={question.pk: text}, speaker=Speaker.PERSON, channel=Channel.WEB, **more)
    return engagement.keep_contribution(
        exercise=question.exercise, said=said, by="public", at=PUBLISHED
    )


@pytest.fixture
def story():
    """A published version that answers an exercise in which three were heard."""
    exercise = ExerciseFactory(slug="winter", closes_on=PUBLISHED.date())
    question = QuestionFactory(exercise=exercise, text="What keeps your staff?")
    keep_said(question, "Pay “travel” between calls.\nPlease.", name="Ann Other")
    keep_said(question, "The Fell road costs three hours a shift.")
    keep_said(question, COUNTED, visibility=Visibility.COUNTED)
    strategy = StrategyFactory(system=exercise.system, slug="care-2027", exercise=exercise)
    PassageFactory(strategy=strategy)
    return publish(strategy)


def publish(strategy):
    """Publish it as its action does, without the outcomes that would be missing."""
    strategy.stage, strategy.published_at = "published", PUBLISHED
    strategy.digest = digest_of(strategy)
    strategy.save()
    ledger.record(
        event="strategy.published",
        subject=strategy,
        by="person:1",
        at=PUBLISHED,
        detail={"digest": strategy.digest},
    )
    return strategy


class TestABundle:
    def test_is_found_whole_by_a_stranger(self, story, tmp_path):
        bundle = make(story)
        (tmp_path / "verify.py").write_bytes(files_of(bundle)["verify.py"])

        done = subprocess.run(  # noqa: S603 (our own program)
            [
                *(sys.executable, "-I", str(tmp_path / "verify.py"), str(bundle.file.path)),
                *("--key", proofs.list_keys()[0].written),
            ],
            capture_output=True,
            check=False,
            text=True,
            cwd=tmp_path,
        )

        assert (done.stdout, done.stderr) == ("All is as it was sealed and signed.\n", "")

    def test_holds_everything_and_names_nobody(self, story):
        files = files_of(make(story))

        assert set(files) >= {
            "README.txt", "verify.py", "manifest.json", "manifest.note", "timeline.csv",
            "versions/1/words.md", "versions/1/content.json", "asked/winter/exercise.json",
            "asked/winter/contributions.csv", "asked/winter/themes.csv", "asked/winter/points.csv",
            "asked/winter/invitations.txt", "outcomes.csv", "outcomes-late.csv", "replies.csv",
            "regard.csv", "opinions.csv", "needs.csv", "promises.csv", "promises-steps.csv",
            "promises-reports.csv", "originals.jsonl",
            "ledger/entries.jsonl", "ledger/proofs.json", "ledger/checkpoint.txt",
            "ledger/key.txt",
        }  # fmt: skip
        assert b"Travel between visits" in files["versions/1/words.md"]
        assert WHY in files["README.txt"].decode()
        assert b"3 in full" in files["README.txt"]
        assert len(files["originals.jsonl"].splitlines()) == 3
        assert not any(b"Ann Other" in data for data in files.values())

    @pytest.mark.parametrize("kind", [BundleKind.INFORMATION_REQUEST, BundleKind.REGULATOR])
    def test_leaves_out_words_that_may_only_be_counted(self, story, kind):
        files = files_of(make(story, kind))

        assert not any(COUNTED.encode() in data for data in files.values())
        assert b"1 counted only, 2 in full" in files["README.txt"]
        assert len(files["originals.jsonl"].splitlines()) == 2

    def test_holds_the_files_that_were_made_of_it(self, story):
        for kind in FileKind:
            actions.keep_published_file(
                strategy=story, kind=kind, data=kind.encode(), by="person:1", at=PUBLISHED
            )

        files = files_of(make(story))

        assert files["versions/1/published.pdf"] == b"pdf"
        assert files["versions/1/published.docx"] == b"docx"
        assert "versions/1/published.json" not in files

    def test_holds_what_became_of_it_and_what_decisions_made_of_it(self, time_machine):
        time_machine.move_to(PUBLISHED)
        told = Story().decides()
        actions.publish_strategy(strategy=told.strategy, by="person:1", at=PUBLISHED)
        told.strategy.refresh_from_db()
        decision = make_decision(told.system, title="Pay for travel")
        make_record(decision, told.strategy, effects={told.passage.ref: RegardEffect.FOLLOWED})
        other = make_decision(told.system, title="Paint the hall")
        make_record(other, told.strategy, effects={}, why_none="It is about paint")

        bundle = make(told.strategy)

        files = {name: data.decode("utf-8-sig") for name, data in files_of(bundle).items()}
        assert files["outcomes.csv"].count("Adopted in part") == 1
        assert told.person.contribution.receipt in files["outcomes.csv"]
        assert "Pay for travel" in files["regard.csv"]
        assert "It is about paint" in files["regard.csv"]
        assert told.theme.title in files["asked/staff/themes.csv"]
        assert "nobody pays them to drive" in files["asked/staff/points.csv"]
        assert "strategy.published" in files["timeline.csv"]
        assert "Jo Field" not in "".join(files.values())
        assert check_whole(bundle) == []

    def test_is_made_once(self, story):
        bundle = make(story)
        digest = bundle.digest

        HANDLERS[MAKING](Progress(Job.objects.get(kind=MAKING)))
        actions.finish_bundle(bundle=bundle, files={}, folder=None, by="person:1", at=PUBLISHED)

        bundle.refresh_from_db()
        assert bundle.digest == digest
        entry = Entry.objects.get(event="bundle.made")
        assert entry.detail == {"manifest": digest, "sha256": bundle.file.sha256}

    def test_is_refused_of_a_draft(self):
        with pytest.raises(actions.CannotBundle, match="still a draft"):
            actions.start_bundle(
                strategy=StrategyFactory(),
                kind=BundleKind.COURT,
                why=WHY,
                by="person:1",
                at=PUBLISHED,
            )


class TestAlterations:
    """
    Single bytes, altered at random, each found and named.

    10,000 of them in bounded time: the bundle is made once and checked in memory, and of the
    signatures, which are the slow part, those of unaltered words are remembered.
    """

    TRIED = 10_000

    def test_of_a_bundle_are_found_and_named(self, story):
        bundle = make(story)
        data, key = bundle.file.path.read_bytes(), proofs.list_keys()[0].written
        files = files_of(bundle)
        dice = random.Random(6962)  # noqa: S311 (chooses bytes, keeps no secret)
        assert check(data, key=key) == []

        for _ in range(self.TRIED):
            at, other = dice.randrange(len(data)), dice.randrange(1, 256)
            altered = data[:at] + bytes([data[at] ^ other]) + data[at + 1 :]

            wrong = check(altered, key=key)

            assert wrong, f"byte {at} of the archive"
            name = owner_of(data, at)
            assert name is None or any(name in words for words in wrong), (at, name, wrong)
            assert name is None or name in files

    def test_of_entries_past_the_manifest_are_found_by_the_tree_alone(self, story):
        files = files_of(make(story))
        lines = files[verify_bundle.ENTRIES].splitlines()
        places = json.loads(files[verify_bundle.PROOFS])
        head = verify.read_head(files[verify_bundle.HEAD], key=files[verify_bundle.KEY].decode())
        dice = random.Random(9162)  # noqa: S311 (chooses bytes, keeps no secret)

        for _ in range(self.TRIED):
            number = dice.randrange(len(lines))
            line = bytearray(lines[number])
            line[dice.randrange(len(line))] ^= dice.randrange(1, 256)

            wrong = list(verify.check_entry(entry=bytes(line), place=places[number], head=head))

            assert len(wrong) == 1
            assert "edger entry" in wrong[0]

    def test_of_a_version_past_the_manifest_are_found_by_the_ledger(self, story):
        files = files_of(make(story))
        name = "versions/1/content.json"
        dice = random.Random(8032)  # noqa: S311 (chooses bytes, keeps no secret)

        for _ in range(self.TRIED):
            content = bytearray(files[name])
            content[dice.randrange(len(content))] ^= dice.randrange(1, 256)
            wrong = list(
                verify_bundle._check_originals(in_pieces({**files, name: bytes(content)}))
            )

            assert wrong == [f"{name} is not the version that the ledger has as published."]


def owner_of(data, at):
    """Return the file in whose bytes this one is; None in the archive's own structure."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for about in archive.infolist():
            begin = about.header_offset + 30 + len(about.filename.encode())
            if begin <= at < begin + about.file_size:
                return about.filename
    return None


class TestTheLedgersWord:
    def test_holds_even_if_all_the_rest_is_signed_again(self, story):
        """Whoever has the key today can sign another manifest, and not another past."""
        bundle = make(story)
        files = files_of(bundle)
        files["originals.jsonl"] = files["originals.jsonl"].replace(b"travel", b"gravel")
        for name in (verify_bundle.MANIFEST, verify_bundle.SIGNED):
            del files[name]

        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        signed = actions.bundles.sign_manifest(name="bundle-1", hashes=hashes)

        wrong = check_files(files | signed)

        [words] = wrong
        assert words.startswith("originals.jsonl: what was said under ")

    def test_missing_and_added_files_are_named(self, story):
        files = files_of(make(story))
        del files["regard.csv"]
        files["more.txt"] = b"more"

        assert check_files(files) == [
            "regard.csv is missing.",
            "more.txt was added: it is not in manifest.json.",
        ]
        del files[verify_bundle.HEAD]
        assert check_files(files) == [f"{verify_bundle.HEAD} is missing."]


class TestThePages:
    def test_ask_for_a_bundle_list_it_and_hand_it_out(self, client_as):
        system = SystemFactory()
        lead = client_as("Partnership lead", system)
        exercise = ExerciseFactory(system=system)
        strategy = publish(StrategyFactory(system=system, slug="care", exercise=exercise))
        where = {"system": system.slug, "slug": strategy.slug}
        url = reverse("strategy:bundles", kwargs=where)

        refused = lead.post(url, {"kind": "court", "why": ""})
        response = lead.post(url, {"kind": "court", "why": WHY})

        assert "Say what it is for" in refused.text
        bundle, job = Bundle.objects.get(), Job.objects.get(kind=MAKING)
        assert response.url == reverse("jobs:job", args=[job.pk])
        assert "Being made" in lead.get(url).text
        HANDLERS[MAKING](Progress(job))
        assert "Ready" in lead.get(url).text
        file = lead.get(reverse("strategy:bundle_file", kwargs=where | {"bundle_id": bundle.pk}))
        assert check(b"".join(file.streaming_content)) == []

    def test_offer_none_of_a_draft(self, client_as):
        system = SystemFactory()
        lead = client_as("Partnership lead", system)
        strategy = StrategyFactory(system=system, slug="care")
        url = reverse("strategy:bundles", kwargs={"system": system.slug, "slug": strategy.slug})

        assert "This is still a draft" in lead.get(url).text
        assert "still a draft" in lead.post(url, {"kind": "court", "why": WHY}).text


def test_a_bundle_of_nothing_sealed_cannot_be():
    with pytest.raises(NotFound, match="not been sealed"):
        queries.get_extract(
            versions=[], parts=[], decided=queries.get_what_was_decided(versions=[])
        )


def test_what_came_before_there_were_digests_is_in_the_table_alone(story):
    exercise = ExerciseFactory(system=story.system)
    seal(at=PUBLISHED)
    bundle = Bundle.objects.create(
        system=story.system,
        strategy=story,
        kind="court",
        why=WHY,
        made_by="person:1",
        asked_at=PUBLISHED,
    )
    assert StrategyExercise.objects.filter(exercise=exercise).count() == 0
    assert Decision.objects.count() == 0
    composed = {name: b"".join(pieces) for name, pieces in compose(bundle)}
    assert len(composed["originals.jsonl"].splitlines()) == 3
