"""What goes on under a certificate in use: the organisation's acts month by month, a break, the authority's payment.

Drawn from streams of its own, made of the card's number: nobody's way depends on it.
"""

from datetime import timedelta
from random import Random

from narcdesk import certificates, provider_acts
from narcdesk.certificates import CertificateStatus
from narcdesk.dates import add_months
from narcdesk.training.cases import Case
from narcdesk.training.days import Story

LATE = 0.08  # of the acts: they come after the day by which the region wants them
PAID = 0.85  # of the courses whose acts have come


def acts(case: Case, certificate_id: int) -> Story:
    """In the first days of each month the act of the one before it; after the last one the authority pays."""
    rng, register, days = Random(f"acts {case.patient_id}"), case.register, case.world.days
    number = rng.randrange(1, 60)
    while True:
        first = add_months(case.today.replace(day=1), 1)
        yield days.working(first + timedelta(days=rng.randrange(8, 20) if rng.random() < LATE else rng.randrange(1, 4)))
        status = certificates.one(register, certificate_id).status
        if status not in (CertificateStatus.ACTIVE, CertificateStatus.SUSPENDED, CertificateStatus.USED):
            return
        month = case.today.replace(day=1)
        while (typed := provider_acts.proposed(register, certificate_id)).get("since", month) < month:
            used = provider_acts.standing(register, certificate_id).account
            days_of_it = (typed["until"] - typed["since"]).days + 1 - typed["absent"]
            typed["absent"] += max(0, used.days + days_of_it - used.of_days)  # days beyond the certificate are not paid
            worth = provider_acts.looked_over(register, certificate_id, typed).amount
            number += rng.randrange(1, 9)
            provider_acts.record(register, certificate_id, typed | {"number": str(number), "amount": worth})
        if status is CertificateStatus.USED:
            break
    if rng.random() < PAID:
        yield days.later(rng.randrange(12, 40))
        if certificates.one(register, certificate_id).status is CertificateStatus.USED:
            certificates.settled(register, certificate_id, case.today, f"{rng.randrange(20, 400)}-п")


def pause(case: Case, certificate_id: int, after: int) -> Story:
    """He is in hospital for some days, and the course stands still."""
    yield case.world.days.later(after)
    if certificates.one(case.register, certificate_id).status is not CertificateStatus.ACTIVE:
        return
    certificates.suspended(case.register, certificate_id, case.today, "стационарное лечение")
    yield case.world.days.later(Random(f"pause {case.patient_id}").randrange(5, 10))
    certificates.resumed(case.register, certificate_id, case.today)
