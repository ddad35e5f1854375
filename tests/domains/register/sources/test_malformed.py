"""Files that are not what they should be: each is refused in words, and nothing changes."""

import json
import subprocess
import sys
import time
from itertools import chain

import pytest

from regard.domains.register import actions
from regard.domains.register.models import Location, Organisation, Service
from regard.domains.register.types import LoadState
from tests.factories.register import ServiceFactory

from . import malformed, malformed_texts

FILES = list(
    chain(
        malformed.zips(),
        malformed.damaged(),
        malformed.entities(),
        malformed.repeats(),
        malformed.sheets(),
        malformed.workbooks(),
        malformed_texts.bytes_of_others(),
        malformed_texts.encodings(),
        malformed_texts.shapes(),
        malformed_texts.values(),
    )
)

MOST_SECONDS = 20
"""For the slowest, on a machine that does other things. Usually none takes half a second."""

MOST_MEGABYTES = 400
"""More than before at the peak, over all of the files. The process alone has 100."""


def held():
    """Return all that the register holds."""
    return [
        list(model.objects.order_by("pk").values()) for model in (Organisation, Location, Service)
    ]


def test_there_are_two_hundred():
    assert len(FILES) >= 200
    assert len({each.name for each in FILES}) == len(FILES)


@pytest.mark.django_db
@pytest.mark.parametrize("each", FILES, ids=[each.name for each in FILES])
def test_is_refused_in_words_and_changes_nothing(each, load, tmp_path):
    ServiceFactory()
    before = held()
    path = tmp_path / each.name
    path.write_bytes(each.make())
    began = time.monotonic()

    with pytest.raises(actions.CannotLoad) as refused:
        load(path, accepts_drift=True)

    assert time.monotonic() - began < MOST_SECONDS
    assert refused.value.load.state == LoadState.REFUSED
    message = str(refused.value)
    assert message.startswith(each.name)
    assert each.words in message.removeprefix(each.name)
    assert len(message) < 600
    assert held() == before


CHILD = """
import json, resource, sys
from pathlib import Path
import django
django.setup()
from contextlib import ExitStack
from datetime import date
from regard.domains.register.rules.councils import Gazetteer
from regard.domains.register.sources.api_details import is_api_file
from regard.domains.register.sources.cannot_read import CannotRead
from regard.domains.register.sources.found import Found
from regard.domains.register.sources.reading import open_file
from regard.domains.register.sources.setting import Setting

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
before, said = peak(), {}
for path in sorted(Path(sys.argv[1]).iterdir()):
    if is_api_file(path):
        continue  # their reader asks the database
    try:
        with ExitStack() as stack:
            opened = open_file(stack, path, path.name)
            gazetteer = Gazetteer({"lincolnshire": 1}, {}, {})
            setting = Setting(path.name, opened.layout, gazetteer, None, date(2026, 11, 21))
            for _ in opened.read(setting, Found(path.name)):
                pass
    except CannotRead:
        said[path.name] = "refused"
    else:
        said[path.name] = "read"
print(json.dumps({"grown": peak() - before, "said": said}))
"""


def test_all_of_them_are_read_in_bounded_memory(tmp_path, settings):
    for each in FILES:
        (tmp_path / each.name).write_bytes(each.make())

    done = subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-c", CHILD, tmp_path], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr[-2_000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["grown"] < MOST_MEGABYTES
    assert len(told["said"]) > 200
