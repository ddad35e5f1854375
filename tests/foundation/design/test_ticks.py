from enum import StrEnum

from regard.foundation.design.forms import Form
from regard.foundation.design.ticks import KindsField, NumbersField


class Fruit(StrEnum):
    APPLE = "apple"
    PEAR = "pear"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Basket(Form):
    fruit = KindsField(Fruit, label="Which fruit?")
    shelves = NumbersField(label="Which shelves?")


def basket(**data):
    form = Basket(data)
    form.offer("shelves", [("1", "Top"), ("2", "Bottom")])
    return form


class TestTicks:
    def test_come_as_what_they_mean(self):
        form = basket(fruit=["pear"], shelves=["2", "1"])

        assert form.is_valid()
        assert form.cleaned_data == {"fruit": (Fruit.PEAR,), "shelves": (2, 1)}

    def test_come_empty_where_none_is_ticked(self):
        form = basket()

        assert form.is_valid()
        assert form.cleaned_data == {"fruit": (), "shelves": ()}

    def test_refuse_what_was_not_offered(self):
        form = basket(fruit=["plum"], shelves=["3"])

        assert set(form.errors) == {"fruit", "shelves"}
        assert "Apple" in form["fruit"].as_field_group()
