"""Begin the next version of a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from django.db import connection, transaction

from regard.domains.strategy.models import Meaning, NeedAside, NeedPassage, Passage, Strategy
from regard.domains.strategy.types import StrategyStage
from regard.foundation.audit import ledger

from .drafts import CannotWrite

if TYPE_CHECKING:
    from regard.foundation.base.models import Record

Row = TypeVar("Row", bound="Record")

NOT_COPIED = {"id", "created_at", "updated_at"}


@transaction.atomic
def begin_version(*, strategy: Strategy, because: str, by: str, at: datetime) -> Strategy:
    """
    Begin the version after the newest published one, with all that it says.

    Its passages keep their keys; needs, what was set aside and what passages mean for services
    go with them. What was said, decided and replied stays with the version that answered it.

    :param because: why there is to be another, for everybody to read.
    :raises CannotWrite: if it is not published, a draft is there already, or nobody says why.
    """
    strategy = Strategy.objects.select_for_update(of=("self",)).get(pk=strategy.pk)
    because = because.strip()
    _refuse_unfit(strategy, because)
    made = _copied(strategy)
    made.number, made.follows, made.because = strategy.number + 1, strategy, because
    made.stage, made.published_at, made.digest = StrategyStage.DRAFT, None, ""
    made.save()
    passages = _copy_passages(strategy, made)
    for model in (NeedPassage, Meaning):
        _copy(model.objects.filter(strategy=strategy), strategy=made, passages=passages)
    _copy(NeedAside.objects.filter(strategy=strategy), strategy=made, passages={})
    detail: dict[str, object] = {"number": made.number, "follows": strategy.pk}
    ledger.record(event="strategy.version_begun", subject=made, by=by, at=at, detail=detail)
    return made


def _refuse_unfit(strategy: Strategy, because: str) -> None:
    versions = Strategy.objects.filter(system=strategy.system_id, slug=strategy.slug)
    if versions.filter(stage=StrategyStage.DRAFT).exists():
        raise CannotWrite("The next version is being written already")
    if versions.filter(number__gt=strategy.number).exists():
        raise CannotWrite("There is a newer version. Begin the next from that.")
    if not because:
        raise CannotWrite("Say why there is to be another version. Everybody can read it.")


def _copy_passages(old: Strategy, new: Strategy) -> dict[int, Passage]:
    """Copy the passages and return the new ones by the numbers of the old."""
    rows = list(old.passages.order_by("position", "pk"))
    copies = [_copied(row) for row in rows]
    for copy in copies:
        copy.strategy, copy.parent, copy.revision = new, None, 1
    made = dict(
        zip((row.pk for row in rows), Passage.objects.bulk_create(copies, 500), strict=True)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            """
            update strategy_passage as copy set parent_id = above.id
            from strategy_passage as old
            join strategy_passage as old_above on old_above.id = old.parent_id
            join strategy_passage as above on above.key = old_above.key
            where old.strategy_id = %(old)s and above.strategy_id = %(new)s
                and copy.strategy_id = %(new)s and copy.key = old.key
            """,
            {"old": old.pk, "new": new.pk},
        )
    return made


def _copy(rows: Iterable[Row], *, strategy: Strategy, passages: Mapping[int, Passage]) -> None:
    copies: list[Row] = []
    for row in rows:
        copy = _copied(row)
        copy.strategy = strategy  # type: ignore[attr-defined]  # every one given has it
        if passages:
            copy.passage = passages[row.passage_id]  # type: ignore[attr-defined]  # as above
        copies.append(copy)
    if copies:
        type(copies[0])._default_manager.bulk_create(copies, 500)


def _copied(row: Row) -> Row:
    """Return a new row, not saved, that says the same."""
    fields = (field.attname for field in row._meta.concrete_fields)
    return type(row)(**{name: getattr(row, name) for name in fields if name not in NOT_COPIED})
