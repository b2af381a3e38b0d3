"""What an application waits for and till when: by the terms of its profile, or said to be unset."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.acts import Term
from narcdesk.applications.actions import profile_of
from narcdesk.applications.tables import Application, ApplicationStep, Status
from narcdesk.dates import Calendar, show
from narcdesk.register import Register
from narcdesk.working_days import office_calendar

UNSET = "срок не задан в профиле"


@dataclass(frozen=True)
class Awaited:
    """The next thing of an application: its name, a sentence, and its last day, None where no act tells one."""

    title: str
    said: str
    due: date | None
    what: str  # in a word or two

    def brief(self, today: date) -> str:
        """As short as a list wants it: «решение органа до 30.03.2026», «просрочено 30.03: решение органа»."""
        if self.due is None:
            return self.what
        if self.due < today:
            return f"просрочено {self.due:%d.%m}: {self.what}"
        return f"{self.what} до {show(self.due)}"


def awaited(session: Session, application: Application, today: date, returned_why: str = "") -> Awaited | None:
    """What happens next; None when the way is over. `returned_why` is what the authority wrote when it returned it.

    Whether the certificate of a granted one is written down already, `narcdesk.certificates` knows.
    """
    profile, calendar = profile_of(application), office_calendar(session)
    match application.status:
        case Status.DRAFT:
            return Awaited("Подать", "черновик, заявка не подана", None, "подать")
        case Status.READY:
            return Awaited("Отправить", "заявка подготовлена, не отправлена", application.submitted_on, "отправить")
        case Status.RETURNED if application.returned_on:
            due = profile.completion.due(application.returned_on, calendar)
            why = f": {returned_why}" if returned_why else ""
            doubt = profile.completion.doubt(application.returned_on, calendar)
            until = _until(due, doubt) if due else ", срок в профиле не задан"
            said = f"орган вернул{why}; доработать{until}"
            if due is not None and due < today:
                said += "; срок прошёл, орган может отказать"
            return Awaited("Доработать", said, due, _or_unset("доработать", due))
        case Status.WAITING if application.queued_on:
            return _place(application.queued_on, today, is_by_year=profile.quota_per_year is not None)
        case Status.GRANTED if application.decided_on:
            due = profile.notify.due(application.decided_on, calendar)
            given = profile.instrument(application.instrument).short
            said = f"решено выдать {show(application.decided_on)}, документ не записан"
            return Awaited(given, said, due, _or_unset("записать документ", due))
        case Status.SENT | Status.REGISTERED:
            return _answer(application, profile.decision, calendar)
    return None


def _answer(application: Application, term: Term, calendar: Calendar) -> Awaited:
    """The authority's decision: its term starts at receipt or at registration, as the profile has it."""
    starts = {"receipt": application.sent_on, "registration": application.registered_on}
    begun = starts.get(term.start or "")
    due = term.due(begun, calendar) if begun else None
    if due is not None and begun is not None:
        said = f"решение должно быть{_until(due, term.doubt(begun, calendar))}"
        return Awaited("Ответ органа", said, due, "решение органа")
    since = f" с {show(application.sent_on)}" if application.sent_on else ""
    if term.value is None:
        why, what = "срок решения в профиле не задан", "решение органа, срок не задан"
    else:
        why, what = "срок решения пойдёт с регистрации органом", "регистрация органом"
    return Awaited("Ответ органа", f"ждём{since}; {why}", None, what)


def _place(queued_on: date, today: date, *, is_by_year: bool) -> Awaited:
    """A place in the quota: where it is that of a year, the year's last day ends the waiting."""
    if not is_by_year:
        return Awaited("Очередь", f"в очереди с {show(queued_on)}; {UNSET}", None, "место, срок не задан")
    due = date(queued_on.year, 12, 31)
    said = f"в очереди с {show(queued_on)}; место ждём до {show(due)}"
    if due < today:
        said += "; год кончился, орган переносит очередь или отказывает"
    return Awaited("Очередь", said, due, "место в очереди")


def suggested_refusal(register: Register, application: Application) -> str:
    """The code of the reason that a refusal most likely has, as it stands today; "" where nothing tells one."""
    today = register.today()
    with register.read("patients.look") as session:
        waits = awaited(session, application, today)
    is_over = waits is not None and waits.due is not None and waits.due < today
    likely = {Status.RETURNED: "R01", Status.WAITING: "R07"}.get(application.status, "") if is_over else ""
    return likely if likely in {reason.code for reason in profile_of(application).refusal_reasons} else ""


def _until(due: date, doubt: str) -> str:
    return f" до {show(due)}" + (f" ({doubt})" if doubt else "")


def _or_unset(what: str, due: date | None) -> str:
    return what if due else f"{what}, срок не задан"


def terms(register: Register, application: Application) -> list[tuple[str, str]]:
    """The terms of the region for an application: a day where the term runs, its words before, or «не задан»."""
    profile = profile_of(application)
    with register.read("patients.look") as session:
        calendar = office_calendar(session)
    begun = {
        "receipt": application.sent_on,
        "registration": application.registered_on,
        "return": application.returned_on,
        "decision": application.decided_on,
    }
    found = []
    for title, term in (
        ("Решение органа", profile.decision),
        ("Доработка", profile.completion),
        ("Извещение о решении", profile.notify),
        ("Обращение в организацию", profile.certificate_valid),
    ):
        from_day = begun.get(term.start or "")
        due = term.due(from_day, calendar) if from_day else None
        doubt = term.doubt(from_day, calendar) if from_day else ""
        if term.value is None:
            found.append((title, UNSET))
        else:
            shown = f"до {show(due)}: {term.shown}" if due else term.shown
            found.append((title, "; ".join(filter(None, (shown, doubt)))))
    return found


def returned_why(session: Session, application_ids: Sequence[int]) -> dict[int, str]:
    """What the authority wrote when it last returned an application, for those that it ever returned."""
    if not application_ids:
        return {}
    steps = session.scalars(
        sa.select(ApplicationStep)
        .where(ApplicationStep.application_id.in_(application_ids), ApplicationStep.event == "return_back")
        .order_by(ApplicationStep.id)
    )
    return {step.application_id: step.note for step in steps}
