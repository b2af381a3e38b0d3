"""Refusals: of what, why, what was explained and by whom, how it was signed, the next step, and whom it was told.

323-ФЗ ст. 20: the consequences are explained before a refusal is taken. A refusal of what was consented to ends the
sheets of that consent at once. Regulation 4.4: after it the office goes on with motivation, by a plan.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import consents, disclosures, patients
from narcdesk.base import Base, Coded, coded
from narcdesk.consents import ADDRESSED, Consent, ConsentKind
from narcdesk.dates import show
from narcdesk.errors import Invalid, NotFound, Problem
from narcdesk.fields import Field, Kind, asked, read, read_asked
from narcdesk.office import next_number
from narcdesk.register import Register
from narcdesk.staff import Person
from narcdesk.struck import MayBeStruck


class RefusedOf(Coded):
    """What a person refuses: each consent, and each part of the help that has no sheet of its own."""

    CARE = "care", "от медицинской помощи"
    OBSERVATION = "observation", "от диспансерного наблюдения"
    EXAMINATION = "examination", "от медицинского освидетельствования"
    DIAGNOSTICS = "diagnostics", "от диагностики"
    TREATMENT = "treatment", "от лечения"
    MEDICAL = "medical", "от медицинской реабилитации"
    SOCIAL_COURSE = "social_course", "от социальной реабилитации"
    PATRONAGE = "patronage", "от социального патроната"
    PERSONAL_DATA = "personal_data", "от обработки персональных данных"
    SECRECY = "secrecy", "от передачи врачебной тайны"
    PROVIDER = "provider", "от передачи сведений реабилитационной организации"
    SOCIAL = "social", "от передачи сведений социальной защите"
    RELATIVES = "contact_relatives", "от связи с родственниками"

    @property
    def consent(self) -> ConsentKind | None:
        """The consent that it is the refusal of, if there is a sheet for it."""
        return ConsentKind(self.value) if self.value in set(ConsentKind) else None

    @property
    def needs_plan(self) -> bool:
        """Whether motivation must follow: help was refused, not the passing on of data."""
        return self.consent not in ADDRESSED


class RefusalReason(Coded):
    """Why, as the office groups it; the person's own words stand beside."""

    NOT_ILL = "not_ill", "не считает себя больным"
    ALONE = "alone", "рассчитывает справиться сам"
    WORK = "work", "работа, учёба"
    FAMILY = "family", "семейные обстоятельства"
    DISTRUST = "distrust", "не верит в помощь"
    PUBLICITY = "publicity", "опасается огласки"
    ELSEWHERE = "elsewhere", "получает помощь в другом месте"
    DISTANCE = "distance", "далеко или не на что ехать"
    HEALTH = "health", "состояние здоровья"
    UNSAID = "unsaid", "не назвал"
    OTHER = "other", "другая, своими словами"


class SignedHow(Coded):
    """Whose hand is under a refusal."""

    SIGNED = "signed", "отказ подписан"
    BY_ACT = "by_act", "подписать отказался, составлен акт"


