import json

import pytest

from regard.domains.governance.models import Duty
from regard.domains.governance.sources.duties import TABLE, CannotReadDuties

pytestmark = pytest.mark.django_db


class TestLoadDuties:
    def test_says_how_many_versions_it_took(self, regard):
        result = regard("governance", "load-duties", str(TABLE))

        assert result.exit_code == 0, result.output
        assert "39 versions of duties are in the catalogue" in result.output
        assert Duty.objects.count() == 39

    def test_says_so_as_json(self, regard):
        result = regard("governance", "load-duties", str(TABLE), "--json")

        assert json.loads(result.stdout) == {"versions": 39}

    def test_refuses_a_table_that_it_cannot_read(self, regard, tmp_path):
        path = tmp_path / "law.csv"
        path.write_text("code\nD3\n", encoding="utf-8")

        result = regard("governance", "load-duties", str(path))

        assert isinstance(result.exception, CannotReadDuties)
        assert "law.csv has no column version" in str(result.exception)
