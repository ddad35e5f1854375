import pytest

from regard.domains.governance.rules.acting import acts_for, is_bound
from regard.domains.governance.types import BodyKind, HolderKind
from regard.domains.register.types import AreaLevel


class TestActsFor:
    @pytest.mark.parametrize(
        ("kinds", "level", "has_council", "holder"),
        [
            ({BodyKind.BOARD}, AreaLevel.SYSTEM, False, HolderKind.BOARD),
            ({BodyKind.SUB_COMMITTEE}, AreaLevel.PLACE, True, HolderKind.BOARD),
            ({BodyKind.HEALTH_AND_WELLBEING_BOARD}, AreaLevel.COUNCIL, True, HolderKind.COUNCIL),
            (
                {BodyKind.PARTNERSHIP, BodyKind.HEALTH_AND_WELLBEING_BOARD},
                AreaLevel.SYSTEM,
                False,
                HolderKind.COUNCIL,
            ),
            ({BodyKind.CABINET}, AreaLevel.COUNCIL, True, HolderKind.COUNCIL),
            ({BodyKind.NHS_ENGLAND}, AreaLevel.SYSTEM, False, HolderKind.NHS_ENGLAND),
            ({BodyKind.OTHER}, AreaLevel.COUNCIL, True, HolderKind.COUNCIL),
            ({BodyKind.OTHER}, AreaLevel.SYSTEM, False, None),
            ({BodyKind.OTHER}, AreaLevel.REGION, False, HolderKind.NHS_ENGLAND),
            ({BodyKind.BOARD}, AreaLevel.COUNTRY, False, HolderKind.NHS_ENGLAND),
            ({BodyKind.PARTNERSHIP}, AreaLevel.SYSTEM, False, HolderKind.PARTNERSHIP),
            ({BodyKind.PROVIDER_FORUM}, AreaLevel.COUNCIL, True, None),
        ],
    )
    def test_says_for_whom_a_body_decides(self, kinds, level, has_council, holder):
        assert acts_for(kinds, level=level, has_council=has_council) is holder


class TestIsBound:
    def test_binds_those_that_the_duty_names(self):
        assert is_bound(HolderKind.BOARD, holders=["council", "board"])
        assert not is_bound(HolderKind.PARTNERSHIP, holders=["council", "board"])

    def test_binds_nobody_who_acts_for_nobody(self):
        assert not is_bound(None, holders=["all"])

    def test_binds_every_public_body_here_by_all_and_not_the_national_one(self):
        assert is_bound(HolderKind.PARTNERSHIP, holders=["all"])
        assert not is_bound(HolderKind.NHS_ENGLAND, holders=["all"])
