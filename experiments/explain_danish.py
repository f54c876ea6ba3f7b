"""What a proposal is told with in Danish: units, levers, purposes of bills, kinds of evidence, meanings of numbers."""

from __future__ import annotations

from collections.abc import Mapping

from model.policies import discover
from model.policies.standard import DANISH

GRADES_DA: Mapping[str, str] = {
    "register": "registerdata",
    "trial": "forsøg",
    "observational": "observationsstudie",
    "catalogue": "kataloget",
    "law": "lov",
    "recalled": "efter hukommelsen",
    "judgement": "skøn",
}
"""How good the evidence is, in Danish."""

UNITS_DA: Mapping[str, str] = {
    "7-step scale": "skala på 7 trin",
    "associations": "foreninger",
    "births per 1,000 women a year": "fødsler pr. 1.000 kvinder om året",
    "children": "børn",
    "days": "dage",
    "dealings": "fordelinger",
    "deaths per 1,000 a year": "dødsfald pr. 1.000 om året",
    "elasticity": "elasticitet",
    "grade per SD": "karakterer pr. standardafvigelse",
    "homes": "boliger",
    "hours/week": "timer om ugen",
    "households per dwelling and year": "husstande pr. bolig om året",
    "job-years": "jobår",
    "jobs per home": "job pr. bolig",
    "kr per conviction": "kr. pr. dom",
    "kr per letting": "kr. pr. udlejning",
    "kr/month and adult after tax": "kr. om måneden pr. voksen efter skat",
    "kr/month and person": "kr. om måneden pr. person",
    "kr/year": "kr. om året",
    "log custom": "log af handlen",
    "log hazard": "log-hazard",
    "log hazard per name": "log-hazard pr. omdømme",
    "log hazard per SD": "log-hazard pr. standardafvigelse",
    "log hazard per share": "log-hazard pr. andel",
    "log hazard per tie": "log-hazard pr. relation",
    "log hazard per year": "log-hazard pr. år",
    "log odds": "log-odds",
    "log odds per SD": "log-odds pr. standardafvigelse",
    "log odds per step": "log-odds pr. trin",
    "log odds per year": "log-odds pr. år",
    "log rate per order": "log-rate pr. orden",
    "log wage": "log-løn",
    "log wage per SD": "log-løn pr. standardafvigelse",
    "logit per grade": "logit pr. karakter",
    "logit per km": "logit pr. km",
    "logit per month": "logit pr. måned",
    "logit per name": "logit pr. omdømme",
    "logit per neighbour": "logit pr. nabo",
    "logit per order": "logit pr. orden",
    "logit per room": "logit pr. værelse",
    "logit per SD": "logit pr. standardafvigelse",
    "logit per share": "logit pr. andel",
    "logit per share of income": "logit pr. andel af indkomsten",
    "m2": "m²",
    "name per move and home": "omdømme pr. flytning og bolig",
    "name per order": "omdømme pr. orden",
    "name per share": "omdømme pr. andel",
    "number": "antal",
    "offers": "tilbud",
    "order": "orden",
    "order per move and home": "orden pr. flytning og bolig",
    "order per share": "orden pr. andel",
    "per month": "pr. måned",
    "per share": "pr. andel",
    "per tie": "pr. relation",
    "per year and pair": "pr. år og par",
    "persons per 1,000 residents and year": "personer pr. 1.000 indbyggere om året",
    "rooms": "værelser",
    "SD per log staff": "standardafvigelser pr. log af personalet",
    "SD per root year": "standardafvigelser pr. kvadratrod af år",
    "SD per SD": "standardafvigelser pr. standardafvigelse",
    "SD per share": "standardafvigelser pr. andel",
    "SD per step": "standardafvigelser pr. trin",
    "SD squared": "standardafvigelser i anden",
    "share of disposable income": "andel af den disponible indkomst",
    "share of income": "andel af indkomsten",
    "share of rent": "andel af huslejen",
    "share of variance": "andel af variansen",
    "share per name": "andel pr. omdømme",
    "steps": "trin",
    "strength per year": "styrke om året",
    "strength, 1..255": "styrke, 1-255",
    "students": "studerende",
    "times yearly income after tax": "gange årsindkomsten efter skat",
    "years per logit": "år pr. logit",
    "share": "andel",
    "share of households": "andel af husstandene",
    "share of vacancies": "andel af de ledige boliger",
    "share of the whole": "andel af det hele",
    "kr per household": "kr. pr. husstand",
    "kr a month": "kr. om måneden",
    "kr/month and participant": "kr. om måneden pr. deltager",
    "ratio": "gange",
    "years": "år",
    "year": "år",
    "months": "måneder",
    "per year": "pr. år",
    "per 1,000 homes of the estate": "pr. 1.000 boliger i området",
    "SD per year": "standardafvigelser om året",
    "SD": "standardafvigelser",
    "logit": "logit",
    "0..1": "0-1",
    "0..1 per year": "0-1 pr. år",
    "bids": "tilbud",
    "couples": "par",
    "families": "familier",
    "firms": "virksomheder",
    "grade": "klassetrin",
    "hours a month": "timer om måneden",
    "hours a week": "timer om ugen",
    "hours a week and child": "timer om ugen pr. barn",
    "hours/month": "timer om måneden",
    "hours/month and home": "timer om måneden pr. bolig",
    "hours/month and participant": "timer om måneden pr. deltager",
    "hours/month and partner": "timer om måneden pr. partner",
    "institutions": "institutioner",
    "jobs": "job",
    "jobs per 100 m2": "job pr. 100 m²",
    "km": "km",
    "kr": "kr.",
    "kr a year": "kr. om året",
    "kr a year and home that is bought": "kr. om året pr. købt bolig",
    "kr an hour": "kr. i timen",
    "kr per bid": "kr. pr. tilbud",
    "kr per child measured": "kr. pr. målt barn",
    "kr per child with a good result": "kr. pr. barn med et godt resultat",
    "kr per family": "kr. pr. familie",
    "kr per home": "kr. pr. bolig",
    "kr per person taken on": "kr. pr. ansat",
    "kr per visit": "kr. pr. besøg",
    "kr/hour": "kr. i timen",
    "kr/month": "kr. om måneden",
    "kr/month after tax": "kr. om måneden efter skat",
    "kr/month and child": "kr. om måneden pr. barn",
    "kr/month and host": "kr. om måneden pr. vært",
    "kr/month and placement": "kr. om måneden pr. forløb",
    "kr/month and post": "kr. om måneden pr. stilling",
    "kr/month and pupil": "kr. om måneden pr. elev",
    "kr/month and school": "kr. om måneden pr. skole",
    "kr/month, pupil and weekly lesson": "kr. om måneden pr. elev og ugentlig lektion",
    "lessons a week": "lektioner om ugen",
    "log sum, SD": "standardafvigelser af summens logaritme",
    "m": "m",
    "of five criteria": "af fem kriterier",
    "order per SD": "orden pr. standardafvigelse",
    "order, 0..1": "orden, 0-1",
    "persons": "personer",
    "problems": "problemer",
    "pupils": "elever",
    "relatives": "slægtninge",
    "share of gain": "andel af gevinsten",
    "share of gap": "andel af afstanden",
    "share of gap per year": "andel af afstanden om året",
    "share of homes": "andel af boligerne",
    "share of hours": "andel af timerne",
    "share of interest": "andel af renterne",
    "share of present value": "andel af nutidsværdien",
    "share of price": "andel af prisen",
    "share of price a year": "andel af prisen om året",
    "share of the element": "andel af elementet",
    "share of the home's cost": "andel af boligens istandsættelse",
    "share of volume": "andel af den samlede kontraktsum",
    "share of working time": "andel af arbejdstiden",
    "ties per member": "bekendtskaber pr. medlem",
    "visits a month": "besøg om måneden",
    "weight": "vægt",
    "0 or 1": "0 eller 1",
    "name": "omdømme",
    "share per month": "andel om måneden",
    "share of the course": "andel af forløbet",
    "kr/month before tax": "kr. om måneden før skat",
}
"""Units in Danish; one that is not here stays as it is."""

