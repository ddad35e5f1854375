"""
Documents to print and keep: PDF that a screen reader can read, and the same for Word.

`render_pdf(title=…, blocks=[Heading("Agenda"), Paragraph("…"), …])` returns the bytes of a PDF
that is tagged as PDF/UA-1 (ISO 14289-1) asks.
"""

from .blocks import Block as Block
from .blocks import Contents as Contents
from .blocks import Heading as Heading
from .blocks import KeyValues as KeyValues
from .blocks import Link as Link
from .blocks import List as List
from .blocks import PageBreak as PageBreak
from .blocks import Paragraph as Paragraph
from .blocks import Table as Table
from .blocks import Tone as Tone
from .rendering import render_pdf as render_pdf
from .word import render_docx as render_docx
