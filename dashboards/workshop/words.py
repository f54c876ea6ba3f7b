"""The words of the workshop in English and Danish."""

from __future__ import annotations

from types import MappingProxyType

Pair = tuple[str, str]

WHY = MappingProxyType(
    {
        "no_room": (
            "There is no room “{}”. Check the code with the facilitator; a room ends after six hours of silence.",
            "Der er intet rum “{}”. Tjek koden med facilitatoren; et rum lukker efter seks timers stilhed.",
        ),
        "no_code": ("A code has five letters.", "En kode har fem bogstaver."),
        "no_name": ("Write a name for the team.", "Skriv et navn til holdet."),
        "taken": (
            "There is a team “{}” already. Choose another name.",
            "Der er allerede et hold “{}”. Vælg et andet navn.",
        ),
        "full": ("The room is full: {} teams.", "Rummet er fyldt: {} hold."),
        "many_rooms": (
            "There are {} rooms on this server already; close one first.",
            "Der er allerede {} rum på serveren; luk et først.",
        ),
        "closed": ("The room is closed.", "Rummet er lukket."),
        "not_yours": (
            "This page's link no longer belongs to the room. Join again.",
            "Sidens link hører ikke længere til rummet. Gå ind igen.",
        ),
        "late": (
            "Too late: the answers are closed, nobody may answer after having seen.",
            "For sent: svarene er lukket; ingen kan svare efter at have set resultatet.",
        ),
        "unanswered": ("Answer every question first.", "Besvar alle spørgsmål først."),
        "no_size": ("Say how much it goes up or down.", "Angiv, hvor meget det stiger eller falder."),
        "no_price": ("Some prices are still being measured.", "Nogle priser er stadig ved at blive målt."),
        "too_dear": ("The set costs more than there is.", "Valget koster mere, end der er."),
        "not_run": ("The runs are not finished yet.", "Kørslerne er ikke færdige endnu."),
        "no_sets": ("No team has handed in a set yet.", "Intet hold har afleveret endnu."),
        "nothing_asked": ("Choose what the room is to predict.", "Vælg, hvad rummet skal forudsige."),
        "months": ("A workshop needs 24 to 240 months.", "En workshop kræver 24 til 240 måneder."),
        "how_many": ("Choose 1 to {} outcomes to predict.", "Vælg 1 til {} resultater at forudsige."),
        "setting": ("That cannot be asked here.", "Det kan der ikke spørges om her."),
    }
)
"""Why something was refused."""

STEP_TITLES = MappingProxyType(
    {
        "gather": ("Gather", "Saml holdene"),
        "predict": ("Predict", "Forudsig"),
        "run": ("Run", "Kør"),
        "compare": ("Compare", "Sammenlign"),
        "budget": ("Budget game", "Budgetspil"),
        "reveal": ("Results", "Resultater"),
        "debrief": ("Debrief", "Opsamling"),
    }
)

RULES = MappingProxyType(
    {
        "ordinary": ("ordinary waiting list", "almindelig venteliste"),
        "internal": ("internal list", "intern oprykning"),
        "assignment": ("municipal assignment", "kommunal anvisning"),
        "flexible": ("flexible letting", "fleksibel udlejning"),
        "second_chance": ("second chance", "second chance"),
    }
)
"""The ways in which homes are let."""

