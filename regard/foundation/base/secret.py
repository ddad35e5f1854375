import os
import secrets
from collections.abc import Callable
from pathlib import Path


def any_secret() -> str:
    return secrets.token_urlsafe(50)


def read_or_make(path: Path, *, make: Callable[[], str] = any_secret) -> str:
    """
    Return the secret kept in a file that only its owner can read, made if it is not there.

    Of two processes that make it at once, both get the one that was first.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f"{path.name}-{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(make())
        try:
            path.hardlink_to(made)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text()
