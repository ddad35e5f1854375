"""The program that outsiders check with, as it is handed out: one file, of the two beside this."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

HALVES = ("verify.py", "verify_bundle.py")
"""The second takes from the first; together they would be too long for one module of ours."""


def verifier_source() -> bytes:
    """Return both halves as one program, with all that they import at its head."""
    sources = [Path(__file__).with_name(name).read_text(encoding="utf-8") for name in HALVES]
    trees = [ast.parse(source) for source in sources]
    about = ast.get_docstring(trees[0], clean=False)
    bodies = [_body(source, tree) for source, tree in zip(sources, trees, strict=True)]
    head = [f'"""{about}"""', "", "from __future__ import annotations", "", *_imports(trees)]
    return ("\n".join([*head, "", *bodies]).rstrip("\n") + "\n").encode()


def _imports(trees: Iterable[ast.Module]) -> Iterator[str]:
    """Give what the halves import of Python's own, once."""
    plain: set[str] = set()
    named: dict[str, set[str]] = defaultdict(set)
    for node in (node for tree in trees for node in tree.body):
        if isinstance(node, ast.Import):
            plain.add(ast.unparse(node))
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            named[node.module] |= {each.name for each in node.names}
    del named["__future__"]
    yield from sorted(plain)
    yield from (f"from {each} import {', '.join(sorted(named[each]))}" for each in sorted(named))


def _body(source: str, tree: ast.Module) -> str:
    last = max(
        node.end_lineno or 0 for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)
    )
    return "\n".join(source.splitlines()[last:]).strip("\n") + "\n\n"
