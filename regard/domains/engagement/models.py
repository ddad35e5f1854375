"""
What was asked, who was asked, what was said, and the themes in it.

Every table carries its system, first in its indexes, so that a check or an export needs no join.
"""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.foundation.base.models import Record

from .types import Channel, QuestionKind, Speaker, Stage, ThemeState, Visibility


class Exercise(Record):
    """A question put to a defined audience, with a start, an end and a promise to reply."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField()
    title = models.TextField(help_text="The question, as a person would ask it")
    purpose = models.TextField(help_text="Why we ask and what will come of it, in plain English")
    open_to_change = models.TextField(help_text="What the answers can still change")
    stage = models.TextField(choices=[(s, s.label) for s in Stage], default=Stage.DRAFT)
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="The last day on which answers are taken")
    reply_by = models.DateField(help_text="Everyone is told what became of it by this day")
    criteria = models.JSONField(default=dict, help_text="Whom it is for; see register Criteria")
    register_as_at = models.DateField(null=True, help_text="When the audience was fixed")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_early_because = models.TextField(default="", help_text="Empty if on its last day")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "slug"], name="engagement_exercise_slug_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="engagement_exercise_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=models.Q(reply_by__gte=models.F("closes_on")),
                name="engagement_exercise_replies_after_it_closes",
            ),
            models.CheckConstraint(
                condition=models.Q(stage="draft") | models.Q(register_as_at__isnull=False),
                name="engagement_exercise_open_has_an_audience",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"exercise:{self.pk}", f"system:{self.system_id}"})


class Question(Record):
    """One thing asked in an exercise."""

    personal_data: ClassVar[dict[str, str]] = {}

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="questions")
    position = models.IntegerField()
    kind = models.TextField(choices=[(k, k.title()) for k in QuestionKind])
    text = models.TextField()
    hint = models.TextField(default="")
    options = models.JSONField(default=list, help_text="What can be chosen, for a choice")
    is_required = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "position"], name="engagement_question_has_its_own_position"
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.text


class AudienceMember(Record):
    """
    A service that an exercise is for, and what it was on the day the exercise opened.

    The denominator of every rate: fixed at opening, so that a rate means the same throughout.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="audience")
    service = models.ForeignKey("register.Service", on_delete=models.PROTECT, related_name="+")
    location = models.ForeignKey("register.Location", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    service_type = models.TextField()
    place_name = models.TextField(default="")
    size_band = models.TextField()
    sector = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "service"], name="engagement_service_is_in_an_audience_once"
            ),
        ]
        indexes = [
            models.Index(fields=["exercise", "location"], name="engagement_audience_location"),
        ]

    @override
    def __str__(self) -> str:
        return f"service {self.service_id} in exercise {self.exercise_id}"


class Invitation(Record):
    """A location asked to answer an exercise, by a signed link of its own."""

    personal_data: ClassVar[dict[str, str]] = {
        "to": "where it was sent, as proof that they were asked; two years",
    }

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="invitations")
    location = models.ForeignKey("register.Location", on_delete=models.PROTECT, related_name="+")
    channel = models.TextField(choices=[(c, c.label) for c in (Channel.EMAIL, Channel.LETTER)])
    to = models.TextField(default="", help_text="Email address; empty for a letter")
    message = models.ForeignKey(
        "mail.Message", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    printed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    misdirected_at = models.DateTimeField(
        null=True, help_text="When whoever got it said that it was not for them"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "location"], name="engagement_location_is_invited_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"location {self.location_id} to exercise {self.exercise_id}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"exercise:{self.exercise_id}", f"system:{self.system_id}"})


