"""The reference tables that come with Regard: boards, councils, regions, and who followed whom."""

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
    load_bodies(get_model)
    load_regions(get_model)
    load_shares(get_model)


def load_bodies(get_model: GetModel) -> None:
    """Put in the boards and councils, and who took over from whom."""
    board, council = get_model("register", "Board"), get_model("register", "Council")
    _keep(
        board,
        (board(**_dated(row), ods_code=row["ods_code"]) for row in _rows("boards")),
        key=["ods_code", "valid_from"],
    )
    _keep(council, (council(**_dated(row)) for row in _rows("councils")), key=["gss_code"])
    boards, councils = _numbers(board), _numbers(council)

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


def load_regions(get_model: GetModel) -> None:
    """Put in the regions of the NHS, and which board lies in which."""
    region, board = get_model("register", "Region"), get_model("register", "Board")
    _keep(region, (region(**row) for row in _rows("regions")), key=["gss_code"])
    regions = _numbers(region)
    by_code = {row["board_gss_code"]: row["region_gss_code"] for row in _rows("board_regions")}
    boards = list(board.objects.filter(gss_code__in=by_code))
    for each in boards:
        each.region_id = regions[by_code[each.gss_code]]
    board.objects.bulk_update(boards, ["region"])


def load_shares(get_model: GetModel) -> None:
    """Put in how much of each council lies in each board's area."""
    share = get_model("register", "BoardCouncil")
    boards = _numbers(get_model("register", "Board"))
    councils = _numbers(get_model("register", "Council"))
    _keep(
        share,
        (
            share(
                board_id=boards[row["board_gss_code"]],
                council_id=councils[row["council_gss_code"]],
                small_areas=int(row["small_areas"]),
                share=float(row["share"]),
                source=row["source"],
            )
            for row in _rows("board_councils")
        ),
        key=["board", "council"],
    )


def _numbers(model: Any) -> dict[str, int]:  # noqa: ANN401 (a model of any time)
    """Return the number of each row by its statistical code."""
    return dict(model.objects.values_list("gss_code", "pk"))


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


KEPT = {"is_made_up", "listed_as_at", "region"}
"""What is written into these tables apart, and by no row of theirs."""
