"""A referral of the office to somebody else: its states and steps, and what form 057/у asks (519н)."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from narcdesk import subjects
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import show
from narcdesk.disclosures import AddresseeKind
from narcdesk.fields import Kind, asked
from narcdesk.struck import MayBeStruck

SAID_LENGTH = 500
FORMS = FORM_057, FORM_OTHER = "napravlenie_057u", "napravlenie_v_organizatsiyu"  # of resources/forms


class ReferralState(Coded):
    """How far a referral is."""

    PREPARED = "prepared", "подготовлено"
    SENT = "sent", "отправлено"
    ACCEPTED = "accepted", "принят"
    REFUSED = "refused", "отказано"
    DONE = "done", "исполнено"
    CANCELLED = "cancelled", "отменено"


class Move(Coded):
    """What may become of a referral that the office itself does not bring about by sending it."""

    ACCEPT = "accept", "Принят"
    REFUSE = "refuse", "Отказано"
    FINISH = "finish", "Исполнено"
    CANCEL = "cancel", "Отменить направление"


PREPARED, SENT, ACCEPTED = ReferralState.PREPARED, ReferralState.SENT, ReferralState.ACCEPTED
OPEN = (PREPARED, SENT, ACCEPTED)
MOVES: dict[Move, tuple[tuple[ReferralState, ...], ReferralState]] = {
    Move.ACCEPT: ((SENT,), ACCEPTED),
    Move.REFUSE: ((SENT, ACCEPTED), ReferralState.REFUSED),
    Move.FINISH: ((SENT, ACCEPTED), ReferralState.DONE),
    Move.CANCEL: (OPEN, ReferralState.CANCELLED),
}
WITH_REASON = (Move.REFUSE, Move.CANCEL)


class CareForm(Coded):
    """How soon help is needed, as form 057/у asks it."""

    PLANNED = "planned", "плановая"
    URGENT = "urgent", "неотложная"
    EMERGENCY = "emergency", "экстренная"


class CareSort(Coded):
    """What kind of help, as form 057/у asks it."""

    PRIMARY = "primary", "первичная медико-санитарная"
    SPECIALISED = "specialised", "специализированная"
    HIGH_TECH = "high_tech", "высокотехнологичная"
    PALLIATIVE = "palliative", "паллиативная"


class CarePlace(Coded):
    """Under what conditions, as form 057/у asks it."""

    OUTPATIENT = "outpatient", "амбулаторно"
    DAY = "day", "дневной стационар"
    INPATIENT = "inpatient", "стационарно"


TO, MEDICAL = "Куда и зачем", "Для формы 057/у"


class ReferralOut(MayBeStruck, Base, kw_only=True):
    """One referral of a patient; the fields of 057/у are asked for a medical organisation alone."""

    __tablename__ = "referrals_out"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    addressee: Mapped[str] = mapped_column(sa.String(subjects.KEY_LENGTH))  # of the directory
    addressee_name: Mapped[str] = mapped_column(sa.String(300))  # as it was called on that day
    addressee_kind: Mapped[AddresseeKind] = mapped_column(coded(AddresseeKind))
    made_on: Mapped[date] = mapped_column(
        info=asked("Дата направления", Kind.PAST_DAY, section=TO, required=True, width=12)
    )
    department: Mapped[str] = mapped_column(
        sa.String(160), default="", info=asked("Отделение, врач", Kind.TEXT, section=TO, width=36)
    )
    purpose: Mapped[str] = mapped_column(
        sa.String(300), info=asked("Цель", Kind.TEXT, section=TO, required=True, width=44, hint="лечение, реабилитация")
    )
    answer_by: Mapped[date | None] = mapped_column(
        default=None, info=asked("Ждём ответа до", Kind.NEAR_DAY, section=TO, width=12, hint="срок ставит кабинет")
    )
    care_sort: Mapped[CareSort | None] = mapped_column(
        coded(CareSort),
        default=None,
        info=asked("Вид помощи", Kind.CHOICE, section=MEDICAL, choices=CareSort, width=28),
    )
    care_form: Mapped[CareForm | None] = mapped_column(
        coded(CareForm), default=None, info=asked("Форма", Kind.CHOICE, section=MEDICAL, choices=CareForm, width=16)
    )
    care_place: Mapped[CarePlace | None] = mapped_column(
        coded(CarePlace), default=None, info=asked("Условия", Kind.CHOICE, section=MEDICAL, choices=CarePlace, width=20)
    )
    courses_wanted: Mapped[int | None] = mapped_column(
        default=None, info=asked("Число курсов", Kind.NUMBER, section=MEDICAL, width=4, least=1)
    )
    concomitant: Mapped[str] = mapped_column(
        sa.String(300), default="", info=asked("Сопутствующие", Kind.TEXT, section=MEDICAL, width=44, hint="диагнозы")
    )
    grounds: Mapped[str] = mapped_column(
        sa.Text, default="", info=asked("Обоснование", Kind.LONG_TEXT, section=MEDICAL, width=44)
    )
    examined: Mapped[str] = mapped_column(
        sa.Text, default="", info=asked("Результаты обследований", Kind.LONG_TEXT, section=MEDICAL, width=44)
    )
    state: Mapped[ReferralState] = mapped_column(coded(ReferralState), default=PREPARED)
    state_on: Mapped[date]  # since when it is so
    state_said: Mapped[str] = mapped_column(sa.String(SAID_LENGTH), default="")  # the reason, or what came of it
    back_by: Mapped[date | None] = mapped_column(default=None)  # when he is awaited for the out-patient stage
    back_on: Mapped[date | None] = mapped_column(default=None)
    next_said: Mapped[str] = mapped_column(sa.String(300), default="")  # what comes next for him

    @property
    def is_medical(self) -> bool:
        """Whether it goes by form 057/у."""
        return self.addressee_kind is AddresseeKind.MEDICAL

    @property
    def form(self) -> str:
        """The form of its paper: 057/у is made for a medical organisation and nobody else."""
        return FORM_057 if self.is_medical else FORM_OTHER

    @property
    def said(self) -> str:
        """How it stands, in words."""
        if self.back_on is not None:
            return f"вернулся {show(self.back_on)}"
        if self.state is ReferralState.DONE and self.back_by is not None:
            return f"исполнено, ждём к {show(self.back_by)}"
        return f"{self.state.label} {show(self.state_on)}"


class ReferralStep(Base, kw_only=True):
    """One step of a referral's way; `is_back`: what was written down before was a mistake."""

    __tablename__ = "referral_steps"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    referral_id: Mapped[int] = mapped_column(sa.ForeignKey("referrals_out.id"), index=True)
    state: Mapped[ReferralState] = mapped_column(coded(ReferralState))
    on: Mapped[date]
    said: Mapped[str] = mapped_column(sa.String(SAID_LENGTH), default="")
    is_back: Mapped[bool] = mapped_column(default=False)
    written_on: Mapped[date]
    by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))


# Actions
