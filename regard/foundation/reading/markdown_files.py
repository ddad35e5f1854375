"""The words of a Markdown file: CommonMark with tables, as plain paragraphs with headings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .found import BETWEEN, Found, check_length
from .plain_files import read_text

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

LISTS = {"bullet_list", "ordered_list"}


def read_markdown(path: Path) -> Found:
    """
    Return the words of a Markdown file, with the level of each heading.

    Emphasis is left out, and a link is its words with its address. Each item of a list and each
    row of a table is a paragraph. HTML within it is left out: it is no words.

    :raises CannotRead: if it is no text, or too long.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415 (only in the process that reads)
    from markdown_it.tree import SyntaxTreeNode  # noqa: PLC0415

    reader = MarkdownIt("commonmark").enable("table")
    root = SyntaxTreeNode(reader.parse(read_text(path).words))
    blocks = [(level, words) for level, words in _blocks(root) if words]
    places, levels, start = [], [], 0
    for level, words in blocks:
        if level:
            places.append((start, words[:120]))
            levels.append((start, level))
        start += len(words) + len(BETWEEN)
    text = BETWEEN.join(words for _, words in blocks)
    check_length(len(text))
    return Found(text, tuple(places), needs_typing=not text, levels=tuple(levels))


def _blocks(node: SyntaxTreeNode) -> Iterator[tuple[int, str]]:
    for child in node.children:
        if child.type == "heading":
            yield int(child.tag[1:]), _inline(child)
        elif child.type == "paragraph":
            yield 0, _inline(child)
        elif child.type in LISTS:
            yield from ((0, line) for line in _items(child))
        elif child.type == "tr":
            yield 0, " | ".join(_inline(cell) for cell in child.children)
        elif child.type in {"fence", "code_block"}:
            yield 0, " ".join(child.content.split())
        elif child.type != "html_block":
            yield from _blocks(child)


def _items(node: SyntaxTreeNode) -> Iterator[str]:
    """Yield each item of a list on a line, those of a list within it after it."""
    for item in node.children:
        own = [each for each in item.children if each.type not in LISTS]
        words = " ".join(w for each in own for w in [_inline(each)] if w)
        yield f"- {words}" if words else ""
        for inner in item.children:
            if inner.type in LISTS:
                yield from _items(inner)


def _inline(node: SyntaxTreeNode) -> str:
    return " ".join("".join(_words(node)).split())


def _words(node: SyntaxTreeNode) -> Iterator[str]:
    for child in node.children:
        if child.type in {"text", "code_inline"}:
            yield child.content
        elif child.type in {"softbreak", "hardbreak"}:
            yield " "
        elif child.type == "link":
            inner = "".join(_words(child))
            address = str(child.attrs.get("href", ""))
            yield inner if inner == address or not address else f"{inner} ({address})"
        elif child.type == "image":
            yield child.content
        elif child.type != "html_inline":
            yield from _words(child)