LEVERS_DA: Mapping[str, str] = {
    "letting.assignment_share": "andel, som kommunen anviser",
    "letting.worker_share": "andel, der er forbeholdt husstande i arbejde",
    "letting.supported_share": "andel, der er forbeholdt dem, der får hjælp til at flytte",
    "platform.neighbour_share": "andel, som nabokommuner åbner gennem platformen",
    "platform.open_to_need": "husstande i akut bolignød, som platformen er åben for, foruden dem med flyttehjælp",
    "moving.newcomer": "videreflytning de første to år blandt dem, der er modtaget efter en plan, i forhold til ellers",
    "programme.supported_move": "hjælp til at flytte for dem, der deltager",
    "programme.agency": "handlekraft til dem, der deltager",
    "programme.home_learning": "læringsmiljø i deltagende familiers hjem",
    "programme.relief": "belastning, der tages fra deltagende familier",
    "programme.skill": "færdigheder til deltagende børn",
    "programme.language": "danskkundskaber hos deltagende voksne",
    "programme.finding": "chance for at finde arbejde blandt dem, der deltager",
    "programme.gate": "hjælp gennem hver overgang til dem, der deltager, og familiens børn",
    "programme.daycare_door": "hjælp til, at deltagende familiers børn kommer i dagtilbud",
    "programme.direction": "fælles retning omkring deltagende familier",
    "programme.trouble": "pres mod at komme i vanskeligheder blandt deltagende unge",
    "programme.stays": "ønske om at flytte blandt deltagende husstande",
    "programme.income": "udbetalt til dem, der deltager, ved siden af ydelsen og uden modregning",
    "programme.meeting": "hvor let deltagere i en gruppe lærer hinanden at kende",
    "programme.pupils_skill": "færdigheder til alle i deltagende institutioner",
    "programme.pupils_agency": "handlekraft til alle i deltagende institutioner",
    "choice.appeal": "afdelingens boligers tiltrækning ud over husleje, rum, omdømme og naboer",
    "letting.internal_share": "andel, der først tilbydes organisationens egne lejere",
    "letting.flexible_factor": "den fleksible udlejnings andele i forhold til regelsættets",
    "market.user_cost": "udgift ved at eje: rente, ejendomsskat og vedligehold minus ventet gevinst, efter skat",
    "market.price": "pris på boliger, der købes, i forhold til i dag",
    "market.equity": "hvad en ejer har tilbage efter et salg",
    "tenure.part_owner_after": "tid med opsparing gennem huslejen, før husstanden ejer en del af sin bolig",
    "tenure.owner_after": "tid i boligen fra tilmelding, før husstanden ejer den helt",
    "tenure.upkeep_share": "boliger med lavere husleje, fordi beboerne selv står for vedligeholdelsen",
    "tenure.upkeep_rent": "huslejen i disse boliger i forhold til ellers",
    "ladder.common_direction": "c: hvor meget de, der arbejder med et barn, trækker i samme retning",
    "ladder.daycare_door": "hvad indsatser gør for at åbne døren til dagtilbud",
    "ladder.school_pull": "distriktsskolens tiltrækning på dens familier",
    "schooling.lowest_grade": "laveste klassetrin på folkeskolen i området; 0 betyder alle klassetrin",
    "schooling.goes_on": "om områdets elever går videre på den nærmeste skole med de ældste klasser",
    "schooling.older_pull": "tiltrækning ved områdets skole med de ældste klasser på dem, der kan skifte til den",
    "institutions.quality_shift": "ændret kvalitet i områdets institutioner",
    "institutions.effort_moved": "indsats, der flyttes til dem med størst behov",
    "institutions.capacity": "pladser i forhold til i dag",
    "labour.hiring_penalty": "job, som minoritetsansøgere går glip af, når deres område slet intet godt omdømme har",
    "labour.finding": "chance for at finde arbejde blandt dem, der bor i området",
    "businesses.partnership_share": "partnervirksomheders ledige job, der først tilbydes områdets ledige",
    "businesses.rent": "centerbutikkernes husleje i forhold til den, ejeren forlanger",
    "businesses.tenancy_terms": "centerbutikker, hvis lejekontrakt forpligter dem til at ansætte lokalt",
    "businesses.tenancy_offered": "disse butikkers ledige job, der først tilbydes områdets ledige",
    "businesses.unit_appeal": "hvor mange der ser på et tomt lejemål i centret, i forhold til ellers",
    "businesses.reserved_share": "entreprenørers job i området, der er forbeholdt beboere, som en indsats henviser",
    "businesses.apprenticeships": "ansatte i de forbeholdte job, unge eller med grundforløb, der begynder i lære",
    "businesses.presents": "deltagende ledige, der henvises til entreprenører med forbeholdte job",
    "businesses.contracts": "byggeopgaver i området i forhold til det planlagte",
    "ties.across": "møder mellem beboere og folk udefra, i forhold til ellers",
    "clubs.join": "indmeldelse i foreninger, i forhold til ellers",
    "mirror.visible_signal": "handlekraft, som synlige roller i området viser, ud over den nuværende",
    "trouble.pressure": "pres på de unge, i forhold til ellers",
    "order.shift": "pleje af området ud over den nuværende",
    "name.media": "offentlig omtale af området ud over den nuværende",
    "programme.pupils_in_nursery": "hvad vuggestuebørn får, i forhold til alle i deltagende institutioner",
    "programme.pupils_in_kindergarten": "hvad børnehavebørn får, i forhold til alle i deltagende institutioner",
    "programme.pupils_in_school": "hvad skoleelever får, i forhold til alle i deltagende institutioner",
    "programme.home_learning_trained": "ekstra læringsmiljø, hvor en forælder har mindst en erhvervsuddannelse",
    "programme.home_learning_higher": "ekstra læringsmiljø, hvor en forælder har en videregående uddannelse",
    "programme.companion": "deltagende familier, der overdrages til en frivillig uden for området",
    "programme.goes_on": "grupper, der bliver ved med at mødes efter forløbet",
    "programme.agency_from": "hvornår handlekraften begynder at virke",
    "programme.agency_until": "hvornår handlekraften ikke længere virker",
    "programme.finding_from": "hvornår jobhjælpen begynder at virke",
    "programme.finding_until": "hvornår jobhjælpen ikke længere virker",
    "programme.meeting_from": "hvornår møderne begynder at virke",
    "programme.meeting_until": "hvornår møderne ikke længere virker",
}
"""What levers are, in Danish; one that is not here is told in English."""

