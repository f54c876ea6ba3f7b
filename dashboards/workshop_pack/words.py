"""The words that stand on paper and not on the page, as (English, Danish)."""

from __future__ import annotations

from types import MappingProxyType

from dashboards.workshop.words import of

WORDS = MappingProxyType(
    {
        "pack": ("Workshop pack", "Workshoppakke"),
        "made_by": ("Made by Boligliv {}.", "Lavet med Boligliv {}."),
        "for_leader": ("For the facilitator: what to print", "Til facilitatoren: hvad der skal udskrives"),
        "sheet": ("Sheet", "Ark"),
        "what": ("What it is", "Hvad det er"),
        "copies": ("How many", "Hvor mange"),
        "one_each_team": ("one for each team", "ét til hvert hold"),
        "one_each_person": ("one for each participant", "ét til hver deltager"),
        "one_set_team": (
            "one set for each team, on stiff paper, cut up",
            "ét sæt til hvert hold, gerne i karton, klippet ud",
        ),
        "backs_note": (
            "one set for the room, kept back until the results; or print two-sided, flipped on the long edge, if you "
            "want the teams to see them earlier",
            "ét sæt til hele rummet, gemt til efter resultaterne; eller to-sidet, vendt på den lange led, hvis holdene "
            "må se dem før",
        ),
        "fill_prices": (
            "Prices are not stored for this question. The room measures them when it is opened; copy them from the "
            "screen.",
            "Priserne til dette spørgsmål er ikke gemt. Rummet måler dem, når det åbnes; skriv dem af fra skærmen.",
        ),
        "print_how": (
            "Print on A4 at 100 %, without headers and footers. The wheels on the backs need colour; all else can be "
            "read in black and white.",
            "Udskriv på A4 i 100 % uden sidehoved og sidefod. Hjulene på bagsiderne kræver farve; alt andet kan læses "
            "i sort-hvid.",
        ),
        "match": ("Open the room so that it fits the sheets", "Åbn rummet, så det passer til arkene"),
        "say_first": ("To be said first", "Det skal siges først"),
        "map_estate": ("The estate", "Boligområdet"),
        "map_where": ("Where the estate lies: {} municipality", "Hvor området ligger: {} Kommune"),
        "map_use": (
            "Draw on it: where do people meet, what is missing, what would each proposal change, and where?",
            "Tegn på kortet: hvor mødes folk, hvad mangler, hvad ville hvert forslag ændre, og hvor?",
        ),
        "map_nobody": (
            "The map shows nobody: homes are not coloured by who lives there, on purpose.",
            "Kortet viser ingen mennesker: boligerne er med vilje ikke farvet efter, hvem der bor der.",
        ),
        "map_districts": (
            "Boundaries are those of polling districts. The model counts who moves in, out and between them: what "
            "changes in the estate is looked for in the rest of the municipality too.",
            "Grænserne er afstemningsområder. Modellen tæller, hvem der flytter ind, ud og imellem dem: det, der "
            "ændrer sig i boligområdet, bliver også søgt i resten af kommunen.",
        ),
        "homes": ("homes", "boliger"),
        "rules": ("The rules of the game", "Spillets regler"),
        "rules_lead": (
            "You are a team. All teams answer the same questions about the same estate, before anybody has seen the "
            "answer. Then each team spends the same sum of money in its own way.",
            "I er et hold. Alle hold svarer på de samme spørgsmål om det samme boligområde, før nogen har set svaret. "
            "Bagefter bruger hvert hold den samme sum penge på sin egen måde.",
        ),
        "roles": ("Share three tasks in the team", "Fordel tre opgaver på holdet"),
        "role_writer": (
            "The writer fills in the sheet and types on the team's screen.",
            "Skriveren udfylder arket og taster på holdets skærm.",
        ),
        "role_asker": (
            "The asker sees that everybody is heard before anything is handed in.",
            "Spørgeren sørger for, at alle bliver hørt, før der bliver afleveret.",
        ),
        "role_doubter": (
            "The doubter asks: what if we are wrong? Who would say so?",
            "Tvivleren spørger: Hvad nu, hvis vi tager fejl? Hvem ville sige det?",
        ),
        "rule_predict": (
            "Which way will each outcome go in the last year, and by how much? Write why. Hand in on the screen: "
            "afterwards nothing can be changed.",
            "Hvilken vej går hvert resultat i det sidste år, og hvor meget? Skriv hvorfor. Aflever på skærmen: "
            "bagefter kan intet ændres.",
        ),
        "rule_run": (
            "The model lives the years again and again, each time with another chance, once with and once without. "
            "Read the cards meanwhile.",
            "Modellen gennemlever årene igen og igen, hver gang med nye tilfældigheder, én gang med og én gang uden. "
            "Læs kortene imens.",
        ),
        "rule_compare": (
            "Write down what came out, and whether it can be told from chance. If it cannot, “no change” was the right "
            "answer, and so it is in the game.",
            "Skriv ned, hvad det blev, og om det kan skelnes fra tilfældigheder. Kan det ikke, var “ingen ændring” det "
            "rigtige svar, også i spillet.",
        ),
        "rule_budget": (
            "Choose proposals within the sum. The price is for the whole time, and each is carried out in full. You "
            "need not spend it all.",
            "Vælg forslag inden for summen. Prisen er for hele perioden, og hvert forslag gennemføres fuldt ud. I "
            "behøver ikke at bruge alle pengene.",
        ),
        "rule_reveal": (
            "All sets are shown together, on several measures. There is no total score and no winner of the day.",
            "Alle valg vises samtidig, på flere mål. Der er ingen samlet score og ingen vinder af dagen.",
        ),
        "rule_debrief": (
            "What surprised you? What does the model not know? What would you need to know before you trusted it?",
            "Hvad overraskede? Hvad ved modellen ikke? Hvad skulle I vide, før I ville stole på den?",
        ),
        "manners": ("How we talk", "Sådan taler vi sammen"),
        "manner_1": (
            "Everybody in the model is made up. We talk about conditions and rules, not about people we know.",
            "Alle i modellen er opdigtede. Vi taler om vilkår og regler, ikke om mennesker, vi kender.",
        ),
        "manner_2": (
            "Some of us may live there. We say nothing that we would not say to a neighbour.",
            "Nogle af os bor der måske. Vi siger ikke noget, vi ikke ville sige til en nabo.",
        ),
        "manner_3": (
            "“Vulnerable” is a condition people are in for a time. It is not a kind of people.",
            "“Udsat” er en situation, man kan være i en tid. Det er ikke en slags mennesker.",
        ),
        "manner_4": (
            "To have predicted wrongly is a good thing to tell: there we learn something.",
            "Det er godt at fortælle, at man forudsagde forkert: det er dér, vi lærer noget.",
        ),
        "prediction_sheet": ("Our prediction", "Vores forudsigelse"),
        "we_think": ("We think", "Vi tror"),
        "because": ("Because", "Fordi"),
        "it_became": ("It became", "Det blev"),
        "told": ("Told from chance?", "Skelnes det?"),
        "yes": ("yes", "ja"),
        "no": ("no", "nej"),
        "level_from_screen": ("Without it (from the screen):", "Uden (fra skærmen):"),
        "most": ("at most {}", "højst {}"),
        "sure": (
            "How sure are you, all in all? 0 = a guess, 10 = certain:",
            "Hvor sikre er I alt i alt? 0 = et gæt, 10 = helt sikre:",
        ),
        "for_whom": ("For whom", "For hvem"),
        "acts": ("Acts", "Handler"),
        "pays": ("Pays", "Betaler"),
        "costs": ("Price in the game, {} years", "Pris i spillet, {} år"),
        "price_unknown": ("from the screen: ________", "fra skærmen: ________"),
        "doubts": ("Dilemmas", "Dilemmaer"),
        "back_of": ("Measured in {} after {} years", "Målt i {} efter {} år"),
        "not_measured": (
            "Not measured in {} after {} years. Write here what your own runs showed:",
            "Ikke målt i {} efter {} år. Skriv her, hvad jeres egne kørsler viste:",
        ),
        "change": ("Change [95 % interval]", "Ændring [95 %-interval]"),
        "untold": ("cannot be told from none", "kan ikke skelnes fra ingen"),
        "identical": ("no difference in any run", "ingen forskel i nogen kørsel"),
        "small": ("small", "lille"),
        "less_than": ("less than {}", "under {}"),
        "backs_how": ("How to read the backs of the cards", "Sådan læses kortenes bagsider"),
        "backs_key": (
            "Each proposal alone, carried out in full, against today's rules on the same chance. In brackets the 95 % "
            "interval: it tells the luck of the draw in the model, not whether its assumptions hold. “Small” is under "
            "a tenth of what people differ by.",
            "Hvert forslag alene, gennemført fuldt ud, over for nugældende regler med de samme tilfældigheder. I "
            "klammer 95 %-intervallet: det viser tilfældigheder inde i modellen, ikke om dens antagelser holder. "
            "“Lille” er under en tiendedel af forskellen mellem mennesker.",
        ),
        "wheel_key": (
            "Wheel: outwards is better. Blue: residents of 2015, wherever they live. Brown: those living there, and "
            "the place. Dashed: cannot be told from none. Rim: {} standard deviations between people.",
            "Hjulet: udad er bedre. Blå: beboerne i 2015, hvor de end bor. Brun: dem, der bor der, og stedet. Stiplet: "
            "kan ikke skelnes fra ingen. Kanten: {} standardafvigelser mellem mennesker.",
        ),
        "cards": ("Cards of the proposals", "Kort med forslagene"),
        "backs": ("Backs of the cards: what was measured", "Kortenes bagsider: hvad der er målt"),
        "cut": ("Cut along the lines.", "Klip efter stregerne."),
        "board": ("The board of the budget game", "Spillepladen til budgetspillet"),
        "we_have": ("We have", "Vi har"),
        "sum_from_screen": ("______ million kr. (from the screen)", "______ mio. kr. (fra skærmen)"),
        "board_note": (
            "{} % of what all sixteen proposals cost together. Prices: what a proposal alone costs all payers through "
            "{}, as measured in the model, present value at 4 %.",
            "{} % af, hvad alle seksten forslag koster tilsammen. Priser: hvad et forslag alene koster alle betalere "
            "til og med {}, som det er målt i modellen, nutidsværdi ved 4 %.",
        ),
        "we_want": ("What we want to achieve, in one sentence", "Hvad vi vil opnå, i én sætning"),
        "slots": ("What we buy", "Hvad vi køber"),
        "no_": ("No.", "Nr."),
        "proposal": ("Proposal", "Forslag"),
        "who_pays": ("Paid by", "Betales af"),
        "price_mio": ("Million kr.", "Mio. kr."),
        "total": ("Total", "I alt"),
        "left": ("Left", "Tilbage"),
        "price_list": ("Price list", "Prisliste"),
        "dear": ("dearer than the sum", "dyrere end summen"),
        "against_us": (
            "Who loses by our choice, or has to wait? Who has not been asked?",
            "Hvem taber på vores valg eller må vente? Hvem er ikke spurgt?",
        ),
        "team": ("Team", "Hold"),
        "before": ("Before the workshop", "Før workshoppen"),
        "after": ("After the workshop", "Efter workshoppen"),
        "slip": ("Number on your slip", "Nummer på din seddel"),
        "anonymous": (
            "No name, please, and nothing about yourself. The number is drawn blindly, nobody keeps a list, and it "
            "only serves to lay the sheet beside your other one. The sheets are torn up when they have been counted.",
            "Skriv ikke navn og intet om dig selv. Nummeret er trukket i blinde, ingen fører liste, og det bruges "
            "kun til at lægge arket sammen med dit andet ark. Arkene rives i stykker, når de er talt op.",
        ),
    }
)  # fmt: skip


def word(language: str, key: str, *about: object) -> str:
    """The words of a key, with what stands in them."""
    return of(language, WORDS[key]).format(*about)