class Contribution(Record):
    """
    What someone said in an exercise, as it came.

    A draft (`kept_at` is None) is somebody's unfinished answer: nobody else reads it, and it
    counts nowhere. Once kept, its answers never change.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "name": "to know who speaks and reply; two years after the reply",
        "email": "to reply; two years after the reply",
        "telephone": "to reply to those who telephoned; two years after the reply",
        "address": "to reply by letter; two years after the reply",
    }

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="contributions")
    invitation = models.ForeignKey(
        Invitation, on_delete=models.PROTECT, null=True, related_name="contributions"
    )
    location = models.ForeignKey(
        "register.Location", on_delete=models.PROTECT, null=True, related_name="+"
    )
    speaker = models.TextField(choices=[(s, s.label) for s in Speaker])
    channel = models.TextField(choices=[(c, c.label) for c in Channel])
    visibility = models.TextField(
        choices=[(v, v.label) for v in Visibility], default=Visibility.TEAM
    )
    receipt = models.TextField(unique=True, help_text="e.g. NM-7F3K-29")
    name = models.TextField(default="")
    email = models.TextField(default="")
    telephone = models.TextField(default="")
    address = models.TextField(default="", help_text="For a reply by letter; lines")
    said_on = models.DateField()
    kept_at = models.DateTimeField(null=True)
    entered_by = models.TextField(default="", help_text="Who typed it in, if not they themselves")
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, null=True, related_name="+")
    file_line = models.IntegerField(null=True, help_text="Line of the file that it came from")

    class Meta:
        indexes = [
            models.Index(
                fields=["system", "exercise", "kept_at"], name="engagement_contribution_kept"
            ),
            models.Index(fields=["exercise", "location"], name="engagement_contribution_loc"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "file_line", "exercise"],
                condition=models.Q(file__isnull=False),
                name="engagement_line_of_a_file_once",
            ),
            models.CheckConstraint(
                condition=models.Q(location__isnull=True) | models.Q(speaker="provider"),
                name="engagement_only_a_provider_speaks_for_a_location",
            ),
            models.UniqueConstraint(
                fields=["invitation"],
                condition=models.Q(kept_at__isnull=True),
                name="engagement_one_draft_an_invitation",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.receipt

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"exercise:{self.exercise_id}", f"system:{self.system_id}"})


class Answer(Record):
    """What a contribution says to one question, in its own words or as chosen."""

    personal_data: ClassVar[dict[str, str]] = {
        "text": "may name people although we ask not to; two years after the reply",
    }

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="answers"
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "question"], name="engagement_question_is_answered_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.text[:60]


class AnswersFile(Record):
    """A spreadsheet of answers gathered elsewhere, how it was read, and what came of it."""

    personal_data: ClassVar[dict[str, str]] = {"by": "who loaded it, by number; six years"}

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="answers_files")
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")
    columns = models.JSONField(default=dict, help_text="What each column holds; see rules.columns")
    by = models.TextField()
    rows_read = models.IntegerField(default=0)
    taken = models.IntegerField(default=0)
    already_kept = models.IntegerField(default=0, help_text="Rows that were kept before")
    problem = models.TextField(default="", help_text="Why nothing was taken, in words")
    finished_at = models.DateTimeField(null=True)

    @override
    def __str__(self) -> str:
        return f"file {self.file_id} for exercise {self.exercise_id}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"exercise:{self.exercise_id}", f"system:{self.system_id}"})


class RefusedAnswer(Record):
    """A row of a spreadsheet of answers that was not taken, and why."""

    personal_data: ClassVar[dict[str, str]] = {
        "value": "what stood in the file, to mend it; six years, with the file",
    }

    answers_file = models.ForeignKey(
        AnswersFile, on_delete=models.CASCADE, related_name="refused_answers"
    )
    line = models.IntegerField(help_text="Line in the file, the header being 1")
    column = models.TextField()
    value = models.TextField(help_text="What stood there, its first 200 characters")
    reason = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["answers_file", "line"], name="engagement_refused_answer_line")
        ]

    @override
    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.reason}"


class Theme(Record):
    """Points that say the same thing, under a name that people have agreed."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="themes")
    title = models.TextField()
    summary = models.TextField(default="")
    terms = models.JSONField(default=list, help_text="Words that set it apart, by machine")
    state = models.TextField(
        choices=[(s, s.title()) for s in ThemeState], default=ThemeState.PROPOSED
    )
    named_by = models.TextField(default="machine")
    signed_off_by = models.TextField(default="")
    signed_off_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["system", "exercise"], name="engagement_theme_exercise")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="merged", merged_into__isnull=False)
                | (~models.Q(state="merged") & models.Q(merged_into__isnull=True)),
                name="engagement_merged_theme_names_the_other",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="signed_off") | models.Q(signed_off_at__isnull=False),
                name="engagement_signed_off_theme_has_a_time",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.title

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"exercise:{self.exercise_id}", f"system:{self.system_id}"})


class Point(Record):
    """One idea in an answer: its words from `start` to `end`, and the theme it is in."""

    personal_data: ClassVar[dict[str, str]] = {
        "text": "part of an answer; as long as the answer",
    }

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="points")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="points")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="points")
    start = models.IntegerField(help_text="First character in the answer, from 0")
    end = models.IntegerField(help_text="One past the last character")
    text = models.TextField()
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, related_name="points")
    placed_by = models.TextField(default="", help_text="machine, or who put it in its theme")
    similarity = models.FloatField(null=True, help_text="0 to 1, where a machine placed it")
    is_unsure = models.BooleanField(default=False)
    argument = models.IntegerField(
        null=True, help_text="Same number: same argument in nearly the same words"
    )

    class Meta:
        indexes = [
            models.Index(fields=["system", "exercise", "theme"], name="engagement_point_theme"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "start"], name="engagement_point_begins_once"
            ),
            models.CheckConstraint(
                condition=models.Q(start__gte=0, end__gt=models.F("start")),
                name="engagement_point_has_length",
            ),
            models.CheckConstraint(
                condition=models.Q(similarity__isnull=True)
                | models.Q(similarity__gte=0, similarity__lte=1),
                name="engagement_similarity_is_a_share",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.text[:60]