PURPOSES_DA: Mapping[str, str] = {
    "activities": "aktiviteter",
    "adviser": "rådgiver",
    "adviser and meetings": "rådgiver og møder",
    "bonus": "bonus",
    "compensation to receivers": "kompensation til modtagerne",
    "coordination": "koordinering",
    "experts' hours": "fagfolks timer",
    "family budgets": "familiernes budgetter",
    "fitting": "indretning af boliger",
    "follow-up": "opfølgning",
    "groups": "grupper",
    "introduction": "introduktion af nyansatte",
    "leadership": "ledelse",
    "leisure jobs": "fritidsjob",
    "lessons": "undervisning",
    "local editorial office": "lokal redaktion",
    "lower rent beyond upkeep saved": "lavere husleje ud over den sparede vedligeholdelse",
    "measuring": "måling",
    "mentor firms": "mentorvirksomheders tid",
    "mentors": "mentorer",
    "moving grant": "flyttetilskud",
    "national editorial office": "landsredaktion",
    "planning and rebuilding": "planlægning og ombygning",
    "platform": "drift af platformen",
    "projects": "projekter",
    "reception": "modtagelse",
    "rent compensation": "huslejekompensation",
    "result pool": "drift af resultatpuljen",
    "rooms": "lokaler",
    "savings paid out": "udbetalt opsparing",
    "screening, mentor and clothes": "visitation, mentor og arbejdstøj",
    "secretariat": "sekretariat",
    "shared administration": "fælles administration",
    "shared data": "fælles data",
    "small grants": "små tilskud",
    "staff time of hosts": "personaletid hos værterne",
    "teacher training": "efteruddannelse af lærere",
    "tenders with social terms": "udbud med sociale vilkår",
    "time of staff": "medarbejdernes tid",
    "training": "uddannelse og supervision",
    "training of teachers": "efteruddannelse af lærere",
    "transition councils": "overgangsråd",
    "transition mentors": "overgangsmentorer",
    "valuation and collection": "vurdering og opkrævning",
    "visits": "besøg",
    "voluntary organisation": "frivillig organisation",
    "volunteers": "frivillige",
    "wage subsidy": "løntilskud",
    "work bonus": "arbejdsdusør",
    "work clothes and tools": "arbejdstøj og værktøj",
    "workers": "medarbejdere",
}
"""What bills are for, in Danish."""


