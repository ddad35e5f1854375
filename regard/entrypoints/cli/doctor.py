"""Look at what Regard needs, and say how to mend what is wrong."""

from dataclasses import asdict

import typer

from .checks import CHECKS, Finding, State
from .printing import AsJson, console, print_json
from .ready import set_up

STYLES = {State.OK: "green", State.WARNING: "yellow", State.WRONG: "bold red"}


def doctor(*, as_json: AsJson = False) -> None:
    """Say what is wrong and how to mend it. Ends with 1 if something is."""
    findings = examine()
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            _show(finding)
    if any(finding.state is State.WRONG for finding in findings):
        raise typer.Exit(1)


def examine() -> list[Finding]:
    """Return what every check finds. One that the database keeps from its work says so."""
    try:
        set_up()
    except Exception as failure:  # noqa: BLE001 (whatever keeps the database from starting)
        return [_no_database(failure)]
    return [finding for about in CHECKS for finding in _examine(about)]


def _examine(about: str) -> list[Finding]:
    from django.db import Error  # noqa: PLC0415 (after Django is set up)

    try:
        return list(CHECKS[about]())
    except Error as failure:
        if about == "database":
            return [_no_database(failure)]
        return [Finding(about, State.WRONG, "It needs the database.", "Mend the database first.")]


def _no_database(failure: Exception) -> Finding:
    reason = (str(failure).strip() or type(failure).__name__).splitlines()[0]
    return Finding(
        "database",
        State.WRONG,
        f"It does not answer: {reason}.",
        "Look at DATABASE_URL and the server it names; without it, at REGARD_HOME.",
    )


def _show(finding: Finding) -> None:
    words = f"{finding.state:8}{finding.about:11} {finding.words} {finding.mend}".rstrip()
    console.print(words, style=STYLES[finding.state], markup=False, highlight=False)