WORDS = MappingProxyType(
    {
        "join_title": ("Join a room", "Gå ind i et rum"),
        "join_note": (
            "The facilitator shows a code of five letters. Choose a name for your team: no names of persons, nothing "
            "else is asked, and all is forgotten when the room closes.",
            "Facilitatoren viser en kode på fem bogstaver. Vælg et navn til holdet: ingen personnavne; der spørges "
            "ikke om andet, og alt glemmes, når rummet lukker.",
        ),
        "code": ("The room's code", "Rummets kode"),
        "team_name": ("Team name", "Holdnavn"),
        "join": ("Join", "Gå ind"),
        "open_title": ("Open a room", "Åbn et rum"),
        "open_note": (
            "For the facilitator. The room predicts what one scenario changes, runs it, compares, and then spends a "
            "budget. Each takes about an hour with talk; the model works for a few minutes.",
            "For facilitatoren. Rummet forudsiger, hvad et scenarie ændrer, kører det, sammenligner og bruger derefter "
            "et budget. Hver del tager omkring en time med samtale; modellen regner nogle minutter.",
        ),
        "question": ("What the room predicts", "Hvad rummet forudsiger"),
        "this_page": ("as on this page: {}", "som på denne side: {}"),
        "horizon": ("How far", "Hvor langt frem"),
        "until": ("{} years, through {}", "{} år, til og med {}"),
        "pairs": ("Pairs of runs", "Par af kørsler"),
        "pairs_few": ("{} pairs", "{} par"),
        "pairs_note": (
            "More pairs take longer and tell smaller changes from chance. Each pair is the same chance with and "
            "without the proposals.",
            "Flere par tager længere tid og kan skelne mindre ændringer fra tilfældigheder. Hvert par er samme "
            "tilfældigheder med og uden forslagene.",
        ),
        "asked": ("Outcomes to predict", "Resultater at forudsige"),
        "part": ("Budget in the game", "Budget i spillet"),
        "part_of": ("{} % of all sixteen", "{} % af alle seksten"),
        "open": ("Open the room", "Åbn rummet"),
        "room": ("Room", "Rum"),
        "reach_at": ("Open {} in a browser, then enter the code.", "Åbn {} i en browser, og skriv koden."),
        "only_here": (
            "Only this machine can open the page now. Start the server with “boligliv dashboard --host 0.0.0.0” so "
            "that others on the room's network can.",
            "Kun denne maskine kan åbne siden nu. Start serveren med “boligliv dashboard --host 0.0.0.0”, så andre på "
            "rummets netværk også kan.",
        ),
        "keep_link": (
            "Keep this page's address: it is the key to the room if the page is closed. Do not share it.",
            "Gem sidens adresse: den er nøglen til rummet, hvis siden lukkes. Del den ikke.",
        ),
        "team_link": (
            "If this page closes, its address brings you back to the team.",
            "Hvis siden lukkes, fører dens adresse tilbage til holdet.",
        ),
        "you_are": ("Team {}", "Hold {}"),
        "teams": ("Teams", "Hold"),
        "no_teams": ("No team yet.", "Ingen hold endnu."),
        "answered": ("has answered", "har svaret"),
        "thinks": ("is thinking", "tænker"),
        "remove": ("Take out {}", "Fjern {}"),
        "next": ("Next: {}", "Næste: {}"),
        "back_to": ("Back: {}", "Tilbage: {}"),
        "close_room": ("Close the room", "Luk rummet"),
        "sure": ("Sure? All is forgotten.", "Sikker? Alt glemmes."),
        "leave": ("Leave", "Forlad"),
        "is_closed": (
            "The room is closed: by its facilitator, after six hours of silence, or with the server.",
            "Rummet er lukket: af facilitatoren, efter seks timers stilhed eller med serveren.",
        ),
        "gathered": (
            "When all teams are in, the facilitator goes on. Talk about what you expect meanwhile.",
            "Når alle hold er inde, går facilitatoren videre. Tal imens om, hvad I forventer.",
        ),
        "scenario_is": ("The question", "Spørgsmålet"),
        "against": (
            "{}; {}, until the end of {}, against the same without any proposal.",
            "{}; {}, til udgangen af {}, over for det samme uden forslag.",
        ),
        "predict_note": (
            "What will the scenario change in the last year? Say which way and by how much. “No change” is right when "
            "the runs cannot tell a change from chance.",
            "Hvad ændrer scenariet i det sidste år? Sig hvilken vej og hvor meget. “Ingen ændring” er rigtigt, når "
            "kørslerne ikke kan skelne en ændring fra tilfældigheder.",
        ),
        "without": ("Without it: {}", "Uden: {}"),
        "without_soon": ("Without it: is being run …", "Uden: køres nu …"),
        "up": ("up", "op"),
        "same": ("no change", "ingen ændring"),
        "down": ("down", "ned"),
        "by": ("by", "med"),
        "hand_in": ("Hand in", "Aflever"),
        "hand_in_again": ("Hand in again", "Aflever igen"),
        "handed_in": ("Handed in. You may change it until the facilitator goes on.", "Afleveret. I kan ændre, "
            "indtil facilitatoren går videre."),
        "is_late": ("Answers are closed.", "Svarene er lukket."),
        "run_note": (
            "The room's scenario and its base are run on the same chance, {} times.",
            "Rummets scenarie og det samme uden forslag køres med samme tilfældigheder, {} gange.",
        ),
        "runs_done": ("{} of {} runs done", "{} af {} kørsler færdige"),
        "all_done": ("All runs are done.", "Alle kørsler er færdige."),
        "run_failed": ("A run failed: {}", "En kørsel fejlede: {}"),
        "try_again": ("Try again", "Prøv igen"),
        "outcome": ("Outcome", "Resultat"),
        "change_is": ("Change: {} ({} to {})", "Ændring: {} ({} til {})"),
        "no_difference": ("cannot be told from chance: counts as no change",
            "kan ikke skelnes fra tilfældigheder: tæller som ingen ændring"),
        "identical": ("exactly the same in every pair", "præcis det samme i hvert par"),
        "not_measured": ("the runs have no value of it", "kørslerne har ingen værdi for det"),
        "went_up": ("it goes up", "det stiger"),
        "went_down": ("it goes down", "det falder"),
        "predicted": ("Predicted: {} up, {} no change, {} down. {} of {} had the direction right.",
            "Forudsagt: {} op, {} ingen ændring, {} ned. {} af {} ramte retningen."),
        "nobody_predicted": ("Nobody predicted.", "Ingen har forudsagt."),
        "strip": ("Predictions as dots, the outcome with its 95 % interval as a band, no change as a line.",
            "Forudsigelser som prikker, resultatet med 95 %-interval som bånd, ingen ændring som streg."),
        "as_table": ("Show as table", "Vis som tabel"),
        "team": ("Team", "Hold"),
        "prediction": ("Prediction", "Forudsigelse"),
        "direction": ("Direction", "Retning"),
        "right": ("right", "ramt"),
        "wrong": ("wrong", "ikke ramt"),
        "within": ("within the interval", "inden for intervallet"),
        "outside": ("outside the interval", "uden for intervallet"),
        "budget_note": (
            "You have {} million kr. for proposals, carried out in full from the start. The price is what a proposal "
            "alone costs all payers until the end, as measured in the model (present value at 4 %).",
            "I har {} mio. kr. til forslag, gennemført fuldt ud fra starten. Prisen er, hvad et forslag alene koster "
            "alle betalere til og med slutåret, som det er målt i modellen (nutidsværdi ved 4 %).",
        ),
        "budget_soon": ("Prices are being measured: {} of 16 known.", "Priserne måles: {} af 16 er kendt."),
        "price": ("{} million kr.", "{} mio. kr."),
        "spent_of": ("{} of {} million kr. spent", "{} af {} mio. kr. brugt"),
        "no_money": ("{} million kr. too much", "{} mio. kr. for meget"),
        "measuring": ("being measured", "måles"),
        "empty_set": ("no proposal", "intet forslag"),
        "reveal_note": (
            "Every set is run against the same without proposals, on the same chance; all are shown together when the "
            "last run is done.",
            "Hvert valg køres over for det samme uden forslag, med samme tilfældigheder; alle vises samtidig, når den "
            "sidste kørsel er færdig.",
        ),
        "no_single": (
            "There is no total score: who is ahead depends on what you want. Grey is what cannot be told from chance. "
            "With {} comparisons, about {} would look told apart by luck alone.",
            "Der er ingen samlet score: hvem der er foran, afhænger af, hvad I vil. Gråt kan ikke skelnes fra "
            "tilfældigheder. Med {} sammenligninger ville omkring {} se skelnelige ud ved rent held.",
        ),
        "proposals": ("Proposals", "Forslag"),
        "price_head": ("Price", "Pris"),
        "measure": ("Measure", "Mål"),
        "ahead": ("Ahead", "Foran"),
        "nobody_ahead": ("Nobody: no set makes it better by more than chance",
            "Ingen: intet valg gør det bedre ud over tilfældigheder"),
        "no_winner": ("Told, not judged", "Oplyst, ikke bedømt"),
        "tied": ("{} cannot be told apart", "{} kan ikke skelnes"),
        "all_tied": ("All sets: they cannot be told apart", "Alle valg: de kan ikke skelnes"),
        "told_apart": ("can be told from chance", "kan skelnes fra tilfældigheder"),
        "to_choose": ("Proposals to choose among", "Forslag at vælge imellem"),
        "chosen": ("What the teams chose", "Hvad holdene valgte"),
        "surprised": ("What surprised", "Hvad overraskede"),
        "surprise_line": (
            "{}: {} of {} teams expected something else. It was: {}.",
            "{}: {} af {} hold ventede noget andet. Det blev: {}.",
        ),
        "no_surprise": (
            "Nobody was surprised, or nobody predicted.",
            "Ingen blev overraskede, eller ingen forudsagde.",
        ),
        "rule_did": ("What the rules did", "Hvad reglerne gjorde"),
        "rule_note": (
            "Homes let in the estate over the run, on average of the runs, by the rule they were let by.",
            "Boliger udlejet i området i perioden, gennemsnit af kørslerne, efter den regel, de blev udlejet efter.",
        ),
        "rule": ("Rule", "Regel"),
        "base": ("Without", "Uden"),
        "with": ("With", "Med"),
        "leaves_out": ("What the model leaves out", "Hvad modellen udelader"),
        "talk": ("Questions for talk", "Spørgsmål til samtale"),
        "export": ("Take it with you", "Tag det med"),
        "csv": ("Table (CSV)", "Tabel (CSV)"),
        "json": ("Data (JSON)", "Data (JSON)"),
        "html": ("Page to print (HTML)", "Side til udskrift (HTML)"),
        "file": ("workshop", "workshop"),
        "report_title": ("Workshop: {}", "Workshop: {}"),
        "made_by": (
            "{} pairs of runs, seeds {} to {}. Synthetic households only; intervals are the luck of the draw inside "
            "the model and say nothing about whether its assumptions hold.",
            "{} par af kørsler, frø {} til {}. Kun syntetiske husstande; intervallerne er tilfældigheder inde i "
            "modellen og siger intet om, hvorvidt dens antagelser holder.",
        ),
    }
)  # fmt: skip

