import pytest

from regard.domains.engagement.rules.questions import Wording, reasons_against_wording
from regard.domains.engagement.types import QuestionKind as K

TWO = ("Pay", "Rotas")


class TestReasonsAgainstWording:
    @pytest.mark.parametrize(
        ("kind", "options", "needs"),
        [
            (K.CHOICES, TWO, {"least": 1, "most": 2}),
            (K.RANK, TWO, {"most": 1}),
            (K.SCALE, (), {"least": 0, "most": 10}),
            (K.SCALE, TWO, {}),
            (K.NUMBER, (), {}),
            (K.NUMBER, (), {"least": 0, "most": 10}),
            (K.DATE, (), {"earliest": "2026-01-01", "latest": "2026-01-01"}),
            (K.MATRIX, TWO, {"rows": list(TWO)}),
            (K.FILE, (), {"kinds": ["pdf"], "most_mb": 5}),
        ],
    )
    def test_are_none_for_each_kind_that_has_what_it_needs(self, kind, options, needs):
        wording = Wording(kind=kind, text="Well?", options=options, settings=needs)

        assert reasons_against_wording(wording) == {}

    @pytest.mark.parametrize(
        ("kind", "options", "needs", "field"),
        [
            (K.CHOICES, TWO, {"least": 3}, "least"),
            (K.CHOICES, TWO, {"most": 0}, "most"),
            (K.CHOICES, TWO, {"least": 2, "most": 1}, "most"),
            (K.CHOICES, ("Pay; rotas", "Fees"), {}, "options"),
            (K.RANK, TWO, {"most": 3}, "most"),
            (K.RANK, (), {}, "options"),
            (K.SCALE, (), {}, "least"),
            (K.SCALE, (), {"least": 5, "most": 5}, "most"),
            (K.SCALE, (), {"least": 0, "most": 11}, "most"),
            (K.SCALE, ("Agree",), {}, "options"),
            (K.NUMBER, (), {"least": 9, "most": 1}, "most"),
            (K.DATE, (), {"earliest": "2026-02-01", "latest": "2026-01-01"}, "latest"),
            (K.MATRIX, TWO, {}, "rows"),
            (K.MATRIX, (), {"rows": list(TWO)}, "options"),
            (K.FILE, (), {"most_mb": 5}, "kinds"),
            (K.FILE, (), {"kinds": ["exe"], "most_mb": 5}, "kinds"),
            (K.FILE, (), {"kinds": ["pdf"], "most_mb": 99}, "most_mb"),
        ],
    )
    def test_stand_at_the_field_that_is_wrong(self, kind, options, needs, field):
        wording = Wording(kind=kind, text="Well?", options=options, settings=needs)

        assert list(reasons_against_wording(wording)) == [field]
