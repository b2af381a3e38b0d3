"""What the acts of providers come to, as the region counts it, and which of them is still owed.

What a profile does not know is not guessed: without a sum there is no limit, without a term no day. What a profile
says and itself asks the authority about warns, and does not forbid.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from narcdesk import money
from narcdesk.applications import Awaited
from narcdesk.certificates import Certificate, CertificateStatus, CertificateStep, ProviderAct
from narcdesk.certificates.steps import standing
from narcdesk.courses import Course
from narcdesk.dates import Period, add_months, show
from narcdesk.profile import Profile, Tariff
from narcdesk.stays import Span

ACT, PAYMENT = "Акт", "Оплата"  # what is awaited: of the provider, of the authority
_ONE_DAY = timedelta(days=1)
_WHOLE = 1000  # thousandths


@dataclass(frozen=True)
class Limit:
    """The most that may be paid: by what, and whether the profile itself asks the authority if it is so."""

    kopecks: int
    by: str
    is_sure: bool
    is_of_all: bool = False  # of every certificate of the application: instead of one another is given

    def counts(self, act: ProviderAct, certificate: Certificate) -> bool:
        """Whether an act is paid out of it."""
        return self.is_of_all or act.certificate_id == certificate.id


def limit_of(certificate: Certificate, profile: Profile) -> Limit | None:
    """What the certificate says itself, else what follows from the profile; None where neither tells."""
    if certificate.amount is not None:
        return Limit(certificate.amount, "по сертификату", is_sure=True)
    tariff = profile.tariff
    if tariff is None or tariff.roubles is None or tariff.kind == "weighted":
        return None  # of weights no act that was read says what the whole is
    is_per_day = tariff.kind == "per_day"
    kopecks = tariff.roubles * 100 * (certificate.days if is_per_day else 1)
    is_sure = not profile.question("tariff")
    return Limit(kopecks, f"по профилю региона, {tariff.shown}", is_sure, is_of_all=not is_per_day)


def is_by_days(tariff: Tariff | None) -> bool:
    """Whether the region is known to pay days by their price, be it by the weights of services."""
    return tariff is not None and tariff.kind in ("per_day", "weighted")


def expected(tariff: Tariff | None, days: int, price: int | None, volumes: Sequence[int]) -> int | None:
    """What an act should come to in kopecks: days by price, of the weights only what was done of each.

    None where it cannot be told: no price is named, or the weights that are known do not make the whole.
    """
    if price is None:
        return None
    if tariff is None or tariff.kind != "weighted":
        return days * price
    weights = [weight.thousandths for weight in tariff.weights]
    if sum(weights) != _WHOLE or len(volumes) != len(weights):
        return None
    done = sum(weight * volume for weight, volume in zip(weights, volumes, strict=True))
    return (days * price * done + _WHOLE * 50) // (_WHOLE * 100)


@dataclass(frozen=True)
class Account:
    """What is used of a certificate and what is left, by the acts."""

    acts: int
    days: int
    of_days: int
    spent: int  # kopecks, of the acts that name a sum
    unpriced: int  # acts that name none
    limit: Limit | None

    @property
    def days_said(self) -> str:
        """«60 из 180, осталось 120»."""
        return f"{self.days} из {self.of_days}, осталось {max(self.of_days - self.days, 0)}"

    @property
    def money_said(self) -> str:
        """«60 000,00 ₽ из 180 000,00 ₽ (по сертификату), осталось 120 000,00 ₽»."""
        told = money.said(self.spent)
        if self.limit is None:
            told += "; предел не задан"
        else:
            left = max(self.limit.kopecks - self.spent, 0)
            told += f" из {money.said(self.limit.kopecks)} ({self.limit.by}), осталось {money.said(left)}"
        return told + (f"; без суммы актов: {self.unpriced}" if self.unpriced else "")


def account(certificate: Certificate, profile: Profile, acts: Sequence[ProviderAct]) -> Account:
    """The account of a certificate; `acts` are those of every certificate of its application."""
    own, limit = [act for act in acts if act.certificate_id == certificate.id], limit_of(certificate, profile)
    paid = [act for act in acts if limit.counts(act, certificate)] if limit else own
    return Account(
        len(own),
        sum(act.days for act in own),
        certificate.days,
        sum(act.amount or 0 for act in paid),
        sum(act.amount is None for act in paid),
        limit,
    )


# Who owes what


def breaks(steps: Sequence[CertificateStep], day: date) -> list[Span]:
    """The days on which the course stood still, without the day of leaving and that of coming back."""
    found, since = [], None
    for step in standing(steps):
        if step.event == "suspend":
            since = step.on
        elif step.event in ("resume", "annul") and since is not None:
            found.append((since + _ONE_DAY, step.on - _ONE_DAY))
            since = None
    return found + ([(since + _ONE_DAY, day)] if since is not None else [])


def untold(
    courses: Sequence[Course], acts: Sequence[ProviderAct], still: Sequence[Span], day: date
) -> Iterator[tuple[date, date]]:
    """The days of the courses up to a day that no act tells of, each stretch by its first and last one."""
    covered = [(act.since, act.until) for act in acts] + list(still)
    for course in sorted(courses, key=lambda one: (one.started_on, one.id)):
        at, last = course.started_on, course.ended_on or day
        while at <= last:
            until = max((end for first, end in covered if first <= at <= end), default=None)
            if until is not None:
                at = until + _ONE_DAY
                continue
            following = min((first for first, end in covered if at < first <= end), default=last + _ONE_DAY)
            end = min(last, following - _ONE_DAY)
            yield at, end
            at = end + _ONE_DAY


def owed(
    certificate: Certificate,
    profile: Profile,
    courses: Sequence[Course],
    acts: Sequence[ProviderAct],
    steps: Sequence[CertificateStep],
    day: date,
) -> Awaited | None:
    """Whose turn it is: the provider's act of a month that is over or of the whole course, the authority's payment.

    Where the region's order of reporting is not known, no act is awaited; payment is, once an act has come.
    """
    status = certificate.status
    is_over = status is CertificateStatus.USED
    if not is_over and status not in (CertificateStatus.ACTIVE, CertificateStatus.SUSPENDED):
        return None
    left = next(untold(courses, acts, breaks(steps, day), day), None)
    if left is not None and profile.report is not None:
        return _act(left, profile.report.act == "monthly", is_over, profile.report.deadline_day, day)
    if is_over and acts and (left is None or profile.report is None):
        return Awaited(PAYMENT, "курс окончен, акты получены, оплаты органа ещё нет; срок не задан", None, "оплата")
    return None


def _act(left: Span, is_monthly: bool, is_over: bool, deadline_day: int | None, day: date) -> Awaited | None:
    first, last = left
    month = Period.parse(f"{first:%Y-%m}")
    if is_monthly:
        if day <= month.end and not is_over:
            return None  # the month goes on, and so does the course
        last = min(last, month.end)
        what = f"акт организации за {month.label}"
    elif is_over:
        what = f"акт организации о курсе, окончен {show(last)}"
    else:
        return None
    if deadline_day is None:
        return Awaited(ACT, f"{what}; срок не задан в профиле", None, "акт организации")
    following = add_months(last.replace(day=1), 1)
    due = following.replace(day=min(deadline_day, (add_months(following, 1) - _ONE_DAY).day))
    return Awaited(ACT, f"{what} ждём до {show(due)}", due, "акт организации")
