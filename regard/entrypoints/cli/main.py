"""The `regard` command."""

import os
import sys
from typing import Annotated

import typer

from regard.foundation.base.errors import Refusal

from . import (
    demo,
    doctor,
    engagement,
    governance,
    ledger,
    mail,
    migrate,
    people,
    register,
    serve,
    strategy,
    version,
    worker,
)
from .printing import errors
from .ready import require_migrated, set_up

PREPARES_ITSELF = {"demo", "doctor", "serve", "version"}
"""Commands that look after the database, or do without one."""

app = typer.Typer(
    name="regard",
    help="The working system of an integrated care partnership and its providers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def begin(
    context: typer.Context,
    *,
    demo: Annotated[
        bool, typer.Option("--demo", help="Work on the demonstration, not on real data.")
    ] = False,
) -> None:
    if demo:
        os.environ["REGARD_DEMO"] = "1"
    command = context.invoked_subcommand or ""
    if command in PREPARES_ITSELF or {"--help", "-h"} & set(sys.argv):
        return
    set_up()
    if command != "migrate":
        require_migrated()


app.command("demo")(demo.demo)
app.command("doctor")(doctor.doctor)
app.command("migrate")(migrate.migrate)
app.command("serve")(serve.serve)
app.command("version")(version.version)
app.command("worker")(worker.worker)
app.add_typer(people.app, name="people")
app.add_typer(register.app, name="register")
app.add_typer(engagement.app, name="engagement")
app.add_typer(governance.app, name="governance")
app.add_typer(mail.app, name="mail")
app.add_typer(ledger.app, name="ledger")
app.add_typer(strategy.app, name="strategy")


def main() -> None:
    """Run the command. What cannot be done is said on stderr, with exit code 1."""
    try:
        app()
    except Refusal as refusal:
        errors.print(str(refusal), style="bold red", markup=False, highlight=False)
        sys.exit(1)
