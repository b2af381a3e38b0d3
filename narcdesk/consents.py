"""Consents: to care, to the handling of personal data, to passing medical secrets on — and their withdrawal.

323-ФЗ ст. 13 ч. 3 and ст. 20; 152-ФЗ ст. 9: since 01.09.2025 (156-ФЗ) a consent to personal data is a separate sheet,
one operator and one purpose each. A withdrawal takes back what was let to a recipient, however many sheets say it, and
stops what comes after it, at once. Who signs is the matter of `signers`: a sheet by another hand is refused.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import patients, signers
from narcdesk.base import Base, Coded, coded
from narcdesk.errors import Invalid, NotFound, Problem
from narcdesk.fields import Kind, asked, read
from narcdesk.office import next_number
from narcdesk.patients import Patient, Representative
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck


class ConsentKind(Coded):
    """What a person consents to."""

    CARE = "care", "на медицинскую помощь"
    OBSERVATION = "observation", "на диспансерное наблюдение"
    PERSONAL_DATA = "personal_data", "на обработку персональных данных"
    SECRECY = "secrecy", "на передачу врачебной тайны"
    PROVIDER = "provider", "на передачу сведений реабилитационной организации"
    SOCIAL = "social", "на передачу сведений социальной защите"
    RELATIVES = "contact_relatives", "на связь с родственниками"
    EXAMINATION = "examination", "на медицинское освидетельствование"


MEDICAL = (ConsentKind.CARE, ConsentKind.OBSERVATION, ConsentKind.EXAMINATION)  # help itself: no recipient
TELLING = (ConsentKind.SECRECY, ConsentKind.PROVIDER, ConsentKind.SOCIAL, ConsentKind.RELATIVES)  # 323-ФЗ ст. 13 ч. 3
ADDRESSED = (ConsentKind.PERSONAL_DATA, *TELLING)  # one recipient and one purpose on a sheet


class Told(Coded):
    """What of the medical secret may be passed on."""

    VISIT = "visit", "факт обращения"
    OBSERVATION = "observation", "факт наблюдения"
    DIAGNOSIS = "diagnosis", "диагноз"
    TREATMENT = "treatment", "проведённое лечение"
    ADVICE = "advice", "рекомендации"
    COURSE = "course", "ход реабилитации"


class Consent(MayBeStruck, Base, kw_only=True):
    """One signed sheet: to what, to whom, for what, from when till when, and when it was withdrawn."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    representative_id: Mapped[int | None] = mapped_column(sa.ForeignKey("representatives.id"), default=None, index=True)
    number: Mapped[str] = mapped_column(sa.String(24), unique=True)
    kind: Mapped[ConsentKind] = mapped_column(
        coded(ConsentKind), info=asked("Согласие", Kind.CHOICE, required=True, choices=ConsentKind, width=36)
    )
    recipient: Mapped[str] = mapped_column(
        sa.String(300),
        default="",
        info=asked("Кому", Kind.TEXT, width=44, hint="оператор данных или получатель сведений, один на лист"),
    )
    recipient_address: Mapped[str] = mapped_column(
        sa.String(300), default="", info=asked("Адрес получателя", Kind.TEXT, width=44)
    )
    purpose: Mapped[str] = mapped_column(
        sa.String(300), default="", info=asked("Цель", Kind.TEXT, width=44, hint="одна на лист")
    )
    given_on: Mapped[date] = mapped_column(info=asked("Дата подписания", Kind.PAST_DAY, required=True, width=12))
    valid_until: Mapped[date | None] = mapped_column(
        default=None, index=True, info=asked("Действует до", Kind.NEAR_DAY, width=12, hint="пусто, если до отзыва")
    )
    scope: Mapped[list[str]] = mapped_column(default_factory=list)  # codes of Told, for secrecy
    capable_by: Mapped[str] = mapped_column(
        sa.String(200),
        default="",
        info=asked(
            "Дееспособен раньше 18 лет",
            Kind.TEXT,
            width=44,
            hint="документ: решение об эмансипации или свидетельство о браке, № и дата",
        ),
    )
    withdrawn_on: Mapped[date | None] = mapped_column(default=None)
    withdrawal: Mapped[str] = mapped_column(sa.String(300), default="")  # how it was withdrawn, in words
    taken_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))

    def is_valid_on(self, day: date) -> bool:
        """Whether something may be done under it on a day."""
        return (
            self.given_on <= day
            and (self.valid_until is None or day <= self.valid_until)
            and (self.withdrawn_on is None or day < self.withdrawn_on)
        )

    @property
    def told(self) -> list[str]:
        """What may be passed on, in words."""
        return [Told(code).label for code in self.scope]


