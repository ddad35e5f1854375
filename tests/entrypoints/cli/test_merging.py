import pytest

from regard.domains.register.models import Location, Merge
from regard.foundation.accounts.models import Grant
from regard.foundation.base.errors import NotFound
from tests.factories.register import LocationFactory, OrganisationFactory, SystemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    system = SystemFactory()
    return [LocationFactory(system=system, name=name) for name in ("Ash House", "Ash")]


class TestMerge:
    def test_makes_two_one_and_two_again(self, regard, two):
        kept, merged = two

        done = regard(
            "register", "merge", kept.regulator_id, str(merged.pk), "--reason", "One house"
        )

        merge = Merge.objects.get()
        assert "Ash is now part of Ash House." in done.stdout
        assert f"regard register unmerge {merge.pk}" in done.stdout
        back = regard("register", "unmerge", str(merge.pk))
        assert "two again" in back.stdout
        assert Location.objects.get(pk=merged.pk).merged_into is None

    def test_merges_providers(self, regard):
        one, other = OrganisationFactory(name="Ash Care"), OrganisationFactory(name="Ash Ltd")

        numbers = (one.regulator_id, other.regulator_id)
        done = regard("register", "merge", *numbers, "--providers", "--reason", "One company")

        assert "Ash Ltd is now part of Ash Care." in done.stdout

    @pytest.mark.parametrize("more", [[], ["--providers"]])
    def test_refuses_what_is_not_there(self, regard, more):
        done = regard("register", "merge", "1-404", "1-405", "--reason", "x", *more)

        assert isinstance(done.exception, NotFound)

    def test_refuses_to_undo_what_was_not_done(self, regard):
        assert isinstance(regard("register", "unmerge", "7").exception, NotFound)


class TestPeopleOfAProvider:
    def add(self, regard, *where):
        return regard("people", "add", "jo@example.org", "--role", "Provider", *where)

    def test_are_given_its_services_in_every_system(self, regard):
        provider = OrganisationFactory(name="Ash Care", brand_id="BD1", brand_name="Ash Group")

        done = self.add(regard, "--provider", provider.regulator_id)
        assert "as Provider for Ash Care." in done.stdout
        grouped = self.add(regard, "--group", "BD1")
        assert "as Provider for Ash Group." in grouped.stdout

        keys = set(Grant.objects.values_list("scope_key", flat=True))
        assert keys == {f"organisation:{provider.pk}", "brand:BD1"}

    @pytest.mark.parametrize("where", [[], ["--system", "x", "--group", "BD1"]])
    def test_are_given_one_scope_at_a_time(self, regard, where):
        assert "Name one of" in str(self.add(regard, *where).exception)
