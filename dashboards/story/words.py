"""What the story says around its chapters."""

from __future__ import annotations

from dashboards import text

Pair = tuple[str, str]

SAY: dict[str, Pair] = {
    "title": ("Whose choice is it? A story in four chapters", "Hvem vælger? En fortælling i fire kapitler"),
    "intro": (
        "Why do people who are badly off end up living side by side? Because others avoid them, many would say. This "
        "story puts that to the test: you guess, the model lives ten years, and you see what came of it.",
        "Hvorfor ender mennesker, der har det svært, med at bo dør om dør? Fordi andre vælger dem fra, vil mange sige. "
        "Fortællingen prøver det af: du gætter, modellen lever ti år, og du ser, hvad der kom ud af det.",
    ),
    "how": (
        "In each chapter two towns live side by side with the same people and the same luck; one thing is different. "
        "The maps show one pair of towns. The answer is measured on {} pairs, so that luck can be told from the rest.",
        "I hvert kapitel lever to byer side om side med de samme mennesker og det samme held; én ting er forskellig. "
        "Kortene viser ét par byer. Svaret måles på {} par, så held kan skelnes fra resten.",
    ),
    "vulnerable": (
        "A household is called vulnerable when at least three of five things hold: out of work, little schooling, low "
        "income, little Danish, an open social case. The people are made up; the rules are real.",
        "En husstand kaldes udsat, når mindst tre af fem ting gælder: uden arbejde, kort skolegang, lav indkomst, lidt "
        "dansk, en åben social sag. Menneskene er opdigtede; reglerne er virkelige.",
    ),
    "replaces": (
        "The story takes over what this page asks; your own scenario is kept by the browser's back button.",
        "Fortællingen overtager, hvad siden spørger om; dit eget scenarie nås med browserens tilbageknap.",
    ),
    "begin": ("Begin", "Begynd"),
    "back": ("Back", "Tilbage"),
    "next": ("Next chapter", "Næste kapitel"),
    "to_end": ("To the end", "Til slutningen"),
    "again": ("From the beginning", "Forfra"),
    "of": ("Chapter {} of {}", "Kapitel {} af {}"),
    "guess": ("Your guess", "Dit gæt"),
    "1": ("More", "Flere"),
    "0": ("About the same", "Omtrent det samme"),
    "-1": ("Fewer", "Færre"),
    "live": ("Live ten years", "Lev ti år"),
    "guess_first": ("Guess first.", "Gæt først."),
    "left": ("Left: {}", "Til venstre: {}"),
    "right": ("Right: {}", "Til højre: {}"),
    "difference": ("Right minus left", "Højre minus venstre"),
    "up": ("More on the right.", "Flere til højre."),
    "down": ("Fewer on the right.", "Færre til højre."),
    "untold": (
        "{} pairs cannot tell the difference from luck.",
        "{} par kan ikke skelne forskellen fra held.",
    ),
    "you_right": ("You guessed so.", "Det gættede du."),
    "you_wrong": ("You guessed: {}.", "Du gættede: {}."),
    "measured": ("Mean of {} pairs of runs", "Gennemsnit af {} par af kørsler"),
    "error": (
        "± is the luck of the draw alone; in brackets the 95 % interval. Whether the assumptions hold is another "
        "matter.",
        "± er kun tilfældighed; i parentes 95 %-intervallet. Om forudsætningerne holder, er en anden sag.",
    ),
    "end": ("What the story leaves out", "Hvad fortællingen udelader"),
    "summed": ("What you guessed and what came out", "Hvad du gættede, og hvad der kom ud"),
    "chapter": ("Chapter", "Kapitel"),
    "where": ("Estate", "Område"),
    "not_lived": ("not lived yet", "ikke levet endnu"),
    "compare_them": (
        "Compare the first chapters: how much is the rule, how much the wish? A rule can be changed by a council; a "
        "wish cannot. That a rule drives an outcome in a model does not prove that it does so in the world: it shows "
        "that it could, under assumptions you can look up and change.",
        "Hold de første kapitler op mod hinanden: hvor meget er regel, og hvor meget er ønske? En regel kan ændres af "
        "et byråd; det kan et ønske ikke. At en regel driver udfaldet i en model, beviser ikke, at den gør det i "
        "virkeligheden: det viser, at den kan, under forudsætninger, som du kan slå op og ændre.",
    ),
    "further": (
        "Go on in Policies, Compare or Assumptions; what the program may do to people stands under Ethics at the foot "
        "of the page.",
        "Gå videre i Forslag, Sammenlign eller Antagelser; hvad programmet kan gøre ved mennesker, står under Etik "
        "nederst på siden.",
    ),
}


def say(language: str, key: str, *values: object) -> str:
    """The words of a key, with values put in."""
    return text.of(language, SAY[key]).format(*values)
