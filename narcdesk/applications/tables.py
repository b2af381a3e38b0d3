"""An application to the regional authority: its row, its states, its way, its set of papers."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from narcdesk import rules
from narcdesk.base import Base, Coded, coded
from narcdesk.errors import UserError
from narcdesk.fields import Kind, asked


class Status(Coded):
    """States of an application."""

    DRAFT = "draft", "Черновик"
    READY = "ready", "Готова к отправке"
    SENT = "sent", "Направлена"
    REGISTERED = "registered", "На рассмотрении"
    RETURNED = "returned", "Возвращена"
    WAITING = "waiting", "В очереди"
    GRANTED = "granted", "Решение о выдаче"
    REFUSED = "refused", "Отказ"
    WITHDRAWN = "withdrawn", "Отозвана"


FINAL = (Status.GRANTED, Status.REFUSED, Status.WITHDRAWN)
CONSIDERED = (Status.SENT, Status.REGISTERED, Status.WAITING)  # the papers lie there, and the turn is the authority's
AT_AUTHORITY = (*CONSIDERED, Status.RETURNED)  # it knows of the person and has not decided

# event: from which states, to which state. The authority's events carry its document's number and date.
MOVES: dict[str, tuple[tuple[Status, ...], Status]] = {
    "submit": ((Status.DRAFT,), Status.READY),
    "send": ((Status.READY, Status.RETURNED), Status.SENT),
    "register": ((Status.SENT,), Status.REGISTERED),
    "return_back": ((Status.SENT, Status.REGISTERED), Status.RETURNED),
    "wait": ((Status.SENT, Status.REGISTERED), Status.WAITING),
    "carry_over": ((Status.WAITING,), Status.WAITING),
    "grant": (CONSIDERED, Status.GRANTED),
    "refuse": (AT_AUTHORITY, Status.REFUSED),
    "withdraw": ((Status.DRAFT, Status.READY, *AT_AUTHORITY), Status.WITHDRAWN),
}

# What the office wrote down of others' doing: a wrong entry is put back with a reason. A number and a paper that left
# stay given and gone.
PUT_BACK = ("register", "return_back", "wait", "carry_over", "grant", "refuse", "withdraw")

_DAYS = {  # event -> the column that keeps its day
    "submit": "submitted_on",
    "send": "sent_on",
    "register": "registered_on",
    "return_back": "returned_on",
    "wait": "queued_on",
    "carry_over": "queued_on",
    "grant": "decided_on",
    "refuse": "decided_on",
}

EVENT_TITLES = {
    "start": "Начата",
    "submit": "Подана, номер присвоен",
    "send": "Направлена в орган",
    "register": "Зарегистрирована органом",
    "return_back": "Возвращена на доработку",
    "wait": "Поставлена в очередь",
    "carry_over": "Очередь перенесена на новый год",
    "grant": "Решено выдать",
    "refuse": "Отказано",
    "withdraw": "Отозвана",
    "correct": "Запись исправлена",
}


class ServiceForm(Coded):
    """In what form the services are asked."""

    RESIDENTIAL = "residential", "стационарная"
    OUTPATIENT = "outpatient", "амбулаторная (полустационарная)"


class Reply(Coded):
    """How the person wants to get the decision (заявление, row 16)."""

    IN_PERSON = "in_person", "лично"
    POST = "post", "почтой"
    OFFICE = "office", "через кабинет"


def _grounds(_day: date) -> dict[str, str]:
    return {ground.code: ground.title for ground in rules.legal_grounds()}


class Application(Base, kw_only=True):
    """One application of one patient, under the profile in force on the day it was begun."""

    __tablename__ = "applications"
    __table_args__ = (sa.Index("ix_applications_status_made_on", "status", "made_on"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    number: Mapped[str | None] = mapped_column(sa.String(24), unique=True, default=None)
    status: Mapped[Status] = mapped_column(coded(Status), default=Status.DRAFT)
    region_code: Mapped[str] = mapped_column(sa.String(4))
    profile_edition: Mapped[str] = mapped_column(sa.String(64))
    made_on: Mapped[date]

    instrument: Mapped[str] = mapped_column(sa.String(40))  # of the profile; the window offers its list
    days: Mapped[int | None] = mapped_column(
        default=None, info=asked("Срок курса, дней", Kind.NUMBER, required=True, least=1, width=6)
    )
    service_form: Mapped[ServiceForm | None] = mapped_column(
        coded(ServiceForm),
        default=None,
        info=asked("Форма услуг", Kind.CHOICE, choices=ServiceForm, width=32),
    )
    provider_id: Mapped[int | None] = mapped_column(sa.ForeignKey("providers.id"), default=None)
    circumstance: Mapped[str] = mapped_column(
        sa.String(40), info=asked("Основание", Kind.CHOICE, required=True, choices=_grounds, width=40)
    )
    earlier: Mapped[str] = mapped_column(
        sa.String(120),
        default="",
        info=asked("Ранее получал", Kind.TEXT, width=32, hint="номер и дата прежнего сертификата"),
    )
    reply: Mapped[Reply | None] = mapped_column(
        coded(Reply),
        default=Reply.OFFICE,
        info=asked("Как получить решение", Kind.CHOICE, choices=Reply, width=20),
    )

    submitted_on: Mapped[date | None] = mapped_column(default=None)
    sent_on: Mapped[date | None] = mapped_column(default=None)
    registered_on: Mapped[date | None] = mapped_column(default=None)
    returned_on: Mapped[date | None] = mapped_column(default=None)
    queued_on: Mapped[date | None] = mapped_column(default=None)  # in the year for which it waits for a place
    decided_on: Mapped[date | None] = mapped_column(default=None)

    def must_move(self, event: str) -> Status:
        """The state that an event leads to; raises UserError where the event is out of place."""
        allowed, target = MOVES[event]
        if self.status not in allowed:
            raise UserError(
                f"Заявка в состоянии «{self.status.label}»: «{EVENT_TITLES[event].lower()}» сейчас невозможно.",
                do="Обновите список: возможно, это уже отмечено.",
            )
        return target

    def happens(self, event: str, on: date) -> None:
        """What an event makes of it: the state and the day; whether it may happen, `must_move` told before."""
        if event == "send":
            # A second time, after a return: what the authority answered the first time is over, it stays in the steps.
            self.registered_on = self.returned_on = None
        if event in _DAYS:
            setattr(self, _DAYS[event], on)
        if event in MOVES:
            self.status = MOVES[event][1]

    def begins_anew(self) -> None:
        """As it was when it was begun, so that its steps can be gone over again."""
        self.status = Status.DRAFT
        for column in _DAYS.values():
            setattr(self, column, None)

    @property
    def is_final(self) -> bool:
        """Nothing more is awaited of the authority."""
        return self.status in FINAL

    @property
    def shown_number(self) -> str:
        """The number, or what stands for it before one is given."""
        return self.number or "без номера"


class ApplicationStep(Base, kw_only=True):
    """One step of an application's way: what happened, by what document, and why."""

    __tablename__ = "application_steps"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), index=True)
    event: Mapped[str] = mapped_column(sa.String(16))
    on: Mapped[date]
    document: Mapped[str] = mapped_column(sa.String(80), default="")  # number of the letter or decision
    reason_code: Mapped[str] = mapped_column(sa.String(8), default="")
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    corrects: Mapped[int | None] = mapped_column(sa.ForeignKey("application_steps.id"), default=None)

    @property
    def title(self) -> str:
        """The step in words."""
        return EVENT_TITLES[self.event]

    def undone(self, on: date, by: int) -> "ApplicationStep":
        """The line that takes this one back right after it was written: both stay."""
        return ApplicationStep(
            application_id=self.application_id,
            event="correct",
            on=on,
            note=f"{self.title}: отменено сразу после записи",
            by=by,
            corrects=self.id,
        )


class ApplicationPaper(Base, kw_only=True):
    """A paper of the set that is at hand: an attachment of the profile with its sheets."""

    __tablename__ = "application_papers"
    __table_args__ = (sa.UniqueConstraint("application_id", "code"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"))
    code: Mapped[str] = mapped_column(sa.String(8))
    sheets: Mapped[int] = mapped_column(default=1)
    dated: Mapped[date | None] = mapped_column(default=None)
