"""The words for where somebody stands, in English and Danish; English sentences are those of `boligliv life`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agents.codes import Gate, Stage, Status
from dashboards import text
from model.policies import discover

Pair = tuple[str, str]

STAGES: Mapping[int, Pair] = {
    Stage.HOME: ("at home", "hjemme"),
    Stage.NURSERY: ("nursery", "vuggestue"),
    Stage.KINDERGARTEN: ("kindergarten", "børnehave"),
    Stage.SCHOOL: ("school", "grundskole"),
    Stage.BETWEEN: ("out of school", "ude af skolen"),
    Stage.UPPER_SECONDARY: ("upper secondary", "gymnasial uddannelse"),
    Stage.VOCATIONAL: ("vocational education", "erhvervsuddannelse"),
    Stage.HIGHER: ("higher education", "videregående uddannelse"),
    Stage.LEFT: ("out of education", "ude af uddannelse"),
}
STATUSES: Mapping[int, Pair] = {
    Status.CHILD: ("child", "barn"),
    Status.STUDENT: ("student", "under uddannelse"),
    Status.EMPLOYED: ("employed", "i job"),
    Status.UNEMPLOYED: ("unemployed, ready for a job", "ledig og jobparat"),
    Status.OUTSIDE: ("cash benefit, not ready for a job", "kontanthjælp, ikke jobparat"),
    Status.DISABILITY_PENSION: ("disability pension", "førtidspension"),
    Status.OLD_AGE_PENSION: ("old-age pension", "folkepension"),
}
GATES: Mapping[int, Pair] = {
    Gate.NURSERY: ("nursery", "vuggestue"),
    Gate.KINDERGARTEN: ("kindergarten at 3", "børnehave som 3-årig"),
    Gate.SCHOOL_START: ("school start", "skolestart"),
    Gate.EXAM: ("exam", "afgangsprøve"),
    Gate.YOUTH_START: ("youth education begun", "ungdomsudd. begyndt"),
    Gate.YOUTH_DONE: ("youth education done", "ungdomsudd. fuldført"),
    Gate.HIGHER_DONE: ("higher education done", "videreg. udd. fuldført"),
    Gate.FIRST_JOB: ("first job", "første job"),
}
LAYERS: tuple[Pair, ...] = (
    ("family", "familie"),
    ("stairway and neighbours", "opgang og naboer"),
    ("school and daycare", "skole og dagtilbud"),
    ("work", "arbejde"),
    ("programmes and associations", "indsatser og foreninger"),
)
OUTSIDE: Mapping[str, Pair] = {
    "abroad": ("another country", "udlandet"),
    "rest of Denmark": ("the rest of Denmark", "resten af Danmark"),
    "": ("a place outside the municipality", "et sted uden for kommunen"),
}
SYNTHETIC = (
    "Nobody real is shown: all people are synthetic, drawn so that the estate as a whole resembles the statistics.",
    "Der vises ingen virkelige mennesker: alle er syntetiske og trukket, så området som helhed ligner statistikken.",
)


def place(language: str, where: Mapping[str, Any]) -> str:
    """A home in words: area, department and label, or the place outside the municipality."""
    if where["kind"] == "dead":
        return text.of(language, ("dead", "død"))
    if where["kind"] == "outside":
        title = where["title"]
        return text.of(language, OUTSIDE.get(title, (title, title)))
    department = text.of(language, ("department {}, ", "afdeling {}, ")).format(where["department"])
    inside = f"{department if where['department'] else ''}{where['label']}".rstrip(", ")
    return f"{where['area']} ({inside})" if inside else str(where["area"])


def programme(language: str, name: str) -> str:
    """The title of a proposal."""
    known = discover()
    return text.of(language, known[name].title) if name in known else name