class Refusal(MayBeStruck, Base, kw_only=True):
    """One refusal."""

    __tablename__ = "refusals"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    representative_id: Mapped[int | None] = mapped_column(sa.ForeignKey("representatives.id"), default=None)
    number: Mapped[str] = mapped_column(sa.String(24), unique=True)
    on: Mapped[date] = mapped_column(info=asked("Дата отказа", Kind.PAST_DAY, required=True, width=12))
    of: Mapped[RefusedOf] = mapped_column(
        coded(RefusedOf), info=asked("От чего", Kind.CHOICE, required=True, choices=RefusedOf, width=44)
    )
    recipient: Mapped[str] = mapped_column(
        sa.String(300), default="", info=asked("Кому не передавать", Kind.TEXT, width=44, hint="как в согласии")
    )
    reason: Mapped[RefusalReason] = mapped_column(
        coded(RefusalReason), info=asked("Причина", Kind.CHOICE, required=True, choices=RefusalReason, width=32)
    )
    words: Mapped[str] = mapped_column(sa.Text, default="", info=asked("Его словами", Kind.LONG_TEXT, width=44))
    explained_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    explained: Mapped[bool] = mapped_column(default=False, info=asked("Последствия отказа разъяснены", Kind.YES_NO))
    consequences: Mapped[str] = mapped_column(
        sa.Text, default="", info=asked("Какие последствия", Kind.LONG_TEXT, width=44, hint="как сказано человеку")
    )
    signed: Mapped[SignedHow] = mapped_column(
        coded(SignedHow), info=asked("Подпись", Kind.CHOICE, required=True, choices=SignedHow, width=36)
    )
    witnesses: Mapped[str] = mapped_column(
        sa.String(300),
        default="",
        info=asked("Свидетели", Kind.TEXT, width=44, hint="не меньше двух, через запятую: фамилия и должность"),
    )
    next_step: Mapped[str] = mapped_column(
        sa.String(300), info=asked("Следующий шаг", Kind.TEXT, required=True, width=44)
    )
    capable_by: Mapped[str] = mapped_column(sa.String(200), default="")  # as in a consent
    told_on: Mapped[date | None] = mapped_column(default=None)
    told_to: Mapped[str] = mapped_column(sa.String(300), default="")


def record(
    register: Register,
    patient_id: int,
    typed: Mapping[str, Any],
    *,
    representative_id: int | None = None,
    explained_by: int | None = None,
    capable_by: str = "",
) -> Refusal:
    """Write a refusal down; the sheets of the consent that it takes back end with it. Raises Invalid, UserError."""
    with register.write("refusals.record") as session:
        patient = patients.known(session, patient_id)
        reading = read(Refusal, typed, register.today(), whole=True)
        values, problems = reading.values, list(reading.problems)
        unborn = patients.before_birth(patient, "on", "Дата отказа", values.get("on"))
        problems += [*unborn, *_unsaid(values)]
        if values.get("on") and not unborn and isinstance(values.get("of"), RefusedOf):
            signs = {"on": values["on"], "capable_by": capable_by}
            problems += consents.wrong_signer(
                session, patient, values["of"].consent, signs, representative_id, day="on"
            )
        if explained_by is not None and session.get(Person, explained_by) is None:
            problems.append(Problem("explained_by", "Кто разъяснил: выберите из списка"))
        if problems:
            raise Invalid(problems)
        patients.living(patient, values["on"])
        year = values["on"].year
        refusal = Refusal(
            patient_id=patient_id,
            representative_id=representative_id,
            number=f"О-{year}-{next_number(session, 'refusal', year):04}",
            explained_by=register.person.id if explained_by is None else explained_by,
            capable_by=capable_by.strip(),
            **values,
        )
        session.add(refusal)
        if (kind := refusal.of.consent) is not None:
            consents.end_with(session, patient_id, kind, refusal.recipient, refusal.on, _ended_by(refusal))
    return refusal


def _unsaid(values: Mapping[str, Any]) -> list[Problem]:
    """What a refusal has to say and does not."""
    problems, of = [], values.get("of")
    if isinstance(of, RefusedOf) and of.consent in ADDRESSED and not values.get("recipient"):
        problems.append(Problem("recipient", "Кому не передавать: нужно заполнить"))
    if values.get("reason") is RefusalReason.OTHER and not values.get("words"):
        problems.append(Problem("words", "Его словами: причины нет в списке, запишите её"))
    if not values.get("explained"):
        problems.append(
            Problem("explained", "Последствия отказа: сначала разъясните их и отметьте это (323-ФЗ ст. 20 ч. 4)")
        )
    elif not values.get("consequences"):
        problems.append(Problem("consequences", "Какие последствия: нужно заполнить"))
    if values.get("signed") is SignedHow.BY_ACT and len(named(values.get("witnesses") or "")) < 2:
        problems.append(Problem("witnesses", "Свидетели: для акта нужны не меньше двух"))
    return problems


