"""The family of a patient (созависимые): who may be talked to by his own consent, and the talks and trainings held.

Regulation 2.6, 4.5: patronage is for the families too. Of a member stand here his name, kinship, telephone and consent;
no diagnosis, ever. Of the patient he is told only what the patient's own consent allows (323-ФЗ ст. 13).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from narcdesk import patients
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Kind, asked
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck


class FamilyTie(Coded):
    """Who the member is to the patient."""

    MOTHER = "mother", "мать"
    FATHER = "father", "отец"
    SPOUSE = "spouse", "супруг(а)"
    CHILD = "child", "сын, дочь"
    SIBLING = "sibling", "брат, сестра"
    GRAND = "grand", "бабушка, дедушка"
    OTHER = "other", "другой близкий"


class TalkKind(Coded):
    """What was held with the family."""

    TALK = "talk", "беседа"
    TRAINING = "training", "тренинг"
    SCHOOL = "school", "школа для родных"


class FamilyMember(MayBeStruck, Base, kw_only=True):
    """One of the family who agreed to be contacted."""

    __tablename__ = "family_members"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(160), info=asked("Фамилия, имя", Kind.TEXT, required=True, width=36))
    tie: Mapped[FamilyTie] = mapped_column(
        coded(FamilyTie), info=asked("Кем приходится", Kind.CHOICE, required=True, choices=FamilyTie, width=22)
    )
    consent_on: Mapped[date] = mapped_column(
        info=asked(
            "Согласие на контакт от", Kind.PAST_DAY, required=True, width=12, hint="его собственное, подписанное"
        )
    )
    phone: Mapped[str] = mapped_column(sa.String(40), default="", info=asked("Телефон", Kind.PHONE, width=20))
    withdrawn_on: Mapped[date | None] = mapped_column(default=None)

    def must_agree(self, day: date) -> None:
        """Raise UserError unless his consent stands on a day: without it nobody writes to him, calls or invites him."""
        if day < self.consent_on:
            raise UserError(
                f"Согласие на контакт дано {show(self.consent_on)}, позже этой беседы.", do="Проверьте дату."
            )
        if self.withdrawn_on is not None and day >= self.withdrawn_on:
            raise UserError(
                f"Согласие на контакт отозвано {show(self.withdrawn_on)}.",
                do="Если оно дано снова, запишите нового члена семьи с новым согласием.",
            )


class FamilyTalk(MayBeStruck, Base, kw_only=True):
    """One talk or training with a member of the family."""

    __tablename__ = "family_talks"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("family_members.id"), index=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    on: Mapped[date] = mapped_column(info=asked("Дата", Kind.PAST_DAY, required=True, width=12))
    kind: Mapped[TalkKind] = mapped_column(
        coded(TalkKind), info=asked("Что провели", Kind.CHOICE, required=True, choices=TalkKind, width=22)
    )
    note: Mapped[str] = mapped_column(
        sa.Text, default="", info=asked("О чём", Kind.LONG_TEXT, width=44, hint="без сведений о здоровье родных")
    )


def enter(register: Register, patient_id: int, typed: Mapping[str, Any]) -> FamilyMember:
    """Write down who of the family agreed to be contacted; raises Invalid."""
    with register.write("families.enter") as session:
        values = patients.told(session, FamilyMember, patient_id, typed, register.today(), day="consent_on")
        member = FamilyMember(patient_id=patient_id, **values)
        session.add(member)
    return member


def withdraw(register: Register, member_id: int, on: date) -> FamilyMember:
    """The member wishes no contact any more: his telephone is not kept. Raises Invalid, UserError."""
    with register.write("families.withdraw") as session:
        member = _known(session.get(FamilyMember, member_id))
        if member.withdrawn_on is not None:
            raise UserError(f"Согласие уже отозвано {show(member.withdrawn_on)}.", do="Делать ничего не нужно.")
        if not member.consent_on <= on <= register.today():
            raise Invalid([Problem("withdrawn_on", "Дата отзыва: между согласием и сегодняшним днём")])
        member.withdrawn_on, member.phone = on, ""
    return member


def talk(register: Register, member_id: int, typed: Mapping[str, Any]) -> FamilyTalk:
    """A talk or a training was held; only with who agreed to it. Raises Invalid, UserError."""
    with register.write("families.talk") as session:
        member = _known(session.get(FamilyMember, member_id))
        values = patients.told(session, FamilyTalk, member.patient_id, typed, register.today())
        member.must_agree(values["on"])
        held = FamilyTalk(member_id=member_id, patient_id=member.patient_id, **values)
        session.add(held)
    return held


def _known(member: FamilyMember | None) -> FamilyMember:
    if member is None:
        raise NotFound("Такого члена семьи в карте нет.")
    return member


def listing(register: Register, patient_id: int) -> list[FamilyMember]:
    """The members of a family, those who may be contacted first."""
    with register.read("patients.look") as session:
        query = sa.select(FamilyMember).where(FamilyMember.patient_id == patient_id)
        by = (FamilyMember.withdrawn_on.is_not(None), FamilyMember.consent_on.desc(), FamilyMember.id.desc())
        return list(session.scalars(query.order_by(*by)))


def talks(register: Register, patient_id: int) -> list[FamilyTalk]:
    """What was held with a family, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(FamilyTalk).where(FamilyTalk.patient_id == patient_id)
        return list(session.scalars(query.order_by(FamilyTalk.on.desc(), FamilyTalk.id.desc())))
