"""A certificate: its row, its states and moves, and the lines of its way."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, mapped_column

from narcdesk.applications import Awaited
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import show
from narcdesk.errors import UserError
from narcdesk.fields import Kind, asked


class CertificateStatus(Coded):
    """States of a certificate."""

    ISSUED = "issued", "Выдан"
    ACTIVE = "active", "Принят организацией"
    SUSPENDED = "suspended", "Приостановлен"
    LOST = "lost", "Утрачен"
    USED = "used", "Использован"
    SETTLED = "settled", "Оплачен (погашен)"
    EXPIRED = "expired", "Истёк"
    ANNULLED = "annulled", "Аннулирован"


LIVE = (CertificateStatus.ISSUED, CertificateStatus.ACTIVE, CertificateStatus.SUSPENDED)
SPENT = (CertificateStatus.USED, CertificateStatus.SETTLED)

# event: from which states, to which state. One marked as expired is good for a course that began in time.
MOVES: dict[str, tuple[tuple[CertificateStatus, ...], CertificateStatus]] = {
    "accept": ((CertificateStatus.ISSUED, CertificateStatus.EXPIRED), CertificateStatus.ACTIVE),
    "finish": ((CertificateStatus.ACTIVE,), CertificateStatus.USED),
    "lose": ((CertificateStatus.ISSUED,), CertificateStatus.LOST),
    "suspend": ((CertificateStatus.ACTIVE,), CertificateStatus.SUSPENDED),
    "resume": ((CertificateStatus.SUSPENDED,), CertificateStatus.ACTIVE),
    "settle": ((CertificateStatus.USED,), CertificateStatus.SETTLED),
    "expire": ((CertificateStatus.ISSUED,), CertificateStatus.EXPIRED),
    "annul": (LIVE, CertificateStatus.ANNULLED),
}

REDEEM = "redeem"  # a coupon: a line of the way that leaves the state as it is
EVENT_TITLES = {
    "record": "Выдан",
    "accept": "Принят организацией",
    "finish": "Курс окончен",
    "lose": "Утрачен",
    "suspend": "Приостановлен",
    "resume": "Снова действует",
    "settle": "Оплачен (погашен)",
    "expire": "Истёк",
    "annul": "Аннулирован",
    REDEEM: "Погашена отметка",
    "correct": "Запись исправлена",
}

TAKEN_BACK = "отменено сразу после записи"

# What is put back by a reverse step with a reason; what a course did goes back with the course itself.
PUT_BACK = ("lose", "suspend", "resume", "settle", "expire", "annul", REDEEM)


class Certificate(Base, kw_only=True):
    """One certificate of one person."""

    __tablename__ = "certificates"
    __table_args__ = (sa.Index("ix_certificates_status_valid_until", "status", "valid_until"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), index=True)
    provider_id: Mapped[int | None] = mapped_column(sa.ForeignKey("providers.id"), default=None)
    status: Mapped[CertificateStatus] = mapped_column(coded(CertificateStatus), default=CertificateStatus.ISSUED)
    number: Mapped[str] = mapped_column(
        sa.String(60), index=True, info=asked("Серия и номер", Kind.TEXT, required=True, width=20)
    )
    issued_on: Mapped[date] = mapped_column(info=asked("Дата выдачи", Kind.PAST_DAY, required=True, width=12))
    valid_until: Mapped[date | None] = mapped_column(
        default=None,
        info=asked("Обратиться в организацию до", Kind.NEAR_DAY, width=12, hint="как в сертификате"),
    )
    days: Mapped[int] = mapped_column(info=asked("Срок курса, дней", Kind.NUMBER, required=True, least=1, width=6))
    amount: Mapped[int | None] = mapped_column(  # kopecks
        default=None, info=asked("Сумма, ₽", Kind.MONEY, width=14)
    )
    accepted_on: Mapped[date | None] = mapped_column(default=None)
    suspended_until: Mapped[date | None] = mapped_column(default=None)  # by the profile's term of a break
    replaces_id: Mapped[int | None] = mapped_column(sa.ForeignKey("certificates.id"), default=None)
    ended_why: Mapped[str] = mapped_column(sa.String(300), default="")
    ended_code: Mapped[str] = mapped_column(sa.String(8), default="")  # of the profile's reasons

    def take_back(self) -> None:
        """It was written down by mistake and is taken back at once: its number stays in the journal, of no force."""
        self.status, self.ended_why = CertificateStatus.ANNULLED, TAKEN_BACK

    def is_valid_on(self, day: date) -> bool:
        """Whether the person may still come to a provider with it."""
        return self.status is CertificateStatus.ISSUED and (self.valid_until is None or day <= self.valid_until)

    def is_over_on(self, day: date) -> bool:
        """Whether nobody came with it in time, marked or not."""
        return self.status is CertificateStatus.ISSUED and not self.is_valid_on(day)

    def awaited(self) -> Awaited | None:
        """What it waits for: that the person comes to a provider with it, comes back to a course, gets another one."""
        if self.status is CertificateStatus.LOST:
            return Awaited("Дубликат", f"сертификат № {self.number} утрачен, дубликат не записан", None, "дубликат")
        if self.status is CertificateStatus.SUSPENDED and self.suspended_until is not None:
            said = f"перерыв курса до {show(self.suspended_until)}"
            return Awaited("Перерыв", said, self.suspended_until, "вернуться на курс")
        if self.status is not CertificateStatus.ISSUED:
            return None
        until = self.valid_until
        said = f"обратиться в организацию до {show(until)}" if until else "обратиться в организацию; срок не записан"
        return Awaited("Сертификат", said, until, "обратиться" if until else "обратиться, срок не записан")

    def must_move(self, event: str) -> CertificateStatus:
        """The state that an event leads to; raises UserError where the event is out of place."""
        allowed, target = MOVES[event]
        if self.status not in allowed:
            raise UserError(
                f"Сертификат уже в состоянии «{self.status.label}»: «{EVENT_TITLES[event].lower()}» сейчас невозможно.",
                do="Обновите страницу: возможно, это уже отмечено.",
            )
        return target

    def must_accept(self, day: date) -> None:
        """Raise UserError unless a provider may take the person in on a day.

        One marked as expired is good for a course that began in time and is written down only afterwards.
        """
        if self.status not in (CertificateStatus.ISSUED, CertificateStatus.EXPIRED):
            raise UserError(
                f"Сертификат № {self.number} в состоянии «{self.status.label}».",
                do="Выберите другой сертификат или запишите курс без него.",
            )
        if day < self.issued_on:
            raise UserError(
                f"Сертификат № {self.number} выдан {show(self.issued_on)}, принять раньше нельзя.",
                do="Проверьте дату начала курса.",
            )
        if self.valid_until is not None and day > self.valid_until:
            raise UserError(
                f"Сертификат № {self.number} истёк {show(self.valid_until)}.",
                do="Подайте заявку на новый или запишите курс без сертификата.",
            )


class CertificateStep(Base, kw_only=True):
    """One line of a certificate's way, never changed nor taken out: what was wrong has a correction beside it."""

    __tablename__ = "certificate_steps"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    certificate_id: Mapped[int] = mapped_column(sa.ForeignKey("certificates.id"), index=True)
    event: Mapped[str] = mapped_column(sa.String(16))
    on: Mapped[date]
    was: Mapped[CertificateStatus | None] = mapped_column(coded(CertificateStatus), default=None)  # before it
    document: Mapped[str] = mapped_column(sa.String(80), default="")
    reason_code: Mapped[str] = mapped_column(sa.String(8), default="")
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    corrects: Mapped[int | None] = mapped_column(sa.ForeignKey("certificate_steps.id"), default=None)

    @property
    def title(self) -> str:
        """The step in words."""
        return EVENT_TITLES[self.event]

    def undone(self, on: date, by: int) -> "CertificateStep":
        """The line that takes this one back right after it was written; a certificate itself is annulled by it."""
        if self.event == "record":
            return CertificateStep(
                certificate_id=self.certificate_id,
                event="annul",
                on=on,
                was=CertificateStatus.ISSUED,
                note=TAKEN_BACK,
                by=by,
            )
        return CertificateStep(
            certificate_id=self.certificate_id,
            event="correct",
            on=on,
            note=f"{self.title}: {TAKEN_BACK}",
            by=by,
            corrects=self.id,
        )


@event.listens_for(CertificateStep, "before_update")
@event.listens_for(CertificateStep, "before_delete")
def _stays(_mapper: object, _connection: object, _step: CertificateStep) -> None:
    raise RuntimeError("a line of a certificate's way is neither changed nor deleted")
