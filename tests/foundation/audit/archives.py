"""Archives such as bundles are, and what the verifier says of them."""

import io
import zipfile
from functools import partial

from regard.foundation.audit import verify_bundle


def pack(files):
    """Return an archive of these files, as a bundle's is written."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            archive.writestr(verify_bundle.describe(name), files[name])
    return kept.getvalue()


def check(data, key=None):
    """Return what is wrong with an archive, of its bytes."""
    return list(verify_bundle.check_archive(io.BytesIO(data), key=key))


def check_files(files):
    return list(verify_bundle.check_files(in_pieces(files)))


def in_pieces(files):
    """Return files as the verifier reads them, each in pieces of a few bytes."""
    return {name: partial(_pieces, data) for name, data in files.items()}


def _pieces(data, size=4_096):
    return (data[at : at + size] for at in range(0, len(data), size))