def unit(text: str, spoken: int) -> str:
    """A unit in words; `spoken` 0 English, 1 Danish."""
    return UNITS_DA.get(text, text) if spoken else text


def lever(name: str, meaning: str, spoken: int) -> str:
    """What a lever is."""
    return LEVERS_DA.get(name, meaning) if spoken else meaning


def purpose(text: str, spoken: int) -> str:
    """What a bill is for."""
    return PURPOSES_DA.get(text, text) if spoken else text


def grade(text: str, spoken: int) -> str:
    """How good the evidence is."""
    return GRADES_DA[text] if spoken else text


def meaning(name: str, english: str, spoken: int) -> str:
    """What a number of a proposal means; `english` where it belongs to none."""
    policy, _, short = name.partition(".")
    if not spoken or policy not in discover():
        return english
    return {**DANISH, **discover()[policy].danish}.get(short, english)


def marks(text: str, spoken: int) -> str:
    """A number written in English with the marks of the language.

    >>> marks("1,234.5", 0), marks("1,234.5", 1)
    ('1,234.5', '1.234,5')
    """
    return text.translate(_SWAPPED) if spoken else text


def number(value: float, spoken: int) -> str:
    """A number as short as it can be told; thousands stand apart from 10,000 on, so that years stay whole.

    >>> number(0.05, 1), number(2e6, 1), number(-2015.5, 0)
    ('0,05', '2.000.000', '−2015.5')
    """
    text = f"{value:,.10g}" if abs(value) >= 10_000 else f"{value:.10g}"
    return marks(text.replace("-", "−"), spoken)


_SWAPPED = str.maketrans(",.", ".,")
