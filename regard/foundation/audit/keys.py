"""
The key that heads are signed with, in a file of its own beside the secret key.

Written as C2SP signed notes have it (https://c2sp.org/signed-note, read 2026-11): the name of
the ledger, the key's number, and the key in base 64.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from regard.foundation.base.errors import Refusal
from regard.foundation.base.secret import read_or_make

ED25519 = b"\x01"
"""The kind of key and signature, in front of both."""

PRIVATE = "PRIVATE+KEY+"


class KeyUnreadable(Refusal):
    """The file of the ledger's key holds something else."""


@dataclass(frozen=True)
class Signer:
    """
    Signs notes.

    Attributes:
        name: the ledger's, e.g. regard.example.org/ledger.
        public: its key as others need it, e.g. regard.example.org/ledger+1234abcd+AY9...
    """

    name: str
    public: str
    _number: bytes
    _private: Ed25519PrivateKey

    def sign(self, text: str) -> str:
        """
        Return a text as a signed note.

        :param text: ends with a line's end.
        """
        signature = self._private.sign(text.encode())
        encoded = base64.b64encode(self._number + signature).decode()
        return f"{text}\n— {self.name} {encoded}\n"


def get_signer() -> Signer:
    """
    Return who signs this ledger's heads. Its key is made when there is none.

    :raises KeyUnreadable: if the file holds no such key.
    """
    written = read_or_make(key_file(), make=lambda: _make(settings.LEDGER_NAME)).strip()
    name, _, rest = written.removeprefix(PRIVATE).partition("+")
    seed = base64.b64decode(rest.partition("+")[2])[1:]
    if not written.startswith(PRIVATE) or len(seed) != 32:
        raise KeyUnreadable(f"{key_file()} holds no key that Regard made")
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = private.public_key().public_bytes_raw()
    number = _number(name, public)
    encoded = base64.b64encode(ED25519 + public).decode()
    return Signer(name, f"{name}+{number.hex()}+{encoded}", number, private)


def retire_key(*, at: datetime) -> Path | None:
    """
    Put the key aside, so that the next seal makes another; None if there is none.

    :returns: where it is now, to be deleted once the next head is published.
    """
    path = key_file()
    if not path.exists():
        return None
    return path.rename(path.with_name(f"{path.name}-until-{at:%Y%m%d-%H%M%S}"))


def key_file() -> Path:
    return Path(settings.LEDGER_KEY_FILE)


def _make(name: str) -> str:
    private = Ed25519PrivateKey.generate()
    number = _number(name, private.public_key().public_bytes_raw())
    encoded = base64.b64encode(ED25519 + private.private_bytes_raw()).decode()
    return f"{PRIVATE}{name}+{number.hex()}+{encoded}"


def _number(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]
