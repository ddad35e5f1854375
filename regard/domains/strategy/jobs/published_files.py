"""Make the files of a version, once it is published."""

from django.utils import timezone

from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.types import FileKind
from regard.foundation.documents import render_docx, render_pdf
from regard.foundation.jobs.progress import Progress, handles


@handles(queries.MAKING_FILES)
def make_files(progress: Progress) -> str:
    """Make what is not made yet; after a kill, it goes on with the next file."""
    strategy = queries.get_strategy_for_job(strategy_id=progress.args["strategy_id"])
    there = queries.list_published_files(strategy=strategy)
    for done, kind in enumerate(FileKind, start=1):
        if kind not in there:
            actions.keep_published_file(
                strategy=strategy,
                kind=kind,
                data=make_file(kind, strategy.pk),
                by=progress.by,
                at=timezone.now(),
            )
        progress.advance(done=done, total=len(FileKind))
    return "PDF, Word document and canonical content are made."


def make_file(kind: FileKind, strategy_id: int) -> bytes:
    """Return a published version as one file."""
    strategy = queries.get_strategy_for_job(strategy_id=strategy_id)
    if kind is FileKind.JSON:
        return queries.content_bytes(strategy=strategy)
    blocks = presenters.document_blocks(
        strategy=strategy,
        passages=queries.list_passages(strategy=strategy),
        overview=queries.get_overview(strategy=strategy, shows_who=False),
    )
    render = render_pdf if kind is FileKind.PDF else render_docx
    return render(title=strategy.title, blocks=blocks, at=strategy.published_at)
