import os
import secrets
from pathlib import Path


def read_or_make(path: Path) -> str:
    """
    Return the secret kept in a file that only its owner can read, made if it is not there.

    Of two processes that make it at once, both get the one that was first.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f"{path.name}-{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50))
        try:
            path.hardlink_to(made)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text()
