import pytest
from django.db import OperationalError

from regard.entrypoints.web import middleware


class TestHealth:
    def test_is_live_without_a_database_and_under_any_name(self, client):
        answer = client.get("/health/live", headers={"host": "10.0.0.7"})

        assert answer.json() == {"live": True}

    @pytest.mark.django_db
    def test_is_ready_when_the_database_answers(self, client):
        assert client.get("/health/ready").json() == {"ready": True}

    def test_is_not_ready_when_it_does_not(self, client, monkeypatch):
        class Away:
            def cursor(self):
                raise OperationalError("no route to host")

            def close(self):
                pass

        monkeypatch.setattr(middleware, "connection", Away())

        answer = client.get("/health/ready")

        assert answer.status_code == 503
        assert answer.json()["ready"] is False
        assert "regard doctor" in answer.json()["problem"]
        assert "no route" not in answer.json()["problem"]
