import platform
from importlib import metadata

import typer

from .printing import AsJson, print_json


def version(*, as_json: AsJson = False) -> None:
    """Say which version of Regard this is."""
    versions = {
        "regard": metadata.version("regard"),
        "python": platform.python_version(),
        "django": metadata.version("django"),
    }
    if as_json:
        print_json(versions)
    else:
        typer.echo(f"Regard {versions['regard']} (Python {versions['python']})")
