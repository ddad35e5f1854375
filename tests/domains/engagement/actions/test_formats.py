from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from regard.domains.engagement.actions.formats import (
    CannotOffer,
    OtherForm,
    add_format,
    remove_format,
)
from regard.domains.engagement.models import QuestionFormat
from regard.domains.engagement.queries.formats import get_format, list_formats
from regard.domains.engagement.types import FormatKind
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotFound
from tests.factories.engagement import ExerciseFactory, QuestionFactory
from tests.factories.engagement_questions import QuestionFormatFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def offer(exercise, **form):
    return add_format(exercise=exercise, form=OtherForm(**form), by="person:1", at=NOON)


class TestAddFormat:
    def test_keeps_its_file_and_words(self):
        question = QuestionFactory()

        made = offer(
            question.exercise,
            kind=FormatKind.RECORDING,
            question=question,
            language="ur",
            words=" Kya? ",
            upload=SimpleUploadedFile("said.mp3", b"ID3 sound"),
        )

        assert (made.words, made.question) == ("Kya?", question)
        assert made.file.path.read_bytes() == b"ID3 sound"
        assert Entry.objects.get().event == "format.added"

    @pytest.mark.parametrize(
        ("form", "field"),
        [
            ({"kind": FormatKind.EASY_READ}, "file"),
            (
                {
                    "kind": FormatKind.EASY_READ,
                    "upload": SimpleUploadedFile("easy.pdf", b"<html>"),
                },
                "file",
            ),
        ],
    )
    def test_refuses_what_is_missing_or_is_something_else(self, form, field):
        with pytest.raises(CannotOffer) as refused:
            offer(ExerciseFactory(), **form)

        assert list(refused.value.reasons) == [field]
        assert not QuestionFormat.objects.exists()

    def test_refuses_once_it_is_answered(self):
        with pytest.raises(CannotOffer, match="has been answered"):
            offer(ExerciseFactory(answered=True), kind=FormatKind.EASY_READ, words="Words")

    def test_leaves_none_without_words_or_file(self):
        with pytest.raises(IntegrityError):
            QuestionFormatFactory(exercise=ExerciseFactory(), words="")


class TestRemoveFormat:
    def test_offers_it_no_more(self):
        made = QuestionFormatFactory(exercise=ExerciseFactory())

        remove_format(found=made, by="person:1", at=NOON)

        assert list_formats(exercise=made.exercise) == []
        with pytest.raises(NotFound):
            get_format(exercise=made.exercise, format_id=made.pk)
        assert Entry.objects.get().event == "format.removed"
