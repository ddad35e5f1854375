import pytest

from regard.foundation.reading import Kind, read_apart
from regard.foundation.reading.markdown_files import read_markdown

WORDS = """# Care in *Northmarch*

It begins with [our needs](https://example.org/needs) and <https://example.org>.

## 1 Staff

- pay
- travel
  - mileage

1. first

| Who | What |
|-----|------|
| Councils | `pay` |

<div>left out</div>

> Somebody said so.

    code stays
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(WORDS, encoding="utf-8")
    return path


class TestReadMarkdown:
    def test_reads_plain_paragraphs_with_the_level_of_each_heading(self, path):
        assert read_markdown(path).list_blocks() == [
            (1, "Care in Northmarch"),
            (
                0,
                "It begins with our needs (https://example.org/needs) and https://example.org.",
            ),
            (2, "1 Staff"),
            (0, "- pay"),
            (0, "- travel"),
            (0, "- mileage"),
            (0, "- first"),
            (0, "Who | What"),
            (0, "Councils | pay"),
            (0, "Somebody said so."),
            (0, "code stays"),
        ]

    def test_names_its_headings_as_places(self, path):
        assert [name for _, name in read_markdown(path).places] == [
            "Care in Northmarch",
            "1 Staff",
        ]

    def test_reads_the_same_apart(self, path):
        assert read_apart(path, Kind.MARKDOWN) == read_markdown(path)

    def test_reads_nothing_as_nothing(self, tmp_path):
        path = tmp_path / "a.md"
        path.write_text("\n")

        assert read_markdown(path).list_blocks() == []