def give(
    register: Register,
    patient_id: int,
    typed: Mapping[str, Any],
    *,
    scope: list[str] | None = None,
    representative_id: int | None = None,
) -> Consent:
    """Write down a signed sheet; personal data and secrecy must say to whom and what for."""
    with register.write("consents.give") as session:
        patient = patients.known(session, patient_id)
        reading = read(Consent, typed, register.today(), whole=True)
        values, problems = reading.values, list(reading.problems)
        unborn = patients.before_birth(patient, "given_on", "Дата подписания", values.get("given_on"))
        problems += [*unborn, *_unsaid(values, scope or [])]
        if values.get("given_on") and not unborn and isinstance(values.get("kind"), ConsentKind):
            problems += wrong_signer(session, patient, values["kind"], values, representative_id)
        if problems:
            raise Invalid(problems)
        patients.living(patient, values["given_on"])
        year = values["given_on"].year
        consent = Consent(
            patient_id=patient_id,
            representative_id=representative_id,
            number=f"С-{year}-{next_number(session, 'consent', year):04}",
            scope=[Told(code).value for code in scope or []],
            taken_by=register.person.id,
            **values,
        )
        if ended := next((one for one in _alike(session, consent) if _has_taken_back(one, consent)), None):
            consent.withdrawn_on, consent.withdrawal = ended.withdrawn_on, f"вместе с листом № {ended.number}"
        session.add(consent)
    return consent


def _unsaid(values: Mapping[str, Any], scope: list[str]) -> list[Problem]:
    """What a sheet of its kind has to say and does not."""
    kind, problems = values.get("kind"), []
    if kind in ADDRESSED:
        problems += [
            Problem(name, f"{title}: нужно заполнить")
            for name, title in (("recipient", "Кому"), ("purpose", "Цель"))
            if not values.get(name)
        ]
    if kind in TELLING and not scope:
        problems.append(Problem("scope", "Что передаётся: отметьте хотя бы одно"))
    if not set(scope) <= set(Told):
        problems.append(Problem("scope", "Что передаётся: выберите из списка"))
    if values.get("valid_until") and values.get("given_on") and values["valid_until"] < values["given_on"]:
        problems.append(Problem("valid_until", "Действует до: раньше даты подписания"))
    return problems


def wrong_signer(
    session: Session,
    patient: Patient,
    kind: ConsentKind | None,
    values: Mapping[str, Any],
    representative_id: int | None,
    day: str = "given_on",
) -> list[Problem]:
    """Why this hand signs no sheet of this kind on its day; a refusal is signed by the same hand as the consent.

    `kind` None: help that has no consent of its own, a course or a stay.
    """
    signer = session.get(Representative, representative_id) if representative_id is not None else None
    if representative_id is not None and (signer is None or signer.patient_id != patient.id):
        return [Problem("representative_id", "Представитель: в этой карте его нет")]
    said = signers.objection(
        session,
        patient,
        values[day],
        signer,
        is_medical=kind is None or kind in MEDICAL,
        examination=kind is ConsentKind.EXAMINATION,
        capable_by=values.get("capable_by") or "",
    )
    return [Problem("representative_id", f"Кто подписал: {said}")] if said else []


def _alike(session: Session, consent: Consent) -> list[Consent]:
    """The sheets of the same patient that let the same be done by the same recipient, this one too."""
    return list(
        session.scalars(
            sa.select(Consent)
            .where(
                Consent.patient_id == consent.patient_id,
                Consent.kind.in_(TELLING if consent.kind in TELLING else (consent.kind,)),
                Consent.recipient == consent.recipient,
            )
            .order_by(Consent.withdrawn_on, Consent.id)
        )
    )


def end_with(session: Session, patient_id: int, kind: ConsentKind, recipient: str, on: date, how: str) -> None:
    """What was refused is not consented to any more: the sheets that let it, signed up to that day, end with it."""
    kinds = TELLING if kind in TELLING else (kind,)
    query = sa.select(Consent).where(Consent.patient_id == patient_id, Consent.kind.in_(kinds))
    if kind in ADDRESSED:
        query = query.where(Consent.recipient == recipient)
    for sheet in session.scalars(query.order_by(Consent.id)):
        if sheet.withdrawn_on is None and sheet.given_on <= on:
            sheet.withdrawn_on, sheet.withdrawal = on, how


