"""What the addresses of strategies name: needs, promises, files, a bundle, a sealed ledger."""

from regard.domains.governance.types import BodyKind
from regard.domains.strategy.models import Bundle, PublishedFile
from regard.domains.strategy.types import BundleKind
from regard.foundation.audit.models import Entry, Leaf
from regard.foundation.audit.sealing import seal
from tests.factories.governance import BodyRoleFactory
from tests.factories.strategy import NeedFactory
from tests.factories.strategy_promises import (
    CommitmentFactory,
    CommitmentUpdateFactory,
    MeaningFactory,
)


def strategies(story, file, at):
    """Make what the addresses of strategy name, and return it by their names."""
    NeedFactory(system=story.system, number=1)
    promise = CommitmentFactory(passage=story.passage, number=1)
    CommitmentUpdateFactory(commitment=promise, file=file)
    meaning = MeaningFactory(passage=story.passage)
    PublishedFile.objects.create(strategy=story.strategy, kind="pdf", file=file)
    board = BodyRoleFactory(
        body__system=story.system, kind=BodyKind.HEALTH_AND_WELLBEING_BOARD
    ).body
    return sealed(at) | {
        "bundle_id": bundle(story, file, at).pk,
        "file_id": file.pk,
        "meaning_id": meaning.pk,
        "body_id": board.pk,
    }


def bundle(story, file, at):
    """Make a finished bundle of the draft, as only a published version's is in truth."""
    return Bundle.objects.create(
        system=story.system,
        strategy=story.strategy,
        kind=BundleKind.COURT,
        why="x",
        file=file,
        made_by="person:1",
        asked_at=at,
        made_at=at,
    )


def sealed(at):
    """Seal the ledger, with one entry at least, and return what its addresses name."""
    Entry.objects.create(event="thing.done", subject="x:1", by="person:1", at=at)
    size = seal(at=at).size
    leaf = Leaf.objects.earliest("number")
    return {"leaf": bytes(leaf.hash).hex(), "size": size, "first": size, "second": size}
