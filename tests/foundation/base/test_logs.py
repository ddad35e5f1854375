import io
import json
import logging
from contextlib import contextmanager

import pytest
import structlog

from regard.foundation.base import logs
from regard.foundation.base.server_log import ServerLogger
from regard.foundation.jobs import tasks
from regard.foundation.jobs.actions import start_job


@contextmanager
def written():
    """Collect the lines that are logged, as the settings format them."""
    lines, stream = [], io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.formatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield lines
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        lines += [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.django_db
class TestARequest:
    def test_is_logged_with_its_id_and_without_who_asked(self, client):
        with written() as lines:
            client.get(
                "/?q=amara+okafor",
                headers={"user-agent": "Amara's telephone"},
                REMOTE_ADDR="203.0.113.9",
            )

        started = next(line for line in lines if line["event"] == "request_started")
        finished = next(line for line in lines if line["event"] == "request_finished")
        assert started["request_id"] == finished["request_id"]
        assert started["request"] == "GET /"
        text = json.dumps(lines).casefold()
        assert not [word for word in ("amara", "203.0.113.9", "telephone") if word in text]

    @pytest.mark.parametrize("door", ["a", "k", "r"])
    def test_by_a_signed_link_is_logged_without_its_secret(self, client, door):
        with written() as lines:
            client.get(f"/{door}/2b-7f3k-29xq-2dm4-8gha/")

        assert lines
        assert "29xq" not in json.dumps(lines)
        assert f"/{door}/(secret)/" in json.dumps(lines)


@pytest.mark.django_db
class TestAJob:
    def test_is_logged_with_its_id(self):
        job = start_job(kind="test.unheard_of", title="T", scope_key="system:1", by="test")

        with written() as lines:
            tasks.run_job(job.pk)

        begun, failed, ended = lines
        assert [begun["event"], failed["event"], ended["event"]] == [
            "job.begun",
            "job.failed",
            "job.ended",
        ]
        assert {line["job_id"] for line in lines} == {job.pk}
        assert "KeyError" in failed["exception"]

    def test_leaves_its_id_on_no_later_line(self):
        job = start_job(kind="test.unheard_of", title="T", scope_key="system:1", by="test")
        tasks.run_job(job.pk)

        with written() as lines:
            structlog.get_logger("test").info("later")

        assert "job_id" not in lines[0]


class TestServerLogger:
    def test_writes_json_too(self, capsys):
        from gunicorn.config import Config  # noqa: PLC0415 (its import is slow)

        ServerLogger(Config()).error("Worker (pid:%s) died", 7)

        line = json.loads(capsys.readouterr().err.splitlines()[-1])
        assert (line["event"], line["level"]) == ("Worker (pid:7) died", "error")
