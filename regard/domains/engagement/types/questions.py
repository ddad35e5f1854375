"""
What each kind of question needs, and what an answer to it holds.

`Question.options` holds what can be chosen, in order, and `Question.settings` the rest, by kind:

| kind    | options              | settings                                                  |
| ------- | -------------------- | --------------------------------------------------------- |
| words   | none                 | none                                                      |
| choice  | what can be chosen   | none                                                      |
| choices | what can be chosen   | least, most: how many to choose                           |
| rank    | what is put in order | most: how many places are given; all where missing        |
| scale   | the steps as words,  | or least, most: its ends as whole numbers; low, high:     |
|         | the least first      | what the ends mean, in words                              |
| number  | none                 | least, most, unit; is_whole: no parts of one              |
| date    | none                 | earliest, latest: as in 2026-11-21                        |
| matrix  | what can be chosen   | rows: for what, in order                                  |
| file    | none                 | kinds: a list of `FileKind`; most_mb: how large           |

`Answer.text` is always the answer in words, and can be read back into its value by
`rules.answers.read_answer`. `Answer.value` holds:

| kind          | value                                                                     |
| ------------- | ------------------------------------------------------------------------- |
| words, file   | None; a file is in `Answer.file`                                          |
| choice        | the option                                                                |
| choices       | a list of options, as the question has them                               |
| rank          | a list of options, the first place first; those without a place are left  |
| scale         | the step: on a scale in words its place from 1, else the number itself    |
| number        | the number                                                                |
| date          | the day, as in 2026-11-21                                                 |
| matrix        | the option of each row that was answered, by the row                      |

Answers kept before there were such kinds have None for a choice too: then the text is it.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

Value = str | int | float | Sequence[str] | Mapping[str, str] | None
"""What `Answer.value` holds; see above."""


class FileKind(StrEnum):
    """A kind of file that can be asked for."""

    PDF = "pdf"
    WORD = "docx"
    TEXT = "odt"
    EXCEL = "xlsx"
    SHEET = "ods"
    JPEG = "jpg"
    PNG = "png"

    @property
    def label(self) -> str:
        return FILE_KIND_LABELS[self]


FILE_KIND_LABELS = {
    FileKind.PDF: "PDF",
    FileKind.WORD: "Word (DOCX)",
    FileKind.TEXT: "OpenDocument text (ODT)",
    FileKind.EXCEL: "Excel (XLSX)",
    FileKind.SHEET: "OpenDocument spreadsheet (ODS)",
    FileKind.JPEG: "Photo (JPEG)",
    FileKind.PNG: "Picture (PNG)",
}
