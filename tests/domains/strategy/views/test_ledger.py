import pytest
from django.urls import reverse

from regard.foundation.audit import keys, verify
from regard.foundation.audit.canonical import entry_bytes
from regard.foundation.audit.models import Entry
from regard.foundation.audit.verify import check_proof, leaf_hash, read_head
from tests.foundation.audit.made import AT, sealed

pytestmark = pytest.mark.django_db


class TestThePage:
    def test_says_what_is_sealed_and_with_which_key(self, client, time_machine):
        time_machine.move_to(AT)
        sealed(3)
        sealed(2)

        page = client.get("/ledger/").text

        assert "5 entries sealed under one signed head, on 22 November 2026, 12.00 pm." in page
        assert page.count("/ledger/growth/") == 2  # one head's proof, and how to ask
        assert keys.get_signer().public in page

    def test_shows_former_keys_and_that_nothing_was_added(self, client):
        sealed(1)
        former = keys.get_signer().public
        keys.retire_key(at=AT)
        sealed(1)

        page = client.get("/ledger/").text

        assert former in page
        assert "Nothing has been added since" in page

    def test_is_there_before_anything_was_sealed(self, client):
        page = client.get("/ledger/").text

        assert "Nothing has been sealed yet" in page

    def test_reads_the_database_a_few_times(self, client, django_assert_num_queries):
        for _ in range(4):
            sealed(2)
        with django_assert_num_queries(2):
            client.get("/ledger/")


class TestTheAddresses:
    def test_hand_out_heads_as_text(self, client):
        older, newest = sealed(2), sealed(3)

        assert client.get("/ledger/checkpoint").text == newest.note
        assert client.get("/ledger/checkpoint/2").text == older.note
        assert client.get("/ledger/checkpoint/3").status_code == 404
        key = client.get("/ledger/keys").text.strip()
        assert read_head(newest.note.encode(), key=key).size == 5

    def test_prove_an_entry_by_its_hash(self, client):
        sealed(4)
        sealed(3)
        entry = entry_bytes(Entry.objects.order_by("pk")[2])

        told = client.get(f"/ledger/proof/{leaf_hash(entry).hex()}").json()
        older = client.get(f"/ledger/proof/{leaf_hash(entry).hex()}?size=4").json()

        assert list(check_proof(told | {"entry": entry.decode()})) == []
        assert list(check_proof(older | {"entry": entry.decode()})) == []

    def test_prove_that_it_only_grew(self, client):
        sealed(4)
        sealed(3)

        assert list(check_proof(client.get("/ledger/growth/4/7").json())) == []

    @pytest.mark.parametrize(
        "address",
        [
            "checkpoint",
            f"proof/{'0' * 64}",
            "proof/0",
            f"proof/{'0' * 64}?size=x",
            "growth/1/2",
        ],
    )
    def test_say_when_there_is_nothing(self, client, address):
        assert client.get(f"/ledger/{address}").status_code == 404

    def test_say_so_of_another_hash_too(self, client):
        sealed(1)

        assert client.get(f"/ledger/proof/{'0' * 64}").status_code == 404

    def test_hand_out_the_verifier(self, client):
        response = client.get(reverse("strategy:ledger_verifier"))

        assert response.content.decode().startswith(str(verify.__doc__)[:0] + '"""')
        assert response["Content-Disposition"] == 'attachment; filename="verify.py"'
