"""Somebody was sent to the office: by whom, by what paper, whether he came, and what was answered.

The paper may be here before the person: then the little that it says of him stands on the referral itself, until there
is a card. The days to come and to answer are those of the paper; nothing computes them.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import names, patients, subjects
from narcdesk.base import Base
from narcdesk.dates import PartialDay, show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Kind, asked, read
from narcdesk.letters import Letter
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck

ANSWER_FORM = "otvet_na_napravlenie"  # of resources/forms
PAPER, PERSON = "Направление", "Кого направили"


class ReferralIn(MayBeStruck, Base, kw_only=True):
    """One paper by which somebody was sent; the names are kept only where there was no card yet."""

    __tablename__ = "referrals_in"
    __table_args__ = (sa.Index("ix_referrals_in_received_on", "received_on"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int | None] = mapped_column(sa.ForeignKey("patients.id"), index=True, default=None)
    sender: Mapped[str] = mapped_column(sa.String(subjects.KEY_LENGTH))  # of the directory
    sender_name: Mapped[str] = mapped_column(sa.String(300))  # as it was called on that day
    received_on: Mapped[date] = mapped_column(
        info=asked("Получено", Kind.PAST_DAY, section=PAPER, required=True, width=12)
    )
    document_number: Mapped[str] = mapped_column(
        sa.String(60), default="", info=asked("Номер документа", Kind.TEXT, section=PAPER, width=16)
    )
    document_on: Mapped[date | None] = mapped_column(
        default=None, info=asked("Дата документа", Kind.PAST_DAY, section=PAPER, width=12)
    )
    reason: Mapped[str] = mapped_column(
        sa.String(300), default="", info=asked("Причина", Kind.TEXT, section=PAPER, width=44)
    )
    appear_by: Mapped[date | None] = mapped_column(
        default=None, info=asked("Явиться до", Kind.NEAR_DAY, section=PAPER, width=12, hint="если названо в документе")
    )
    wants_answer: Mapped[bool] = mapped_column(default=False, info=asked("Просят ответить", Kind.YES_NO, section=PAPER))
    answer_by: Mapped[date | None] = mapped_column(
        default=None, info=asked("Ответить до", Kind.NEAR_DAY, section=PAPER, width=12, hint="если названо в документе")
    )
    surname: Mapped[str] = mapped_column(
        sa.String(80), default="", info=asked("Фамилия", Kind.NAME, section=PERSON, width=28)
    )
    given: Mapped[str] = mapped_column(
        sa.String(80), default="", info=asked("Имя", Kind.NAME, section=PERSON, width=20)
    )
    patronymic: Mapped[str] = mapped_column(
        sa.String(80), default="", info=asked("Отчество", Kind.NAME, section=PERSON, width=20)
    )
    birth: Mapped[PartialDay | None] = mapped_column(
        default=None, info=asked("Дата рождения", Kind.BIRTH, section=PERSON, width=12, hint="хотя бы год")
    )
    phone: Mapped[str] = mapped_column(
        sa.String(40), default="", info=asked("Телефон", Kind.PHONE, section=PERSON, width=18)
    )
    came_on: Mapped[date | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)  # he did not come, and is waited for no more
    closed_why: Mapped[str] = mapped_column(sa.String(300), default="")
    answered_on: Mapped[date | None] = mapped_column(default=None)
    answer_number: Mapped[str] = mapped_column(sa.String(24), default="")

    @property
    def named(self) -> str:
        """The person as the paper calls him; "" where a card tells it."""
        born = f", {self.birth.year}" if self.birth else ""
        return f"{names.full_name(self.surname, self.given, self.patronymic)}{born}" if self.surname else ""

    @property
    def paper(self) -> str:
        """«№ 12/3 от 10.03.2026»."""
        number = f"№ {self.document_number}" if self.document_number else ""
        on = f"от {show(self.document_on)}" if self.document_on else ""
        return " ".join(filter(None, (number, on)))

    @property
    def said(self) -> str:
        """How it stands: came, is waited for, will not come."""
        if self.came_on is not None:
            return f"пришёл {show(self.came_on)}"
        if self.closed_on is not None:
            return f"не пришёл: {self.closed_why}"
        return f"ждём до {show(self.appear_by)}" if self.appear_by else "ждём"


def receive(register: Register, typed: Mapping[str, Any], *, sender: str, patient_id: int | None = None) -> ReferralIn:
    """Write down a referral that reached the office; without a card it must name the person. Raises Invalid."""
    with register.write("referrals.receive") as session:
        today = register.today()
        patient = patients.known(session, patient_id) if patient_id is not None else None
        reading = read(ReferralIn, typed, today, whole=True)
        problems, values = list(reading.problems), reading.values
        if patient is not None:
            values = {name: value for name, value in values.items() if name not in OF_PERSON}
            problems += patients.before_birth(patient, "received_on", "Получено", values.get("received_on"))
        else:
            problems += [
                Problem(name, f"{title}: нужно заполнить, карты ещё нет")
                for name, title in (("surname", "Фамилия"), ("given", "Имя"))
                if not values.get(name)
            ]
        values["wants_answer"] = bool(values.get("wants_answer") or values.get("answer_by"))
        problems += _out_of_order(values)
        body = _sender(session, sender, values.get("received_on") or today, problems)
        if problems:
            raise Invalid(problems)
        assert body is not None
        if patient is not None:
            patients.living(patient, values["received_on"])
        referral = ReferralIn(patient_id=patient_id, sender=body.key, sender_name=body.name, **values)
        session.add(referral)
    return referral


OF_PERSON = ("surname", "given", "patronymic", "birth", "phone")


def _out_of_order(values: Mapping[str, Any]) -> list[Problem]:
    """Days of the paper that cannot follow one another so."""
    received, dated = values.get("received_on"), values.get("document_on")
    found = []
    if received and dated and dated > received:
        found.append(Problem("document_on", "Дата документа: позже дня, когда он получен"))
    for name, title in (("appear_by", "Явиться до"), ("answer_by", "Ответить до")):
        if values.get(name) and dated and values[name] < dated:
            found.append(Problem(name, f"{title}: раньше даты документа"))
    return found


def _sender(session: Session, key: str, day: date, problems: list[Problem]) -> subjects.Body | None:
    """Who sent, if there was such a body on that day."""
    try:
        body = subjects.body_of(session, key)
    except NotFound:
        problems.append(Problem("sender", "Кто направил: выберите из справочника"))
        return None
    if not body.is_valid_on(day):
        problems.append(Problem("sender", f"Кто направил: на {show(day)} недействителен, {body.standing}"))
    return body


def link(register: Register, referral_id: int, patient_id: int) -> ReferralIn:
    """The person of a referral has a card now, or had one all the time."""
    with register.write("referrals.link") as session:
        referral = _known(session, referral_id)
        if referral.patient_id is not None:
            raise UserError("Это направление уже связано с картой.", do="Нажмите F5: список обновится.")
        patient = patients.known(session, patient_id)
        if problems := patients.before_birth(patient, "received_on", "Получено", referral.received_on):
            raise Invalid(problems)
        referral.patient_id = patient_id
    return referral


def came(register: Register, referral_id: int, on: date) -> ReferralIn:
    """The person came."""
    with register.write("referrals.came") as session:
        referral = _known(session, referral_id)
        if referral.came_on is not None:
            raise UserError(f"Уже отмечено: пришёл {show(referral.came_on)}.", do="Нажмите F5: список обновится.")
        if referral.patient_id is None:
            raise UserError("У пришедшего ещё нет карты.", do="Заведите карту или свяжите направление с имеющейся.")
        earliest = min(referral.received_on, referral.document_on or referral.received_on)
        if not earliest <= on <= register.today():
            raise Invalid([Problem("came_on", f"Пришёл: между {show(earliest)} и сегодняшним днём")])
        patients.living(patients.known(session, referral.patient_id), on)
        referral.came_on, referral.closed_on, referral.closed_why = on, None, ""
    return referral


def close(register: Register, referral_id: int, on: date, why: str) -> ReferralIn:
    """The person has not come and is waited for no more; who comes after all, is written down as come."""
    with register.write("referrals.close") as session:
        referral = _known(session, referral_id)
        if referral.came_on is not None or referral.closed_on is not None:
            raise UserError(f"Ждать уже некого: {referral.said}.", do="Нажмите F5: список обновится.")
        problems = []
        if not referral.received_on <= on <= register.today():
            problems.append(Problem("closed_on", "Когда: между получением направления и сегодняшним днём"))
        said = names.clean(why)
        if not said or len(said) > 300:
            problems.append(Problem("why", "Почему: нужно заполнить, не длиннее 300 знаков"))
        if problems:
            raise Invalid(problems)
        referral.closed_on, referral.closed_why = on, said
    return referral


def answered(_register: Register, session: Session, letter: Letter) -> None:
    """A letter about a referral left: that was the answer."""
    referral = session.get(ReferralIn, letter.about_id)
    if referral is not None and referral.answered_on is None and letter.sent_on is not None:
        referral.answered_on, referral.answer_number = letter.sent_on, letter.number or ""


def objections(session: Session, letter: Letter, _day: date) -> list[str]:
    """The answer goes to whoever sent, and to nobody else."""
    referral = session.get(ReferralIn, letter.about_id)
    if referral is None:
        return ["направление зачёркнуто как ошибка"]
    if names.search_key(letter.recipient) != names.search_key(referral.sender_name):
        return [f"направил другой: {referral.sender_name}"]
    return []


def _known(session: Session, referral_id: int) -> ReferralIn:
    referral = session.get(ReferralIn, referral_id)
    if referral is None:
        raise NotFound("Такого направления в реестре нет.")
    return referral


# Queries


def one_in(register: Register, referral_id: int) -> ReferralIn:
    """One referral."""
    with register.read("referrals.look") as session:
        return _known(session, referral_id)


def papers_of(session: Session, ids: Sequence[int]) -> dict[int, ReferralIn]:
    """The referrals of these ids."""
    if not ids:
        return {}
    return {one.id: one for one in session.scalars(sa.select(ReferralIn).where(ReferralIn.id.in_(ids)))}


def incoming(register: Register, patient_id: int) -> list[ReferralIn]:
    """By whom a patient was sent here, the last first."""
    with register.read("patients.look") as session:
        query = sa.select(ReferralIn).where(ReferralIn.patient_id == patient_id)
        return list(session.scalars(query.order_by(ReferralIn.received_on.desc(), ReferralIn.id.desc())))


def waited_for(
    register: Register, *, with_past: bool = False, limit: int = 500
) -> list[tuple[ReferralIn, Patient | None]]:
    """Who was sent and has not come, the oldest first; `with_past`: everybody who was sent, the newest first."""
    query = sa.select(ReferralIn, Patient).outerjoin(Patient, Patient.id == ReferralIn.patient_id).limit(limit)
    if with_past:
        query = query.order_by(ReferralIn.received_on.desc(), ReferralIn.id.desc())
    else:
        query = query.where(
            ReferralIn.came_on.is_(None), ReferralIn.closed_on.is_(None), Patient.died_on.is_(None)
        ).order_by(ReferralIn.received_on, ReferralIn.id)
    with register.read("referrals.look") as session:
        return [(referral, patient) for referral, patient in session.execute(query)]
