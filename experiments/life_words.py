"""The words for where somebody stands: stages, what people live by, education, gates, language and ways to a job."""

from __future__ import annotations

from agents.codes import Education, Found, Gate, LanguageGroup, Stage, Status

STAGES = {
    Stage.HOME: "at home", Stage.NURSERY: "in nursery", Stage.KINDERGARTEN: "in kindergarten",
    Stage.SCHOOL: "at school", Stage.BETWEEN: "out of school and not in youth education",
    Stage.UPPER_SECONDARY: "in upper secondary education", Stage.VOCATIONAL: "in vocational education",
    Stage.HIGHER: "in higher education", Stage.LEFT: "out of education",
}  # fmt: skip
STATUSES = {
    Status.CHILD: "a child", Status.STUDENT: "a student", Status.EMPLOYED: "employed",
    Status.UNEMPLOYED: "unemployed and ready for a job", Status.OUTSIDE: "on cash benefit, not ready for a job",
    Status.DISABILITY_PENSION: "on disability pension", Status.OLD_AGE_PENSION: "on old-age pension",
}  # fmt: skip
EDUCATIONS = {
    Education.NONE: "none completed yet", Education.BASIC: "compulsory school",
    Education.UPPER_SECONDARY: "an upper secondary education", Education.VOCATIONAL: "a vocational education",
    Education.MEDIUM_HIGHER: "a medium higher education", Education.LONG_HIGHER: "a long higher education",
}  # fmt: skip
GATES = {
    Gate.NURSERY: "a place in nursery", Gate.KINDERGARTEN: "being in kindergarten at three",
    Gate.SCHOOL_START: "starting school without need of a language effort",
    Gate.EXAM: "at least 02 in Danish and mathematics", Gate.YOUTH_START: "beginning a youth education",
    Gate.YOUTH_DONE: "completing a youth education", Gate.HIGHER_DONE: "completing a higher education",
    Gate.FIRST_JOB: "a job within a year of leaving education",
}  # fmt: skip
EFFORTS = {
    LanguageGroup.NOT_ASSESSED: "not assessed", LanguageGroup.GENERAL: "the general effort is enough",
    LanguageGroup.FOCUSED: "a focused effort is offered", LanguageGroup.SPECIAL: "a special effort is offered",
}  # fmt: skip
FOUND = {
    Found.UNKNOWN: "", Found.LIST: ", found by applying", Found.TIE: ", found through somebody known",
    Found.PARTNERSHIP: ", found through a partnership on hiring", Found.JOB_CENTRE: ", found through the job centre",
}  # fmt: skip
