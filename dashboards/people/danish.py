"""A life in Danish sentences, from the same moments as the English ones of `experiments.life_story`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from agents.codes import Education, Gate, LanguageGroup, Stage, Status
from agents.core.ties import LAYERS
from dashboards.people import words
from dashboards.place_names import called

Data = Mapping[str, Any]
STAGES = {
    Stage.HOME: "passes hjemme", Stage.NURSERY: "går i vuggestue", Stage.KINDERGARTEN: "går i børnehave",
    Stage.SCHOOL: "går i skole", Stage.BETWEEN: "er ude af skolen og ikke i gang med en ungdomsuddannelse",
    Stage.UPPER_SECONDARY: "går på en gymnasial uddannelse", Stage.VOCATIONAL: "går på en erhvervsuddannelse",
    Stage.HIGHER: "går på en videregående uddannelse", Stage.LEFT: "er ude af uddannelsessystemet",
}  # fmt: skip
BEGINS = {
    Stage.NURSERY: "begynder i vuggestue", Stage.KINDERGARTEN: "begynder i børnehave",
    Stage.SCHOOL: "begynder i skole", Stage.UPPER_SECONDARY: "begynder på en gymnasial uddannelse",
    Stage.VOCATIONAL: "begynder på en erhvervsuddannelse", Stage.HIGHER: "begynder på en videregående uddannelse",
}  # fmt: skip
STATUSES = {
    Status.CHILD: "er barn", Status.STUDENT: "er under uddannelse", Status.EMPLOYED: "er i job",
    Status.UNEMPLOYED: "er ledig og jobparat", Status.OUTSIDE: "får kontanthjælp og er ikke jobparat",
    Status.DISABILITY_PENSION: "får førtidspension", Status.OLD_AGE_PENSION: "får folkepension",
}  # fmt: skip
EDUCATIONS = {
    Education.NONE: "ingen fuldført endnu", Education.BASIC: "grundskolen",
    Education.UPPER_SECONDARY: "en gymnasial uddannelse", Education.VOCATIONAL: "en erhvervsuddannelse",
    Education.MEDIUM_HIGHER: "en mellemlang videregående uddannelse",
    Education.LONG_HIGHER: "en lang videregående uddannelse",
}  # fmt: skip
GATES = {
    Gate.NURSERY: "en plads i vuggestue", Gate.KINDERGARTEN: "at gå i børnehave som treårig",
    Gate.SCHOOL_START: "skolestart uden behov for en sprogindsats",
    Gate.EXAM: "mindst 02 i dansk og matematik", Gate.YOUTH_START: "at begynde på en ungdomsuddannelse",
    Gate.YOUTH_DONE: "at fuldføre en ungdomsuddannelse", Gate.HIGHER_DONE: "at fuldføre en videregående uddannelse",
    Gate.FIRST_JOB: "et job inden for et år efter uddannelsen",
}  # fmt: skip
EFFORTS = {
    LanguageGroup.NOT_ASSESSED: "ikke vurderet", LanguageGroup.GENERAL: "den generelle indsats er nok",
    LanguageGroup.FOCUSED: "en fokuseret indsats tilbydes", LanguageGroup.SPECIAL: "en særlig indsats tilbydes",
}  # fmt: skip
FOUND = {
    "unknown": "", "list": ", fundet ved at søge", "tie": ", fundet gennem en bekendt",
    "partnership": ", fundet gennem et partnerskab om ansættelser", "job_centre": ", fundet gennem jobcentret",
}  # fmt: skip
NOBODY = "somebody without a record"


class Teller:
    """Tells the moments of one life; `life` is the reply of `dashboards.questions.child`.

    Moments are told in their order, since where somebody lives and what he or she does follows from those before.
    """

    def __init__(self, life: Mapping[str, Any]) -> None:
        self.life = life
        self.home = life["homes"][0][1]
        self.stage, self.status = life["stages"][0][1], life["statuses"][0][1]

    def tell(self, month: int, what: str, data: Data, english: str) -> str:
        """The moment in a sentence; one that has no Danish words yet stays English."""
        teller: Callable[[int, Data], str] | None = getattr(self, f"_{what.replace(' ', '_')}", None)
        sentence = english if teller is None else teller(month, data)
        return sentence[:1].upper() + sentence[1:]

    def _where(self, home: int) -> str:
        return words.place("da", self.life["places"][home])

    def _at(self, month: int) -> int:
        """The home at the end of a month."""
        return int([home for since, home in self.life["homes"] if since <= month][-1])

    def _now(self) -> str:
        if self.status in (Status.CHILD, Status.STUDENT) and self.stage != Stage.LEFT:
            return STAGES[Stage(self.stage)]
        return STATUSES[Status(self.status)]

    def _born(self, month: int, data: Data) -> str:
        return f"bliver født og bor i {self._where(self.home)}."

    def _first_seen(self, month: int, data: Data) -> str:
        age = (month - self.life["birth"]) // 12
        return f"{'bor i' if month == 0 else 'flytter til'} {self._where(self.home)}, er {age} år og {self._now()}."

    def _child(self, month: int, data: Data) -> str:
        return f"får et barn, {data['child']}."

    def _moved(self, month: int, data: Data) -> str:
        was = self.life["places"][self.home]["kind"] == "estate"
        self.home = data["dwelling"]
        verb = {
            (True, True): "flytter inden for området til", (True, False): "flytter fra området til",
            (False, True): "flytter tilbage til området, til", (False, False): "flytter til",
        }[was, bool(data["in_estate"])]  # fmt: skip
        return f"{verb} {self._where(self.home)}."

    def _left(self, month: int, data: Data) -> str:
        self.home = self._at(month)
        return f"flytter ud af kommunen, til {self._where(self.home)}."

    def _own_home(self, month: int, data: Data) -> str:
        self.home = self._at(month)
        return f"flytter hjemmefra til egen bolig i {self._where(self.home)}."

    def _partner(self, month: int, data: Data) -> str:
        return f"flytter sammen med {_who(data)}."

    def _parted(self, month: int, data: Data) -> str:
        return f"går fra {_who(data)}."

    def _widowed(self, month: int, data: Data) -> str:
        return f"mister sin partner, {_who(data)}, der dør."

    def _stage(self, month: int, data: Data) -> str:
        stage = Stage[data["stage"].upper()]
        self.stage = int(stage)
        at = f": {called('da', data['institution'])}" if data["institution"] else ""
        return f"{BEGINS[stage]}{at}." if stage in BEGINS else f"{STAGES[stage]}."

    def _institution(self, month: int, data: Data) -> str:
        return f"skifter til {called('da', data['institution'])}."

    def _language_assessment(self, month: int, data: Data) -> str:
        return f"sprogvurderingen siger: {EFFORTS[LanguageGroup[data['group'].upper()]]}."

    def _gate_passed(self, month: int, data: Data) -> str:
        return f"kommer gennem en port: {GATES[Gate[data['gate'].upper()]]}."

    def _gate_missed(self, month: int, data: Data) -> str:
        return f"kommer ikke gennem en port: {GATES[Gate[data['gate'].upper()]]}."

    def _ties(self, month: int, data: Data) -> str:
        held = zip(LAYERS, words.LAYERS, strict=True)
        told = ", ".join(f"{data['layers'][layer]} ({danish})" for layer, (_, danish) in held if data["layers"][layer])
        if not told:
            return "har da ingen relationer."
        return f"kender da: {told}; {data['bridging']} af dem på den anden side af områdets grænse."

    def _leaving_grade(self, month: int, data: Data) -> str:
        return f"har et karaktergennemsnit på {data['grade']:.1f} ved afgangsprøven.".replace(".", ",", 1)

    def _education(self, month: int, data: Data) -> str:
        return f"har fuldført {EDUCATIONS[Education[data['level'].upper()]]}."

    def _status(self, month: int, data: Data) -> str:
        self.status = int(Status[data["status"].upper()])
        left = "holder op med at arbejde: " if data["before"] == "employed" else ""
        return f"{left}{STATUSES[Status(self.status)]}."

    def _job_lost(self, month: int, data: Data) -> str:
        self.status = int(Status.UNEMPLOYED)
        return "mister sit job og søger et nyt."

    def _job(self, month: int, data: Data) -> str:
        begins = self.status != Status.EMPLOYED
        self.status = int(Status.EMPLOYED)
        at = f" hos {called('da', data['workplace'])}" if data["workplace"] else ""
        return f"{'begynder i et job' if begins else 'skifter job'}{at}{FOUND[data['found']]}."

    def _illness(self, month: int, data: Data) -> str:
        return "bliver langvarigt syg." if data["begins"] else "er rask igen."

    def _social_case(self, month: int, data: Data) -> str:
        return "en social sag åbnes." if data["opened"] else "den sociale sag lukkes."

    def _trouble(self, month: int, data: Data) -> str:
        return "kommer ud i ballade." if data["begins"] else "er ude af balladen."

    def _convicted(self, month: int, data: Data) -> str:
        return "får en dom."

    def _died(self, month: int, data: Data) -> str:
        return "dør."

    def _end(self, month: int, data: Data) -> str:
        pronoun = "hun" if self.life["female"] else "han"
        age = (month - self.life["birth"]) // 12
        status = STATUSES[Status[data["status"].upper()]]
        return (
            f"så langt er kørslen nået: {pronoun} er {age} år, bor i {self._where(self._at(month))} og {status}; "
            f"uddannelse: {EDUCATIONS[Education[data['education'].upper()]]}."
        )


def _who(data: Data) -> str:
    return "en, der ikke er fulgt" if data["partner"] == NOBODY else str(data["partner"])