def named(witnesses: str) -> list[str]:
    """The witnesses one by one."""
    return [name.strip() for name in re.split(r"[,;\n]", witnesses) if name.strip()]


def _ended_by(refusal: Refusal) -> str:
    return f"вместе с отказом № {refusal.number}"


def sheets_ended_by(session: Session, refusal: Refusal) -> list[Consent]:
    """The consents that ended with a refusal: they go on where it turns out to be a mistake."""
    query = sa.select(Consent).where(Consent.patient_id == refusal.patient_id)
    return list(session.scalars(query.where(Consent.withdrawal == _ended_by(refusal)).order_by(Consent.id)))


TELLING = [
    Field("told_on", "Когда", Kind.PAST_DAY, required=True, width=12),
    Field("recipient", "Кому", Kind.TEXT, required=True, width=44, longest=300),
    Field("ground", "Основание", Kind.CHOICE, required=True, choices=disclosures.grounds, width=60),
    Field("basis", "По какому документу", Kind.TEXT, width=32, longest=200, hint="запрос, постановление"),
    Field("letter", "Исходящий №", Kind.TEXT, width=16, longest=60),
]


def tell(register: Register, refusal_id: int, typed: Mapping[str, Any]) -> Refusal:
    """Somebody was told of a refusal: only by a consent for him, or a case of 323-ФЗ ст. 13 ч. 4 with its document."""
    with register.write("refusals.tell") as session:
        refusal = _known(session, refusal_id)
        reading = read_asked(TELLING, typed, register.today(), whole=True)
        values, problems = reading.values, list(reading.problems)
        on, to, basis = values.get("told_on"), values.get("recipient"), values.get("basis") or ""
        if on and on < refusal.on:
            problems.append(Problem("told_on", f"Когда: раньше отказа, он от {show(refusal.on)}"))
        if on and to and values.get("ground") == disclosures.CONSENT:
            sheet = consents.lets_tell(session, refusal.patient_id, to, on)
            if sheet is None:
                said = "Основание: действующего согласия на передачу сведений этому получателю нет (323-ФЗ ст. 13 ч. 3)"
                problems.append(Problem("ground", said))
            else:
                basis = f"согласие № {sheet.number}"
        elif values.get("ground") and not basis:
            problems.append(Problem("basis", "По какому документу: назовите запрос или постановление"))
        if problems or on is None:
            raise Invalid(problems)
        refusal.told_on, refusal.told_to = on, to or ""
        disclosures.note(
            register,
            session,
            patient_id=refusal.patient_id,
            told_on=on,
            recipient=to or "",
            what=f"отказ № {refusal.number}",
            ground=values["ground"],
            basis=basis,
            letter=values.get("letter") or "",
        )
    return refusal


def _known(session: Session, refusal_id: int) -> Refusal:
    refusal = session.get(Refusal, refusal_id)
    if refusal is None:
        raise NotFound("Такого отказа в реестре нет.")
    return refusal


def standing(session: Session, patient_id: int, of: RefusedOf, day: date) -> Refusal | None:
    """The last refusal of something by a day, unless a consent of the same kind was signed after it."""
    query = (
        sa.select(Refusal)
        .where(Refusal.patient_id == patient_id, Refusal.of == of, Refusal.on <= day)
        .order_by(Refusal.on.desc(), Refusal.id.desc())
        .limit(1)
    )
    refusal = session.scalar(query)
    if refusal is None or of.consent is None:
        return refusal
    return None if consents.valid(session, patient_id, of.consent, day) is not None else refusal


def listing(register: Register, patient_id: int) -> list[Refusal]:
    """All refusals of a patient, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(Refusal).where(Refusal.patient_id == patient_id)
        return list(session.scalars(query.order_by(Refusal.on.desc(), Refusal.id.desc())))


def one(register: Register, refusal_id: int) -> Refusal:
    """One refusal."""
    with register.read("patients.look") as session:
        return _known(session, refusal_id)
