"""Exports in the shapes of survey tools, made up; the questions they answer, one of each kind."""

import csv
import io

from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.gathered.layout import find_layout, read_grid
from regard.domains.engagement.rules.gathered.parts import Inquiry
from regard.domains.engagement.rules.gathered.proposing import propose
from regard.domains.engagement.types import QuestionKind

TRAVEL = "Parking, buses and travel"

QUESTIONS = [
    Inquiry(Asked(1, 1, QuestionKind.WORDS), "What would help you most to keep staff?"),
    Inquiry(Asked(2, 2, QuestionKind.CHOICE, ("Better", "The same", "Worse")), "How is it going?"),
    Inquiry(
        Asked(3, 3, QuestionKind.CHOICES, ("Pay", "Rotas", TRAVEL)), "What matters to your staff?"
    ),
    Inquiry(
        Asked(4, 4, QuestionKind.RANK, ("Pay", "Rotas", "Training")),
        "Put these in order of importance",
    ),
    Inquiry(
        Asked(5, 5, QuestionKind.SCALE, settings={"least": 1, "most": 5}),
        "How well do we work with you?",
    ),
    Inquiry(Asked(6, 6, QuestionKind.NUMBER), "How many staff do you employ?"),
    Inquiry(Asked(7, 7, QuestionKind.DATE), "When did you last recruit?"),
    Inquiry(
        Asked(
            8,
            8,
            QuestionKind.MATRIX,
            ("Agree", "Disagree"),
            settings={"rows": ["Fees are fair", "Visits are long enough"]},
        ),
        "Do you agree with these?",
    ),
    Inquiry(Asked(9, 9, QuestionKind.FILE), "Send us your plan"),
]

MS_FORMS = f"""\
ID,Start time,Completion time,Email,Name,What would help you most to keep staff?,How is it going?,\
What matters to your staff?,Put these in order of importance,How well do we work with you?,\
How many staff do you employ?,When did you last recruit?,Fees are fair,Visits are long enough,\
Send us your plan
1,11/20/26 9:00:00,11/20/26 9:05:00,anonymous,,Pay more,Better,"Pay;{TRAVEL};",\
Rotas;Pay;Training;,4,12,11/2/2026,Agree,Disagree,plan.docx
2,11/14/26 9:00:00,11/14/26 9:05:00,bo@example.org,Bo,Rotas,worse,Rotas;,Pay;Rotas;Training;,5,\
"1,250",11/13/2026,Agree,,
"""

CITIZEN_SPACE = f"""\
Response ID,Date Submitted,1: What is your name? - Name,2: What is your email address? - Email,\
3: What would help you most to keep staff? - help,4: How is it going? - Radio,\
5: What matters to your staff? - Pay,5: What matters to your staff? - Rotas,\
"5: What matters to your staff? - {TRAVEL}",5: What matters to your staff? - Other,\
6: Do you agree with these? - Fees are fair,6: Do you agree with these? - Visits are long enough
ANON-1,20/11/2026 10:00,Ann,ann@example.org,Pay,Better,Pay,,"{TRAVEL}",,Agree,Disagree
ANON-2,20/11/2026 11:00,,,Rotas,Worse,,Rotas,,,,
"""

SMARTSURVEY = f"""\
UserID,UserNo,Name,Email,IP Address,Unique ID,Started,Ended,\
1. What would help you most to keep staff?,2. How is it going?,3. What matters to your staff?,,,\
4. Put these in order of importance,,
,,,,,,,,,,Pay,Rotas,"{TRAVEL}",Pay,Rotas,Training
1001,1,,,192.0.2.1,x,20/11/2026 09:00,20/11/2026 09:10,Pay me,2,1,,1,2,1,3
1002,2,,,192.0.2.1,y,20/11/2026 09:00,20/11/2026 09:10,Rota,1,0,1,0,1,2,3
"""

LIMESURVEY = f"""\
id,submitdate,lastpage,startlanguage,seed,"G01Q01. What would help you most to keep staff?",\
"G01Q02. How is it going?","G01Q03[SQ001]. What matters to your staff? [Pay]",\
"G01Q03[SQ002]. What matters to your staff? [Rotas]",\
"G01Q03[SQ003]. What matters to your staff? [{TRAVEL}]",\
"G01Q04[1]. Put these in order of importance [Rank 1]",\
"G01Q04[2]. Put these in order of importance [Rank 2]",\
"G01Q08[SQ001]. Do you agree with these? [Fees are fair]"
1,2026-11-20 10:00:00,3,en,17,Pay,A1,Yes,No,N/A,Rotas,Pay,A1
2,,1,en,17,Half an answer,A3,,,,,,
"""

CONSULT = """\
Ident 1,Ident 2,Ident 3,Ident 4
What is your name?,What is your email address?,Are you responding as an individual or on behalf \
of an organisation?,What would help you most to keep staff?
Ann,,Organisation,Pay for the time between visits
Bo,,Individual,A rota that is known a month before
"""

LONG = """\
Response ID,Date Submitted,Question,Answer
1,20/11/2026,What would help you most to keep staff?,Pay
1,20/11/2026,What matters to your staff?,Pay
1,20/11/2026,What matters to your staff?,Rotas
2,20/11/2026,What would help you most to keep staff?,Rotas
2,20/11/2026,How is it going?,Worse
"""

GOOGLE_FORMS = f"""\
Timestamp,What would help you most to keep staff?,What matters to your staff?,\
Do you agree with these? [Fees are fair],Do you agree with these? [Visits are long enough]
20/11/2026 09:00:00,Pay,"Pay, Rotas, {TRAVEL}",Agree,Disagree
20/11/2026 09:30:00,Rotas,Rotas,Agree,Agree
"""

QUALTRICS = """\
StartDate,EndDate,Status,Finished,ResponseId,Q1,Q2,Q3_1
Start Date,End Date,Response Type,Finished,Response ID,What would help you most to keep staff?,\
How is it going?,What matters to your staff? - Pay
"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}","{""ImportId"":""status""}",\
"{""ImportId"":""finished""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}",\
"{""ImportId"":""QID2""}","{""ImportId"":""QID3""}"
2026-11-20 09:00:00,2026-11-20 09:00:00,IP Address,True,R_1,Pay,Better,Pay
2026-11-20 09:00:00,2026-11-20 09:00:00,IP Address,False,R_2,Half,Better,
"""

SURVEYMONKEY = f"""\
Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,\
What would help you most to keep staff?,What matters to your staff?,,,How is it going?
,,,,,,,,Open-Ended Response,Pay,Rotas,"{TRAVEL}",Response
118,1,11/20/2026 09:00:00 AM,11/20/2026 09:10:00 AM,192.0.2.1,,Ann,Lee,Pay me,Pay,,,Better
"""


def lines_of(text):
    rows = csv.reader(io.StringIO(text))
    return [(number, tuple(cells)) for number, cells in enumerate(rows, start=1) if any(cells)]


def laid_out(text):
    return find_layout(lines_of(text))


def grid_of(text):
    return read_grid(lines_of(text), laid_out(text))


def held_in(text, questions=QUESTIONS):
    """Return what each column of an export is found to hold, by its name."""
    grid = grid_of(text)
    return dict(zip(grid.header, propose(grid, questions).held, strict=True))
