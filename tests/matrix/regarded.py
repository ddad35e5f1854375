"""A decision, a document in force on its day, and what it made of it."""

from tests.factories.strategy_regard import make_decision, make_published, make_record

SIGNED = {"strategy:regard"}

UNSIGNED = {"strategy:record_regard", "strategy:sign_regard", "strategy:drop_regard"}


REPORTS = {"strategy:members_report", "strategy:members_report_file"}


def regarded(system, name):
    """Return what an address of a record of regard names, made anew for each knock."""
    if name in REPORTS:
        return {"slug": make_published(system).slug}
    if name not in SIGNED | UNSIGNED:
        return {}
    strategy = make_published(system)
    decision = make_decision(system)
    make_record(decision, strategy, is_signed=name in SIGNED)
    return {"decision_ref": decision.ref, "slug": strategy.slug}
