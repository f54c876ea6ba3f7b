"""The categories as plain whole numbers: comparing with a member of an IntEnum is slow, and Mesa shall have it fair."""

from __future__ import annotations

from agents.codes import Education, Found, InstitutionKind, Need, Origin, Rule, Stage, Status, Tenure, Wish

DANISH, WESTERN, NON_WESTERN = (int(x) for x in Origin)
OWNER, PRIVATE_RENTAL, COOPERATIVE, ALMENE = (int(x) for x in Tenure)
NONE, BASIC, UPPER_SECONDARY, VOCATIONAL, MEDIUM_HIGHER, LONG_HIGHER = (int(x) for x in Education)
CHILD, STUDENT, EMPLOYED, UNEMPLOYED, OUTSIDE, DISABILITY_PENSION, OLD_AGE_PENSION = (int(x) for x in Status)
HOME, IN_NURSERY, IN_KINDERGARTEN, IN_SCHOOL, BETWEEN, IN_UPPER_SECONDARY, IN_VOCATIONAL, IN_HIGHER, LEFT = (
    int(x) for x in Stage
)
NO_WISH, MOVE, ARRIVE, LEAVE_PARENTS, PART = (int(x) for x in Wish)
NO_NEED, SOCIAL, REFUGEE = int(Need.NONE), int(Need.SOCIAL), int(Need.REFUGEE)
BY_LIST, BY_TIE, BY_JOB_CENTRE = int(Found.LIST), int(Found.TIE), int(Found.JOB_CENTRE)
KIN, STAIRWAY, SCHOOL, WORK, PROGRAMME = range(5)
ADULT_MONTHS = 216
NURSERY_KIND, KINDERGARTEN_KIND, SCHOOL_KIND = (
    int(InstitutionKind.NURSERY), int(InstitutionKind.KINDERGARTEN), int(InstitutionKind.SCHOOL)
)  # fmt: skip
FREE_SCHOOL_KIND, ASSOCIATION_KIND = int(InstitutionKind.FREE_SCHOOL), int(InstitutionKind.ASSOCIATION)
UPPER_SECONDARY_KIND = int(InstitutionKind.UPPER_SECONDARY)
KIND_OF_STAGE = {
    IN_NURSERY: NURSERY_KIND, IN_KINDERGARTEN: KINDERGARTEN_KIND, IN_SCHOOL: SCHOOL_KIND,
    IN_UPPER_SECONDARY: UPPER_SECONDARY_KIND, IN_VOCATIONAL: int(InstitutionKind.VOCATIONAL),
    IN_HIGHER: int(InstitutionKind.HIGHER),
}  # fmt: skip
RULES = {name: int(Rule[name]) for name in Rule.__members__}
