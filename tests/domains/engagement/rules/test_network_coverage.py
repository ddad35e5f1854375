import math

from regard.domains.engagement.rules.network_coverage import NetworkCell, compare_networks


def compare(*cells):
    made = [NetworkCell(frozenset(names), asked, heard) for names, asked, heard in cells]
    return compare_networks(
        made, asked=sum(each.asked for each in made), heard=sum(each.heard for each in made)
    )


def shown(found):
    return {
        key: int(heard)
        for key, heard in zip(found.groups, found.heard, strict=True)
        if not math.isnan(heard)
    }


class TestCompareNetworks:
    def test_counts_a_service_in_each_of_its_networks(self):
        found = compare((("A",), 50, 20), (("A", "B"), 40, 20), (("B",), 60, 30), ((), 100, 40))

        assert shown(found) == {"A": 40, "B": 50, "": 40}
        assert found.population.tolist() == [90, 100, 100]

    def test_hides_a_network_of_which_few_spoke(self):
        found = compare((("A",), 50, 3), (("B",), 60, 30), ((), 100, 40))

        assert "A" not in shown(found)
        # Nor may A be worked out from the others and the whole.
        assert len(shown(found)) == 1

    def test_hides_one_of_two_that_differ_by_few(self):
        found = compare((("A", "B"), 60, 30), (("B",), 20, 2), ((), 100, 40))

        assert "A" not in shown(found)
        assert "B" in shown(found)
