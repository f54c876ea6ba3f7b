"""The chapters of the story, in the order in which they are told. To add one, add it here: it tells itself.

What came out stands nowhere in them: the page measures it on the reader's own machine, and it may come out otherwise in
another place.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.asked import Asked

Pair = tuple[str, str]

MONTHS = 120
PAIRS = 6
"""Pairs of runs behind each answer: enough for the differences that are told of, and lived while one reads."""
SPEED = 25
"""Months a second on the maps."""


@dataclass(frozen=True)
class Chapter:
    """One question of two scenarios, `a` and `b`, by one outcome.

    `names` are what the two are called, `tells` what is read before the guess, `asks` the question, and `means` what is
    read with the answer whichever way it falls.
    """

    title: Pair
    tells: tuple[Pair, ...]
    a: Asked
    b: Asked
    names: tuple[Pair, Pair]
    asks: Pair
    outcome: str
    means: Pair


LOTS, NOBODY_MINDS, TODAY = Asked(behaviour="null"), Asked(behaviour="none"), Asked()
SHARED = TODAY.only(("cooperative_letting",))
SHARED_AND_CHANCE = TODAY.only(("cooperative_letting", "second_chance"))

CHAPTERS = (
    Chapter(
        ("Nobody minds the neighbours", "Ingen har noget imod naboerne"),
        (
            (
                "Imagine a town in which nobody cares who lives next door. On the left homes are drawn by lot: no "
                "rules, no waiting lists, no rents one cannot pay.",
                "Forestil dig en by, hvor ingen går op i, hvem der bor ved siden af. Til venstre trækkes der lod om "
                "boligerne: ingen regler, ingen ventelister, ingen huslejer, man ikke kan betale.",
            ),
            (
                "On the right people are just as indifferent to their neighbours, but there are prices, waiting lists "
                "and rules: the municipality assigns a part of the homes to people in urgent need, and an owner's "
                "home takes an owner's income.",
                "Til højre er folk lige så ligeglade med naboerne, men her er priser, ventelister og regler: kommunen "
                "anviser en del af boligerne til borgere i akut bolignød, og en ejerbolig kræver en ejers indkomst.",
            ),
        ),
        LOTS,
        NOBODY_MINDS,
        (
            ("homes by lot", "boliger ved lodtrækning"),
            ("rules and prices, nobody minds", "regler og priser, ingen vælger fra"),
        ),
        (
            "After ten years, how many of the estate's households are vulnerable on the right?",
            "Hvor mange af områdets husstande er udsatte til højre efter ti år?",
        ),
        "share_vulnerable",
        (
            "Nobody in these runs avoids anybody. What differs between the two is who may apply, who is sent, and "
            "what a home costs.",
            "Ingen i disse kørsler vælger nogen fra. Det, der adskiller de to, er, hvem der kan søge, hvem der bliver "
            "anvist, og hvad en bolig koster.",
        ),
    ),
    Chapter(
        ("Some choose elsewhere", "Nogle vælger andre steder"),
        (
            (
                "Now people are given what surveys and trials tell of them: those who can choose prefer areas with a "
                "good reputation and few who are badly off, and some say no to a home for that reason.",
                "Nu får folk det med, som undersøgelser og forsøg fortæller om dem: de, der kan vælge, foretrækker "
                "områder med et godt ry og få, der har det svært, og nogle siger nej til en bolig af den grund.",
            ),
            (
                "The rules are the same on both sides. Only the wish to live elsewhere is new.",
                "Reglerne er de samme på begge sider. Kun ønsket om at bo et andet sted er nyt.",
            ),
        ),
        NOBODY_MINDS,
        TODAY,
        (("nobody minds", "ingen vælger fra"), ("some choose elsewhere", "nogle vælger andre steder")),
        (
            "How many of the estate's households are vulnerable when people choose by reputation?",
            "Hvor mange af områdets husstande er udsatte, når folk vælger efter ry?",
        ),
        "share_vulnerable",
        (
            "Hold this difference against that of the first chapter: one is what people want, the other what rules and "
            "prices do to people who want nothing of the kind.",
            "Hold forskellen op mod den i første kapitel: den ene er, hvad folk ønsker, den anden, hvad regler og "
            "priser gør ved folk, der ikke ønsker noget af den slags.",
        ),
    ),
    Chapter(
        ("Another rule", "En anden regel"),
        (
            (
                "People stay as they are: nobody is asked to like anything else. One rule changes: for a time the "
                "estate is let off from taking households in urgent need; other housing departments and "
                "municipalities take them and are paid for it (the catalogue calls it cooperative letting).",
                "Folk er, som de er: ingen bliver bedt om at synes noget andet. Én regel ændres: området fritages i en "
                "periode for at modtage husstande i akut bolignød; andre afdelinger og kommuner tager imod dem og får "
                "betaling for det (kataloget kalder det samarbejdsdrevet tilflytterstyring).",
            ),
        ),
        TODAY,
        SHARED,
        (("today's rules", "dagens regler"), ("the task is shared", "opgaven deles")),
        (
            "How many of the estate's households are vulnerable under the other rule?",
            "Hvor mange af områdets husstande er udsatte med den anden regel?",
        ),
        "share_vulnerable",
        (
            "The same people, the same wishes. A share also changes when others move in: that alone makes nobody's "
            "life better. So the next question is where the others went.",
            "De samme mennesker, de samme ønsker. En andel ændrer sig også, når andre flytter ind: det gør ikke i sig "
            "selv nogens liv bedre. Derfor er det næste spørgsmål, hvor de andre blev af.",
        ),
    ),
    Chapter(
        ("Solved, or moved?", "Løst eller flyttet?"),
        (
            (
                "Now the most vulnerable families are also offered a new start elsewhere, if they want it themselves "
                "(second chance). Look away from the estate: take the department in the rest of the municipality that "
                "has the largest share of vulnerable households.",
                "Nu får de mest udsatte familier også tilbud om en ny begyndelse et andet sted, hvis de selv ønsker "
                "det (anden chance). Se væk fra området: tag den afdeling i resten af kommunen, der har den højeste "
                "andel af udsatte husstande.",
            ),
        ),
        TODAY,
        SHARED_AND_CHANCE,
        (("today's rules", "dagens regler"), ("shared, and a second chance", "delt, og en anden chance")),
        (
            "How many of the households there are vulnerable?",
            "Hvor mange af husstandene dér er udsatte?",
        ),
        "vulnerable_elsewhere_max",
        (
            "What one estate is spared, others take on. Whether that is a fair share or a new estate of the same kind "
            "is not for a model to say: it can tell how much, and where.",
            "Hvad ét område slipper for, tager andre på sig. Om det er en rimelig deling eller et nyt område af samme "
            "slags, kan en model ikke sige: den kan fortælle hvor meget og hvor.",
        ),
    ),
)
LAST = len(CHAPTERS) + 1
"""The number of the page after the last chapter; 0 is the one before the first."""
