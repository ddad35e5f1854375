"""The words of an email's HTML: what a person wrote, in lines, without what was quoted."""

from __future__ import annotations

import re

from lxml import etree, html

_BLOCKS = frozenset(
    """
    address article aside blockquote body br center dd div dl dt fieldset footer form h1 h2 h3
    h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead title tr
    ul
    """.split()  # noqa: SIM905 (a list of words reads best as words)
)
_APART = frozenset("blockquote h1 h2 h3 h4 h5 h6 ol p pre table ul".split())  # noqa: SIM905
_UNSEEN = frozenset("head script style template title noscript svg object".split())  # noqa: SIM905

_QUOTED = (
    "gmail_quote",
    "gmail_signature",
    "moz-cite-prefix",
    "moz-signature",
    "yahoo_quoted",
    "protonmail_quote",
    "protonmail_signature_block",
    "zmail_extra",
)
_QUOTED_FROM = ("divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container")
"""Outlook marks where the quoted email begins; it goes on to the end."""

_SPACE = re.compile(r"[ \t\r\n\f\u00a0\u200b]+")


def words_of_html(text: str) -> str:
    """
    Return the words of HTML as lines, with "- " before each item of a list.

    Left out is what is not shown, and what mail programs mark as quoted or as the signature. If
    then nothing is left, all of it is returned: somebody may have written within the quote.
    """
    try:
        root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    return _lines(root, leaves_out_quotes=True) or _lines(root, leaves_out_quotes=False)


def _lines(root: html.HtmlElement, *, leaves_out_quotes: bool) -> str:
    """Walk through without recursion, so that tags a thousand deep do no harm."""
    pieces: list[str] = []
    unseen = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "comment":
            pieces += [node.tail or ""] if not unseen else []
            continue
        is_left_out = node.tag in _UNSEEN or (leaves_out_quotes and _is_quoted(node))
        if event == "start":
            if leaves_out_quotes and not unseen and _ends_here(node):
                break
            unseen += is_left_out
            if not unseen:
                pieces += [_before(node), _SPACE.sub(" ", node.text or "")]
        else:
            unseen -= is_left_out
            if not unseen:
                pieces += ["" if is_left_out else _after(node), _SPACE.sub(" ", node.tail or "")]
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _before(node: html.HtmlElement) -> str:
    if node.tag == "li":
        return "\n- "
    return "\n\n" if node.tag in _APART else "\n" if node.tag in _BLOCKS else ""


def _after(node: html.HtmlElement) -> str:
    if node.tag in {"br", "li"}:
        return ""
    return "\n\n" if node.tag in _APART else "\n" if node.tag in _BLOCKS else ""


def _is_quoted(node: html.HtmlElement) -> bool:
    if node.tag == "blockquote" and node.get("type") == "cite":
        return True
    classes = (node.get("class") or "").lower()
    return any(each in classes for each in _QUOTED)


def _ends_here(node: html.HtmlElement) -> bool:
    name = (node.get("id") or "").lower()
    return any(name.endswith(each) for each in _QUOTED_FROM)