def _has_taken_back(withdrawn: Consent, consent: Consent) -> bool:
    """Whether a withdrawal ended a sheet that was signed before it and is written down only now."""
    return withdrawn.withdrawn_on is not None and consent.given_on < withdrawn.withdrawn_on


def withdraw(register: Register, consent_id: int, on: date, how: str) -> Consent:
    """The person took a consent back: nothing more may be passed on under it from that day.

    Other sheets of the same kind for the same recipient that were signed up to that day end with it.
    """
    with register.write("consents.withdraw") as session:
        consent = session.get(Consent, consent_id)
        if consent is None:
            raise NotFound("Такого согласия в реестре нет.")
        if consent.withdrawn_on is not None:
            raise Invalid([Problem("withdrawn_on", "Это согласие уже отозвано")])
        if not consent.given_on <= on <= register.today():
            raise Invalid([Problem("withdrawn_on", "Дата отзыва: между датой согласия и сегодняшним днём")])
        if not how.strip():
            raise Invalid([Problem("how", "Как отозвано: нужно заполнить")])
        for sheet in _alike(session, consent):
            if sheet.withdrawn_on is None and sheet.given_on <= on:
                sheet.withdrawn_on = on
                sheet.withdrawal = how.strip() if sheet is consent else f"вместе с листом № {consent.number}"
    return consent


def needs_representative(session: Session, patient: Patient, day: date, kind: ConsentKind = ConsentKind.CARE) -> bool:
    """Whether a legal representative signs a sheet of this kind for the patient on a day."""
    return signers.needs_representative(session, patient, day, examination=kind is ConsentKind.EXAMINATION)


def valid(session: Session, patient_id: int, kind: ConsentKind, day: date, recipient: str = "") -> Consent | None:
    """The newest consent of a kind that holds on a day, for this very recipient if one is named."""
    found = session.scalars(
        sa.select(Consent)
        .where(Consent.patient_id == patient_id, Consent.kind == kind)
        .order_by(Consent.given_on.desc(), Consent.id.desc())
    )
    return next((c for c in found if c.is_valid_on(day) and recipient in ("", c.recipient)), None)


def lets_tell(session: Session, patient_id: int, recipient: str, day: date) -> Consent | None:
    """The sheet by which this very recipient may be told on a day, of whatever kind it is; None: he may not."""
    found = (valid(session, patient_id, kind, day, recipient) for kind in TELLING)
    return next((sheet for sheet in found if sheet is not None), None) if recipient else None


def to_sign_anew(session: Session, patient: Patient, day: date) -> list[Consent]:
    """Sheets of a representative that still hold on a day, and that the patient signs himself by then."""
    query = sa.select(Consent).where(Consent.patient_id == patient.id).order_by(Consent.given_on, Consent.id)
    holding = [sheet for sheet in session.scalars(query) if sheet.is_valid_on(day)]
    own = {(sheet.kind, sheet.recipient) for sheet in holding if sheet.representative_id is None}
    return [
        sheet
        for sheet in holding
        if sheet.representative_id is not None
        and (sheet.kind, sheet.recipient) not in own
        and signers.outgrown(session, patient, sheet.given_on, day, examination=sheet.kind is ConsentKind.EXAMINATION)
    ]


def taken_back(session: Session, patient_id: int, day: date, recipient: str) -> Consent | None:
    """The withdrawn sheet for want of which nothing more may be passed on to a recipient on a day."""
    for kind in (ConsentKind.PERSONAL_DATA, ConsentKind.SECRECY):
        if valid(session, patient_id, kind, day, recipient) is None:
            last = session.scalar(
                sa.select(Consent)
                .where(
                    Consent.patient_id == patient_id,
                    Consent.kind == kind,
                    Consent.recipient == recipient,
                    Consent.withdrawn_on <= day,
                )
                .order_by(Consent.withdrawn_on.desc(), Consent.id.desc())
                .limit(1)
            )
            if last is not None:
                return last
    return None


def listing(register: Register, patient_id: int) -> list[Consent]:
    """All sheets of a patient, the newest first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(
                sa.select(Consent)
                .where(Consent.patient_id == patient_id)
                .order_by(Consent.given_on.desc(), Consent.id.desc())
            )
        )


def one(register: Register, consent_id: int) -> Consent:
    """One sheet."""
    with register.read("patients.look") as session:
        consent = session.get(Consent, consent_id)
        if consent is None:
            raise NotFound("Такого согласия в реестре нет.")
        return consent
