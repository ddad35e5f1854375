"""`regard ledger`: seal it, check all of it, and change its key."""

import typer

from .printing import AsJson, errors, print_json

app = typer.Typer(help="The ledger, its seals and its key.", no_args_is_help=True)


@app.command("seal")
def seal(*, as_json: AsJson = False) -> None:
    """Seal what was written since the last head. A worker does so every ten minutes."""
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    from regard.foundation.audit import sealing  # noqa: PLC0415

    found = sealing.seal(at=timezone.now())
    if as_json:
        print_json({"added": found.added, "size": found.size})
    else:
        typer.echo(f"{found.added:,} entries sealed. The ledger holds {found.size:,}.")


@app.command("check")
def check(*, as_json: AsJson = False) -> None:
    """
    Hash the whole ledger anew, and name every entry that is not as it was sealed.

    Ends with exit code 1 if anything is wrong.
    """
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    from regard.foundation.audit import proofs  # noqa: PLC0415
    from regard.foundation.audit.checking import check_ledger  # noqa: PLC0415

    wrong = list(check_ledger(at=timezone.now()))
    newest = proofs.newest_seal()
    if as_json:
        print_json({"size": newest.size if newest else 0, "wrong": wrong})
    else:
        for words in wrong:
            errors.print(words, style="bold red", markup=False, highlight=False)
        if not wrong:
            size = newest.size if newest else 0
            typer.echo(f"All {size:,} sealed entries are as they were sealed.")
    if wrong:
        raise typer.Exit(1)


@app.command("new-key")
def new_key(*, as_json: AsJson = False) -> None:
    """Put the signing key aside. The next head is signed with a new one."""
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    from regard.foundation.audit import keys, sealing  # noqa: PLC0415

    kept = keys.retire_key(at=timezone.now())
    public = keys.get_signer().public
    sealing.seal(at=timezone.now())
    if as_json:
        print_json({"key": public, "former": str(kept) if kept else None})
        return
    typer.echo(f"From the next head on, the key is {public}")
    if kept:
        typer.echo(f"The former one is in {kept}. Delete it once a head is signed with the new.")
