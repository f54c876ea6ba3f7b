"""The questionnaire before and after: expectations, uncertainty, what cannot be told, trust; nothing of persons."""

from __future__ import annotations

from dataclasses import dataclass

from model.policies.policy import Text

BEFORE, AFTER = "before", "after"
UNKNOWN = Text("I do not know", "ved ikke")
AGREE = (
    Text("disagree", "uenig"),
    Text("rather disagree", "mest uenig"),
    Text("neither", "hverken-eller"),
    Text("rather agree", "mest enig"),
    Text("agree", "enig"),
)


@dataclass(frozen=True)
class Question:
    """One question: `choices` to tick, none for a line to write on; `right` is the choice the workshop teaches, None
    where it is a matter of opinion; `when` says on which of the two sheets it stands.
    """

    key: str
    about: str
    words: Text
    choices: tuple[Text, ...] = ()
    right: int | None = None
    when: tuple[str, ...] = (BEFORE, AFTER)


ABOUT = {
    "expectations": Text("What you expect", "Hvad du forventer"),
    "uncertainty": Text("How sure one can be", "Hvor sikker man kan være"),
    "told": Text("“Cannot be told from chance”", "“Kan ikke skelnes fra tilfældigheder”"),
    "trust": Text("What you would use a model for", "Hvad du ville bruge en model til"),
    "own": Text("In your own words", "Med dine egne ord"),
}
"""What the questions are about, in the order of the sheet."""

QUESTIONS = (
    Question(
        "five_years", "expectations",
        Text(
            "One proposal, carried out in full, changes clearly within five years who lives in an estate.",
            "Ét forslag, gennemført fuldt ud, ændrer i løbet af fem år tydeligt, hvem der bor i et boligområde.",
        ),
        AGREE,
    ),
    Question(
        "share_falls", "expectations",
        Text(
            "If the share of vulnerable households in an estate falls, the people who lived there are better off.",
            "Når andelen af udsatte husstande i et boligområde falder, har dem, der boede der, fået det bedre.",
        ),
        AGREE,
    ),
    Question(
        "same_rules", "uncertainty",
        Text(
            "The same model is run twice with the same rules but with other chances. What comes out?",
            "Den samme model køres to gange med de samme regler, men med andre tilfældigheder. Hvad kommer der ud?",
        ),
        (
            Text("exactly the same", "præcis det samme"),
            Text("something more or less different each time", "noget mere eller mindre forskelligt hver gang"),
            UNKNOWN,
        ),
        1,
    ),
    Question(
        "more_pairs", "uncertainty",
        Text(
            "What is gained by running the model many times with and without a proposal?",
            "Hvad får man ud af at køre modellen mange gange med og uden et forslag?",
        ),
        (
            Text("the assumptions of the model become more correct", "modellens antagelser bliver mere rigtige"),
            Text("smaller changes can be told from chance", "mindre ændringer kan skelnes fra tilfældigheder"),
            Text("the proposal works better", "forslaget virker bedre"),
            UNKNOWN,
        ),
        1,
    ),
    Question(
        "not_told", "told",
        Text(
            "The model says of a proposal: “cannot be told from chance”. What does it mean?",
            "Modellen siger om et forslag: “kan ikke skelnes fra tilfældigheder”. Hvad betyder det?",
        ),
        (
            Text("The proposal does not work.", "Forslaget virker ikke."),
            Text(
                "The difference is no larger than chance alone could make in so many runs.",
                "Forskellen er ikke større, end tilfældigheder alene kan lave i så mange kørsler.",
            ),
            Text("The model has broken down.", "Modellen er gået i stykker."),
            UNKNOWN,
        ),
        1,
    ),
    Question(
        "interval", "told",
        Text(
            "The change of an outcome lies between −1.2 and +0.4 percentage points. What can be said?",
            "Et resultats ændring ligger mellem −1,2 og +0,4 procentpoint. Hvad kan man sige?",
        ),
        (
            Text("It falls.", "Det falder."),
            Text("It rises.", "Det stiger."),
            Text("It may fall, rise or stay as it is.", "Det kan både falde, stige og være uændret."),
            UNKNOWN,
        ),
        2,
    ),
    Question(
        "use_for", "trust",
        Text(
            "What would you use such a model for? Tick all that fit.",
            "Hvad ville du bruge sådan en model til? Sæt gerne flere krydser.",
        ),
        (
            Text("to know what will happen", "til at vide, hvad der vil ske"),
            Text("to compare proposals and talk about them", "til at sammenligne forslag og tale om dem"),
            Text("to see what a claim rests on", "til at se, hvad en påstand hviler på"),
            Text("to decide about single families", "til at afgøre noget om enkelte familier"),
            Text("nothing", "ingenting"),
        ),
    ),
    Question(
        "trust", "trust",
        Text(
            "I would trust a number from a model without knowing what it rests on.",
            "Jeg ville stole på et tal fra en model uden at vide, hvad det hviler på.",
        ),
        AGREE,
    ),
    Question(
        "spoken_of", "trust",
        Text(
            "The people who live in such estates were spoken of decently today.",
            "Der blev i dag talt ordentligt om de mennesker, der bor i sådanne områder.",
        ),
        AGREE,
        when=(AFTER,),
    ),
    Question(
        "hope", "own",
        Text("What do you hope to take home today?", "Hvad håber du at tage med hjem i dag?"),
        when=(BEFORE,),
    ),
    Question(
        "surprise", "own",
        Text("What surprised you most?", "Hvad overraskede dig mest?"),
        when=(AFTER,),
    ),
    Question(
        "missing", "own",
        Text("What was missing in the model?", "Hvad manglede modellen?"),
        when=(AFTER,),
    ),
)  # fmt: skip


def on(when: str) -> tuple[Question, ...]:
    """The questions of one of the two sheets, in its order."""
    return tuple(one for about in ABOUT for one in QUESTIONS if one.about == about and when in one.when)