LEFT_OUT: tuple[Pair, ...] = (
    (
        "Read differences, not levels: the base is set by hand against known figures.",
        "Læs forskelle, ikke niveauer: udgangspunktet er indstillet i hånden efter kendte tal.",
    ),
    (
        "What a proposal does to one person comes from evaluations, most of them foreign, and often from judgement.",
        "Hvad et forslag gør for den enkelte, kommer fra evalueringer, de fleste udenlandske, og ofte fra et skøn.",
    ),
    (
        "Gains after the last year are not counted; for children that is most of them.",
        "Gevinster efter det sidste år er ikke regnet med; for børn er det de fleste.",
    ),
    (
        "What residents themselves would do with a proposal, and what it means to them, is not in it.",
        "Hvad beboerne selv ville gøre ved et forslag, og hvad det betyder for dem, er ikke med.",
    ),
    (
        "Nobody is scored by leaving: who moves to another municipality is counted there.",
        "Ingen gevinst ved at nogen flytter: den, der flytter til en anden kommune, tæller dér.",
    ),
)
QUESTIONS: tuple[Pair, ...] = (
    (
        "Where did you expect more than the runs show? What was missing: money, time, or people who say yes?",
        "Hvor ventede I mere, end kørslerne viser? Hvad manglede: penge, tid eller folk, der siger ja?",
    ),
    (
        "Which change was chosen by the families themselves, and which was decided for them?",
        "Hvilken ændring valgte familierne selv, og hvilken blev besluttet for dem?",
    ),
    (
        "Did the estate become better, or did others move into it? Who moved where?",
        "Blev området bedre, eller flyttede der andre ind? Hvem flyttede hvorhen?",
    ),
    (
        "If the sets cannot be told apart: by what would you choose then?",
        "Hvis valgene ikke kan skelnes: hvad ville I så vælge efter?",
    ),
    (
        "Which measure was missing from the table, and whose measure is it?",
        "Hvilket mål manglede i tabellen, og hvis mål er det?",
    ),
    (
        "What would you have to know about your own municipality before you trusted this?",
        "Hvad skulle I vide om jeres egen kommune, før I ville stole på dette?",
    ),
)


def of(language: str, pair: Pair) -> str:
    """The language's one of an (English, Danish) pair."""
    return pair[1 if language == "da" else 0]


def say(language: str, key: str, *about: object) -> str:
    """The words of a key, with what stands in them."""
    return of(language, WORDS[key]).format(*about)


def why(language: str, key: str, *about: object) -> str:
    """Why something was refused, in words."""
    return of(language, WHY[key]).format(*about)


def rule(language: str, name: str) -> str:
    """A way of letting in words; an unknown one by its name."""
    return of(language, RULES.get(name, (name.replace("_", " "), name.replace("_", " "))))
