"""The reference tables that come with Regard: boards, councils, and who took over from whom."""

import csv
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps

FOLDER = Path(__file__).parent.parent / "reference"

GetModel = Callable[[str, str], Any]
"""How to reach a model by app and name: the apps of today, or those of a migration."""


def load_reference(get_model: GetModel = apps.get_model) -> None:
    """Put what the reference tables say into the database. Twice changes nothing."""
    board, council = get_model("register", "Board"), get_model("register", "Council")
    _keep(
        board,
        (board(**_dated(row), ods_code=row["ods_code"]) for row in _rows("boards")),
        key=["ods_code", "valid_from"],
    )
    _keep(council, (council(**_dated(row)) for row in _rows("councils")), key=["gss_code"])
    boards = dict(board.objects.values_list("gss_code", "pk"))
    councils = dict(council.objects.values_list("gss_code", "pk"))

    succession = get_model("register", "BoardSuccession")
    _keep(
        succession,
        (succession(**_pair(row, boards), kind=row["kind"]) for row in _rows("board_successions")),
        key=["predecessor", "successor"],
    )
    succession = get_model("register", "CouncilSuccession")
    _keep(
        succession,
        (
            succession(**_pair(row, councils), postcode_district=row["postcode_district"])
            for row in _rows("council_successions")
        ),
        key=["predecessor", "postcode_district"],
    )


def _rows(table: str) -> list[dict[str, str]]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _dated(row: dict[str, str]) -> dict[str, Any]:
    return {
        "gss_code": row["gss_code"],
        "name": row["name"],
        "valid_from": date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        "source": row["source"],
    }


def _pair(row: dict[str, str], ids: dict[str, int]) -> dict[str, int]:
    return {
        "predecessor_id": ids[row["predecessor_gss_code"]],
        "successor_id": ids[row["successor_gss_code"]],
    }


def _keep(model: Any, rows: Iterable[Any], *, key: list[str]) -> None:  # noqa: ANN401 (a model of any time)
    """Insert the rows, and bring up to date those whose key is there."""
    fields = [field.name for field in model._meta.concrete_fields]
    changing = [name for name in fields if name not in {"id", "created_at", *key, *KEPT}]
    model.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=key, update_fields=changing
    )


KEPT = {"is_made_up", "listed_as_at"}
"""What the product itself writes into these tables, and no reference table says."""
