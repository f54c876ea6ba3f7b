"""One quarter's entries for everybody: what each person costs and pays, to the state and to the municipality."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.mechanisms.income import net_of
from model.mechanisms.ledger.entries import (
    CARE,
    CASE,
    CASH,
    CHILD,
    CONTRIBUTION,
    CONVICTION,
    DAYCARE,
    DISABILITY,
    GRANT,
    HEALTH,
    HIGHER,
    HOUSING,
    JOB_CENTRE,
    KIND_OF,
    KINDS,
    OLD_AGE,
    SCHOOL,
    TAX,
    UNEMPLOYED,
    VAT,
    VISITORS,
    YOUTH,
)
from model.mechanisms.ledger.refunds import PENSION_REFORM

MONTHS = 3
"""Months that one booking stands for: people are looked at in the middle of each quarter."""
ORE = 100.0
"""Money is summed in whole oere, so that the order of people cannot matter."""
KIND = np.array(KIND_OF, dtype=np.int64)
N_KINDS = len(KINDS)
ADULT = 18 * 12


@njit(cache=True)
def _post(out, own, slot, group, entry, kr, state_part):  # type: ignore[no-untyped-def]
    """Enter a monthly amount, split between state and municipality, in the sums and in the person's own account."""
    whole = np.int64(np.rint(kr * MONTHS * ORE))
    state = np.int64(np.rint(whole * state_part))
    out[group, 0, entry] += state
    out[group, 1, entry] += whole - state
    if slot >= 0:
        own[slot, KIND[entry]] += np.float32(state / ORE)
        own[slot, N_KINDS + KIND[entry]] += np.float32((whole - state) / ORE)


@njit(cache=True)
def homes(  # type: ignore[no-untyped-def]
    alive, household, birth, status, income, dwelling, h_alive, tenure, rent, m2, month, u
):
    """Adults, children, income before tax (oere a month), housing benefit (kr a month) and pensioners by household."""
    n = len(h_alive)
    adults = np.zeros(n, np.int32)
    children = np.zeros(n, np.int32)
    gross = np.zeros(n, np.int64)
    pensioner = np.zeros(n, np.bool_)
    for i in range(len(alive)):
        h = household[i]
        if not alive[i] or h < 0:
            continue
        if month - birth[i] < ADULT:
            children[h] += 1
            continue
        adults[h] += 1
        gross[h] += np.int64(np.rint(income[i] * ORE))
        if status[i] == 6:
            pensioner[h] = True
    benefit = np.zeros(n)
    for h in range(n):
        if not h_alive[h] or adults[h] == 0:
            continue
        home = dwelling[h]
        if home >= 0:
            if tenure[home] != 1 and tenure[home] != 3:
                continue
            room = u.m2_first + u.m2_more * (adults[h] + children[h] - 1)
            paid = rent[home] * min(1.0, room / max(m2[home], 1.0))
            part = 1.0
        else:
            paid, part = u.rent_away, u.rented_away
        year = gross[h] / ORE * 12.0
        if pensioner[h]:
            found = u.pension_rent * paid - u.pension_taper * max(year - u.pension_limit, 0.0) / 12.0
        else:
            limit = u.benefit_limit + u.benefit_child * min(max(children[h] - 1, 0), 3)
            found = u.benefit_rent * paid - u.benefit_taper * max(year - limit, 0.0) / 12.0
            if children[h] == 0:
                found = min(found, u.benefit_childless * paid)
        benefit[h] = part * u.benefit_uptake * min(max(found, 0.0), u.benefit_most)
    return adults, children, gross, benefit, pensioner


@njit(cache=True)
def _among(key, keys):  # type: ignore[no-untyped-def]
    at = np.searchsorted(keys, key)
    return at < len(keys) and keys[at] == key


@njit(cache=True)
def cohort(alive, key, birth, mother, month, seen, member, keys):  # type: ignore[no-untyped-def]
    """Bring up to date who belongs to the cohort `keys` (sorted): `member` by row, as of the key `seen` there last.

    A child seen for the first time in the quarter of its birth belongs to it when its mother does; returns the keys
    of such children.
    """
    born = [np.uint64(0) for _ in range(0)]
    for i in range(len(alive)):
        if not alive[i] or seen[i] == key[i]:
            continue
        seen[i] = key[i]
        member[i] = _among(key[i], keys)
        if not member[i] and month - birth[i] <= MONTHS and mother[i] >= 0 and _among(key[mother[i]], keys):
            member[i] = True
            born.append(key[i])
    return np.array(born, dtype=np.uint64)


@njit(cache=True)
def groups(alive, household, record, member, estate, away):  # type: ignore[no-untyped-def]
    """The group of each person row, as `entries.GROUPS` numbers them; -1 for those away who are nobody's account."""
    out = np.full(len(alive), -1, np.int8)
    for i in range(len(alive)):
        if not alive[i] or household[i] < 0:
            continue
        start = member[i]
        if away:
            if start or record[i] >= 0:
                out[i] = 4 if start else 5
        elif estate[household[i]]:
            out[i] = 0 if start else 1
        elif start:
            out[i] = 2
        else:
            out[i] = 3 if record[i] >= 0 else 6
    return out


