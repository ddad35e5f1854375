"""`regard register link-roll`: match a network's roll to the register."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regard.foundation.base.errors import Refusal

from .printing import AsJson, print_json, print_table

if TYPE_CHECKING:
    from regard.domains.register.models import Roll


class CannotLink(Refusal):
    """The roll was not matched."""


def link_roll(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    *,
    network: Annotated[str, typer.Option(help="The end of the network's address.")],
    as_at: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day of which it lists the members."),
    ] = None,
    part: Annotated[
        bool, typer.Option("--part", help="It lists some members: nobody leaves by it.")
    ] = False,
    finish: Annotated[
        bool, typer.Option("--finish", help="Finish it, if no line waits for a person.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """
    Match a roll to the register: what is certain is taken, the rest waits on the roll's page.

    Nobody joins or leaves before the roll is finished. The same file again changes nothing.
    """
    from django.utils import timezone  # noqa: PLC0415 (only after Django is set up)

    from regard.domains.register import actions, queries  # noqa: PLC0415
    from regard.domains.register.types import RollState  # noqa: PLC0415
    from regard.foundation.files.actions import read_chunks  # noqa: PLC0415

    at = timezone.now()
    roll = actions.receive_roll(
        network=queries.get_network_called(slug=network),
        chunks=read_chunks(file),
        name=file.name,
        as_at=as_at.date() if as_at else timezone.localdate(),
        is_whole=not part,
        by="command",
        at=at,
    )
    if roll.state == RollState.ASKING:
        raise CannotLink(
            f"{file.name}: its columns are not called as usual. Say what they hold on the "
            "network's page, under “Load a roll”; later rolls remember it"
        )
    roll = actions.run_roll(roll_id=roll.pk, at=at)
    if roll.state == RollState.REFUSED:
        raise CannotLink(roll.problem)
    done = None
    if finish and roll.state == RollState.REVIEWING:
        done = actions.finish_roll(roll=roll, by="command", at=at)
    _print(roll, done, as_json=as_json)


def _print(roll: "Roll", done: dict[str, int] | None, *, as_json: bool) -> None:
    from regard.domains.register import presenters, queries  # noqa: PLC0415 (after set-up)

    counts = queries.count_roll(roll=roll)
    if as_json:
        print_json(
            {
                "roll": roll.pk,
                "network": roll.network.slug,
                "as_at": roll.as_at,
                "state": "finished" if done else str(roll.state),
                "lines": counts.lines,
                "taken": counts.taken,
                "doubtful": counts.waiting,
                "unmatched": counts.unmatched,
                "members": done,
            }
        )
        return
    typer.echo(presenters.roll_in_words(roll, counts))
    print_table(
        ["Lines", "How many"], [(words, n) for n, words in presenters.roll_figures(counts)]
    )
    if done:
        typer.echo(f"{done['joined']} joined, {done['left']} left, {done['stayed']} stayed.")
