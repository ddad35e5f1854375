"""The exercises to begin from that come with Regard, in our own words."""

from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.templates import Template, TemplateQuestion
from regard.domains.register.types import ServiceType

IN_YOUR_WORDS = "In your own words. A sentence is enough."

MARKET_POSITION = Template(
    key="market-position",
    name="Market position statement",
    when="Before you tell providers what care you expect to need.",
    title="What care is missing here, and what would let you offer it?",
    purpose="We are writing what care this area will need, and what we will pay for. Providers "
    "plan by it. We want to know what you see before we write it.",
    open_to_change="What we say is needed, where, and what we do to make it worth offering.",
    scope="All adult social care in our area, whoever pays for it.",
    days=42,
    reply_days=84,
    questions=(
        TemplateQuestion(
            QuestionKind.WORDS,
            "What do people ask you for that you cannot offer today?",
            IN_YOUR_WORDS,
        ),
        TemplateQuestion(
            QuestionKind.CHOICE,
            "What do you expect of your service over the next two years?",
            options=("To grow", "To stay as it is", "To get smaller", "To close or sell"),
        ),
        TemplateQuestion(
            QuestionKind.WORDS,
            "What would have to change before you would put money into a new service here?",
            IN_YOUR_WORDS,
        ),
        TemplateQuestion(
            QuestionKind.CHOICES,
            "What holds you back most?",
            "Choose up to three.",
            options=(
                "Finding staff",
                "What we are paid",
                "How long contracts last",
                "Not knowing what will be needed",
                "Land, buildings or planning",
                "Borrowing money",
            ),
            settings=(("most", 3),),
        ),
    ),
)

STRATEGY_DRAFT = Template(
    key="strategy-draft",
    name="Strategy draft",
    when="When a draft is written, and can still be changed.",
    title="Have we got it right? Tell us what to change in our draft",
    purpose="We have written a draft of our care strategy. It is a draft: we will change it by "
    "what you tell us, and say what we changed and what we did not.",
    open_to_change="All of it but the law and the total we can spend.",
    scope="The draft strategy. It can be read with the information before you answer.",
    days=84,
    reply_days=84,
    questions=(
        TemplateQuestion(
            QuestionKind.WORDS, "What matters most to you that is not in the draft?", IN_YOUR_WORDS
        ),
        TemplateQuestion(
            QuestionKind.WORDS,
            "What would you take out or change?",
            "Name the page or the number beside the passage, if you can.",
        ),
        TemplateQuestion(
            QuestionKind.WORDS,
            "What would it mean for you and the people you care for?",
            IN_YOUR_WORDS,
        ),
    ),
)

HOME_CARE_FEES = Template(
    key="home-care-fees",
    name="Home care fees",
    when="Before fees for home care are set for the year.",
    title="What does an hour of home care cost you?",
    purpose="We are setting what we pay for home care next year. We want to know what it costs "
    "you, before we decide.",
    open_to_change="The fee for each hour, what is paid for besides, and when it is paid.",
    scope="Home care that a council pays for. It is not about what people pay for by themselves.",
    days=42,
    reply_days=56,
    questions=(
        TemplateQuestion(
            QuestionKind.NUMBER,
            "What does one hour of home care cost you, with everything in it?",
            "Wages, travel, training, office, and what you keep.",
            settings=(("least", 0), ("unit", "pounds")),
        ),
        TemplateQuestion(
            QuestionKind.WORDS, "Which of your costs has risen most this year?", IN_YOUR_WORDS
        ),
        TemplateQuestion(
            QuestionKind.CHOICE,
            "At what we pay now, what will you do next year?",
            options=(
                "Take on more people",
                "Go on as now",
                "Take on fewer people",
                "Hand back contracts",
            ),
        ),
        TemplateQuestion(
            QuestionKind.WORDS,
            "Besides the fee, what would help you most?",
            "For example how visits are planned, or how fast we pay.",
        ),
    ),
    services=(ServiceType.HOME_CARE,),
)

QUICK_QUESTION = Template(
    key="quick-question",
    name="Quick question",
    when="When you want to know one thing before a meeting.",
    title="What is the one thing that would help you most this month?",
    purpose="We meet next month to decide what to do first. We want to hear from you before.",
    open_to_change="What we do first.",
    scope="",
    days=14,
    reply_days=28,
    questions=(
        TemplateQuestion(
            QuestionKind.WORDS,
            "What is the one thing that would help you most this month?",
            IN_YOUR_WORDS,
        ),
    ),
)

TEMPLATES = (MARKET_POSITION, STRATEGY_DRAFT, HOME_CARE_FEES, QUICK_QUESTION)


def find_template(key: str) -> Template | None:
    return next((each for each in TEMPLATES if each.key == key), None)
