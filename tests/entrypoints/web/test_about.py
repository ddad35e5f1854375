import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["accessibility", "privacy", "open-data"])
def test_every_page_leads_to_the_small_print(client, page):
    address = f"/{page}/"

    assert f'href="{address}"' in client.get("/").content.decode()
    assert client.get(address).status_code == 200
