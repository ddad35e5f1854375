import pytest

from regard.domains.register.rules.councils import Gazetteer
from regard.domains.register.rules.ownership import read_sector
from regard.domains.register.types import Sector

GAZETTEER = Gazetteer(live={"lincolnshire": 1}, ended={}, successors={})

PLAIN = "Ash Care Limited"


class TestReadSector:
    @pytest.mark.parametrize(
        ("ownership_type", "name", "company", "charity", "sector"),
        [
            ("NHS Body", "Ash NHS Trust", "", "", Sector.PUBLIC),
            ("Local Authority", PLAIN, "", "", Sector.PUBLIC),
            ("Organisation", "Lincolnshire County Council", "", "", Sector.PUBLIC),
            ("Organisation", PLAIN, "01234567", "200001", Sector.VOLUNTARY),
            ("Organisation", PLAIN, "", "200001", Sector.VOLUNTARY),
            ("Organisation", PLAIN, "CE012345", "", Sector.VOLUNTARY),
            ("Organisation", PLAIN, "IP12345R", "", Sector.VOLUNTARY),
            ("Organisation", "Ash Care C.I.C.", "01234567", "", Sector.VOLUNTARY),
            ("Individual", "A Person", "", "", Sector.INDEPENDENT),
            (" partnership ", "Two People", "", "", Sector.INDEPENDENT),
            ("Organisation", PLAIN, "01234567", "", Sector.INDEPENDENT),
            ("Organisation", PLAIN, "OC301234", "", Sector.INDEPENDENT),
            ("Organisation", PLAIN, "", "", Sector.NOT_KNOWN),
            ("", PLAIN, "", "", Sector.NOT_KNOWN),
        ],
    )
    def test_says_no_more_than_is_known(self, ownership_type, name, company, charity, sector):
        found = read_sector(
            ownership_type=ownership_type,
            name=name,
            company_number=company,
            charity_number=charity,
            gazetteer=GAZETTEER,
        )

        assert found is sector
