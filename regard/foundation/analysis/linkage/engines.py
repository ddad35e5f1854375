"""Splink on DuckDB or on Spark: the same model, the same records, the same answer."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, Protocol

import pyarrow as pa

from .comparisons import COMPARISONS, Comparison, Level
from .features import Features
from .parameters import RATES, TRAINED_ON, Rates

LEAST_WEIGHT = -10.0
"""Bits. A pair below it is not even looked at: the chance is one in a thousand."""

LISTS = frozenset(
    {
        "tokens",
        "rare",
        "known",
        "telling",
        "owners",
        "owner_tokens",
        "numbers",
        "streets",
        "places",
        "keys",
    }
)

SCHEMA = pa.schema(
    [
        pa.field(each.name, pa.list_(pa.string()) if each.name in LISTS else pa.string())
        for each in fields(Features)
    ]
)

Pair = Mapping[str, Any]
"""
A pair that was scored: `unique_id_l` of the roll, `unique_id_r` of the register, `match_weight`,
and of each comparison `gamma_`, its level, `mw_`, its weight, and `mw_tf_adj_`, what the
frequency of the value adds.
"""


class Engine(Protocol):
    """A database that Splink runs on."""

    def open(self) -> Any:  # noqa: ANN401 (Splink's own)
        """Return Splink's door to it."""


class DuckDB:
    """In this process and in memory."""

    def __init__(self, threads: int = 2) -> None:
        self.threads = threads

    def open(self) -> Any:  # noqa: ANN401 (Splink's own)
        logging.getLogger("splink").setLevel(logging.WARNING)  # it tells every step
        import duckdb  # noqa: PLC0415 (takes a second, and only rolls need it)
        from splink import DuckDBAPI  # noqa: PLC0415

        connection = duckdb.connect(":memory:")
        connection.execute(f"set threads to {self.threads}")
        return DuckDBAPI(connection=connection)


class Spark:
    """On a Spark cluster, for registers that outgrow a machine. Needs the optional pyspark."""

    def __init__(self, master: str) -> None:
        """
        Link on a cluster.

        :param master: its address, e.g. "spark://host:7077", or "local[2]".
        """
        self.master = master

    def open(self) -> Any:  # noqa: ANN401 (Splink's own)
        """
        Return Splink's door to the cluster.

        :raises EngineMissing: if pyspark is not installed.
        """
        try:
            from pyspark.sql import SparkSession  # noqa: PLC0415 (optional)
        except ImportError as error:
            raise EngineMissing(
                "Linking on Spark needs pyspark: install Regard with its extra “spark”"
            ) from error
        from splink import SparkAPI  # noqa: PLC0415 (needs pyspark)

        session = (
            SparkSession.builder.master(self.master)
            .appName("regard-linkage")
            .config("spark.sql.shuffle.partitions", "8")
            .config("spark.ui.enabled", "false")
            .getOrCreate()
        )
        # Our comparisons need only what Spark has itself, so none of Splink's own functions.
        return SparkAPI(  # type: ignore[no-untyped-call]
            spark_session=session,
            break_lineage_method="persist",
            register_udfs_automatically=False,
        )


class EngineMissing(Exception):
    """What the engine needs is not installed, or there is no engine of the name."""


def engine_of(name: str, master: str) -> Engine:
    """
    Return the engine of a name, "duckdb" or "spark".

    :param master: the address of the Spark cluster.
    :raises EngineMissing: if there is none of the name.
    """
    if name == "duckdb":
        return DuckDB()
    if name == "spark":
        return Spark(master)
    raise EngineMissing(f"There is no linkage engine “{name}”: choose duckdb or spark")


def score(
    left: Sequence[Features],
    right: Sequence[Features],
    *,
    engine: Engine,
    comparisons: Sequence[Comparison] = COMPARISONS,
) -> list[Pair]:
    """
    Return every pair that shares a key and whose weight is not hopeless.

    :param left: lines of a roll.
    :param right: locations of a register, one of each at least.
    """
    door = engine.open()
    linker = make_linker(door, left, right, comparisons=comparisons)
    found = linker.inference.predict(threshold_match_weight=LEAST_WEIGHT)
    return list(found.as_record_list())


def make_linker(
    door: Any,  # noqa: ANN401 (Splink's own)
    left: Sequence[Features],
    right: Sequence[Features],
    *,
    comparisons: Sequence[Comparison] = COMPARISONS,
    rates: Rates = RATES,
    rule: str = "",
) -> Any:  # noqa: ANN401 (Splink's own)
    """
    Return Splink's linker with our model, and the frequencies of the register's names.

    :param rates: how often each level is found between records of one service, and of two.
    :param rule: which pairs are compared, in SQL; empty: those that share a key.
    """
    from splink import Linker, SettingsCreator, block_on  # noqa: PLC0415

    blocking: Any = rule or block_on("keys", arrays_to_explode=["keys"])
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[as_splink(comparison, rates) for comparison in comparisons],
        blocking_rules_to_generate_predictions=[blocking],
        probability_two_random_records_match=prior(len(right)),
        retain_matching_columns=not rule,
        retain_intermediate_calculation_columns=True,
    )
    tables = [
        door.register(as_table(side), dataset_display_name=name)
        for name, side in (("a_roll", left), ("b_register", right))
    ]
    linker = Linker(tables, settings, log_level=None)
    frequencies = door.register(frequency_table(right), dataset_display_name="name_frequency")
    linker.table_management.register_term_frequency_lookup(frequencies, "name")
    return linker


def prior(size: int) -> float:
    """
    Return the chance that a line and a location are one, before anything is compared.

    In a register smaller than the one that the model learnt from it is as there. That is too
    low, and makes up for neighbours being more alike than strangers from all of England.
    """
    return 1 / max(TRAINED_ON, size)


def as_table(side: Sequence[Features]) -> pa.Table:
    """Return features as a table, a row each, in their order."""
    return pa.table(
        {field.name: [getattr(each, field.name) for each in side] for field in SCHEMA},
        schema=SCHEMA,
    )


def frequency_table(right: Sequence[Features]) -> pa.Table:
    """
    Return which share of the register's locations bears each name.

    In a register smaller than the one that the model learnt from, a name that one location
    bears is as rare as there: how common it is tells only what the model does not know.
    """
    counts: dict[str, int] = {}
    for features in right:
        if features.name:
            counts[features.name] = counts.get(features.name, 0) + 1
    size = max(TRAINED_ON, sum(counts.values()))
    return pa.table(
        {"name": list(counts), "tf_name": [count / size for count in counts.values()]},
        schema=pa.schema([("name", pa.string()), ("tf_name", pa.float64())]),
    )


def as_splink(comparison: Comparison, rates: Rates) -> Any:  # noqa: ANN401 (Splink's own)
    from splink import comparison_library  # noqa: PLC0415

    return comparison_library.CustomComparison(
        output_column_name=comparison.code,
        comparison_levels=[_level(comparison, level, rates) for level in comparison.levels],
    )


def _level(comparison: Comparison, level: Level, rates: Rates) -> Any:  # noqa: ANN401 (Splink's own)
    from splink import comparison_level_library as library  # noqa: PLC0415

    made: Any = (
        library.ElseLevel()
        if level.sql == "else"
        else library.CustomLevel(level.sql, level.code, base_dialect_str="duckdb")
    )
    if level.is_silent:
        return made.configure(is_null_level=True, label_for_charts=level.code)
    ours, others = rates[comparison.code, level.code]
    made.configure(m_probability=ours, u_probability=others, label_for_charts=level.code)
    if level.frequency_of:
        made.configure(tf_adjustment_column=level.frequency_of)
    return made