@njit(cache=True)
def _health(age, poorly, u):  # type: ignore[no-untyped-def]
    if age < 18:
        return u.health_child
    if age < 65:
        return u.health_adult * (u.health_ill if poorly else 1.0)
    return u.health_old if age < 80 else u.health_oldest


@njit(cache=True)
def _benefit(now, on, education, gross, granted_late, refund, pension, r):  # type: ignore[no-untyped-def]
    """The public part of somebody's income: which entry (-1 none), how much, and the state's part of it."""
    if now == 1:
        return GRANT, max(gross - r.student_job, 0.0), 1.0
    if now == 3 and education > 2:
        return UNEMPLOYED, gross, refund[1, on]
    if now == 3 or now == 4:
        return CASH, gross, refund[0, on]
    if now == 5:
        return DISABILITY, gross, pension[1] if granted_late else pension[0]
    if now == 6:
        own = r.own_pension * (max(education - 1.0, 0.0) + 0.5)
        return OLD_AGE, max(gross - own, 0.0), 1.0
    return -1, 0.0, 0.0


@njit(cache=True)
def _place(stage, h, gross, u):  # type: ignore[no-untyped-def]
    """The daycare, school or study somebody attends: which entry (-1 none), cost a month, and the state's part."""
    if stage == 1 or stage == 2:
        year = gross[h] / ORE * 12.0
        step = (year - u.free_place_below) / (u.full_pay_from - u.free_place_below)
        paid = u.parents_pay * min(max(step, 0.0), 1.0)
        return DAYCARE, (u.nursery if stage == 1 else u.kindergarten) * (1.0 - paid), 0.0
    if stage == 3:
        return SCHOOL, u.school, 0.0
    if stage == 5:
        return YOUTH, u.upper_secondary, 1.0
    if stage == 6:
        return YOUTH, u.vocational, 1.0
    if stage == 7:
        return HIGHER, u.higher, 1.0
    return -1, 0.0, 0.0


@njit(cache=True)
def people(  # type: ignore[no-untyped-def]
    out, heads, own, group, slot, alive, household, birth, education, status, since, income, stage, open_case, ill,
    convicted, kind, adults, children, h_gross, benefit, pensioner, refund, pension, month, r, u,
):  # fmt: skip
    """Enter everybody with a group (others have -1) in `out` (groups, payers, entries), oere, and count `heads`.

    `slot` is the row of a person's own account in `own`, -1 none. What belongs to a household is shared by its
    adults; child benefits and their duties stand in the child's account.
    """
    for i in range(len(alive)):
        g, h = group[i], household[i]
        if not alive[i] or g < 0 or h < 0:
            continue
        s, now, months = slot[i], status[i], month - birth[i]
        age = months // 12
        heads[g, 0] += 1
        spent = 0.0
        if months < ADULT:
            spent = r.child_benefit
            if kind[h] == 4:
                spent += r.single_parent_benefit / children[h]
            _post(out, own, s, g, CHILD, spent, 1.0)
            if months < 12:
                _post(out, own, s, g, VISITORS, u.health_visitor, 0.0)
        else:
            if age < 65:
                heads[g, 1] += 1
                heads[g, 2] += now == 2
                heads[g, 3] += age < 25 and 3 <= now <= 5
            gross = float(income[i])
            if gross > 0.0:
                on = min(max(month - since[i], 0), 12)
                late = since[i] >= PENSION_REFORM
                entry, kr, state = _benefit(now, on, education[i], gross, late, refund, pension, r)
                if entry >= 0:
                    _post(out, own, s, g, entry, kr, state)
                if entry in (CASH, UNEMPLOYED):
                    _post(out, own, s, g, JOB_CENTRE, u.job_centre, u.job_centre_state)
                spent = net_of(gross, now == 2, r)
                taxed = gross * (1.0 - r.labour_contribution) if now == 2 else gross
                top = r.top_tax * max(taxed - r.top_tax_from, 0.0)
                if now == 2:
                    _post(out, own, s, g, CONTRIBUTION, taxed - gross, 1.0)
                if top > 0.0:
                    _post(out, own, s, g, TAX, -top, 1.0)
                _post(out, own, s, g, TAX, spent + top - taxed, 1.0 - u.municipal_tax / r.tax_rate)
            if benefit[h] > 0.0:
                part = u.pension_benefit_state if pensioner[h] else u.benefit_state
                _post(out, own, s, g, HOUSING, benefit[h] / adults[h], part)
            if age >= 65:
                _post(out, own, s, g, CARE, u.care_old if age < 80 else u.care_oldest, 0.0)
        if spent > 0.0:
            _post(out, own, s, g, VAT, -u.consumption_tax * spent, 1.0)
        entry, kr, state = _place(stage[i], h, h_gross, u)
        if entry >= 0:
            _post(out, own, s, g, entry, kr, state)
        if open_case[i]:
            _post(out, own, s, g, CASE, u.social_case, 0.0)
        if month - MONTHS < convicted[i] <= month:
            _post(out, own, s, g, CONVICTION, u.conviction / MONTHS, 1.0)
        _post(out, own, s, g, HEALTH, _health(age, ill[i] or now == 5, u), 1.0 - u.health_municipal)
