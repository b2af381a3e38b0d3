"""Patients of the office: who they are, how they came, and who may speak for them.

Regulation of the Leninsky district, 1.3 (who sends) and 1.4 (on what ground); identifiers by the rules of their own
issuers. A wrong check digit warns and is kept with a reason: real papers carry errors.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import identifiers, names, rules
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import PartialDay, show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Absence, Kind, Reading, asked, fields_of, read
from narcdesk.office import next_number
from narcdesk.register import Register

PAGE = 50  # rows of one page of a list


class Sex(Coded):
    """Sex as forms 11 and 37 count it."""

    MALE = "m", "мужской"
    FEMALE = "f", "женский"


class Locality(Coded):
    """Town or village by residence: forms 11 and 030-1/у-02 ask it."""

    TOWN = "town", "город, посёлок городского типа"
    VILLAGE = "village", "село"


class PolicyKind(Coded):
    """Kinds of the compulsory insurance policy."""

    UNIFIED = "unified", "единый номер, 16 цифр"
    OLD = "old", "старого образца"
    TEMPORARY = "temporary", "временное свидетельство"


class DocumentKind(Coded):
    """Identity documents."""

    PASSPORT = "passport", "паспорт гражданина РФ"
    BIRTH = "birth", "свидетельство о рождении"
    TEMPORARY = "temporary", "временное удостоверение личности"
    RESIDENCE = "residence", "вид на жительство"
    FOREIGN = "foreign", "иностранный паспорт"
    NONE = "none", "без документа"

    @property
    def requisites(self) -> frozenset[str]:
        """The columns of a card that a document of this kind fills; only a passport has a department code."""
        if self is DocumentKind.NONE:
            return frozenset()
        common = {"document_number", "document_issued_on", "document_issued_by"}
        if self is DocumentKind.PASSPORT:
            return frozenset({*common, "document_series", "document_department"})
        return frozenset(common if self is DocumentKind.TEMPORARY else {*common, "document_series"})


class Kinship(Coded):
    """Who the representative is to the patient (certificates: 3.1, row 10)."""

    MOTHER = "mother", "мать"
    FATHER = "father", "отец"
    GUARDIAN = "guardian", "опекун, попечитель"
    SPOUSE = "spouse", "супруг(а)"
    CHILD = "child", "совершеннолетний ребёнок"
    PROXY = "proxy", "по доверенности"


def _senders(day: date) -> Mapping[str, str]:
    return {"self": "обратился сам", "relatives": "привели родные"} | {s.code: s.name for s in rules.subjects(day)}


def _grounds(_day: date) -> Mapping[str, str]:
    return {ground.code: ground.title for ground in rules.legal_grounds()}


PERSON, PAPERS, ADDRESS, ARRIVAL = "Личность", "Документы", "Адрес и связь", "Как пришёл"


class Patient(Base, kw_only=True):
    """The card of a patient. The order of columns is the order of the form."""

    __tablename__ = "patients"
    __table_args__ = (
        sa.Index("ix_patients_name", "surname_key", "given_key", "patronymic_key", "id"),
        sa.Index("ix_patients_snils_tail", "snils_tail"),
        sa.Index("ix_patients_policy_number", "policy_number"),
        sa.Index("ix_patients_birth", "birth"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    card_number: Mapped[int] = mapped_column(unique=True)
    opened_on: Mapped[date]

    surname: Mapped[str] = mapped_column(
        sa.String(80), info=asked("Фамилия", Kind.NAME, section=PERSON, required=True, width=28)
    )
    given: Mapped[str] = mapped_column(
        sa.String(80), info=asked("Имя", Kind.NAME, section=PERSON, required=True, width=20)
    )
    patronymic: Mapped[str] = mapped_column(
        sa.String(80),
        default="",
        info=asked("Отчество", Kind.NAME, section=PERSON, width=20, hint="если есть в документе"),
    )
    sex: Mapped[Sex] = mapped_column(
        coded(Sex), info=asked("Пол", Kind.CHOICE, section=PERSON, required=True, choices=Sex, width=12)
    )
    birth: Mapped[PartialDay] = mapped_column(
        info=asked(
            "Дата рождения",
            Kind.BIRTH,
            section=PERSON,
            required=True,
            width=12,
            hint="12031988, 12.3.88 или только год: 1988",
        )
    )

    snils: Mapped[str] = mapped_column(
        sa.String(20),
        default="",
        info=asked("СНИЛС", Kind.SNILS, section=PAPERS, width=16, may_be_unknown=True),
    )
    policy_kind: Mapped[PolicyKind | None] = mapped_column(
        coded(PolicyKind),
        default=PolicyKind.UNIFIED,
        info=asked("Полис ОМС", Kind.CHOICE, section=PAPERS, choices=PolicyKind, width=24),
    )
    policy_number: Mapped[str] = mapped_column(
        sa.String(40),
        default="",
        info=asked("Номер полиса", Kind.TEXT, section=PAPERS, width=20, may_be_unknown=True),
    )
    document_kind: Mapped[DocumentKind | None] = mapped_column(
        coded(DocumentKind),
        default=DocumentKind.PASSPORT,
        info=asked("Документ", Kind.CHOICE, section=PAPERS, choices=DocumentKind, width=28),
    )
    document_series: Mapped[str] = mapped_column(
        sa.String(20), default="", info=asked("Серия", Kind.TEXT, section=PAPERS, width=8)
    )
    document_number: Mapped[str] = mapped_column(
        sa.String(30),
        default="",
        info=asked("Номер документа", Kind.TEXT, section=PAPERS, width=14, may_be_unknown=True),
    )
    document_issued_on: Mapped[date | None] = mapped_column(
        default=None, info=asked("Дата выдачи", Kind.PAST_DAY, section=PAPERS, width=12)
    )
    document_issued_by: Mapped[str] = mapped_column(
        sa.String(255), default="", info=asked("Кем выдан", Kind.TEXT, section=PAPERS, width=40)
    )
    document_department: Mapped[str] = mapped_column(
        sa.String(12), default="", info=asked("Код подразделения", Kind.DEPARTMENT, section=PAPERS, width=9)
    )

    registration_address: Mapped[str] = mapped_column(
        sa.String(300),
        default="",
        info=asked(
            "Адрес регистрации",
            Kind.TEXT,
            section=ADDRESS,
            width=44,
            may_be_unknown=True,
            hint="индекс, населённый пункт, улица, дом, квартира",
        ),
    )
    settlement: Mapped[str] = mapped_column(
        sa.String(120),
        default="",
        info=asked("Населённый пункт", Kind.TEXT, section=ADDRESS, width=28, hint="коротко, для списков"),
    )
    locality: Mapped[Locality | None] = mapped_column(
        coded(Locality),
        default=None,
        info=asked("Город или село", Kind.CHOICE, section=ADDRESS, choices=Locality, width=28),
    )
    actual_address: Mapped[str] = mapped_column(
        sa.String(300),
        default="",
        info=asked(
            "Адрес проживания",
            Kind.TEXT,
            section=ADDRESS,
            width=44,
            hint="пусто, если тот же, что регистрации",
        ),
    )
    phone: Mapped[str] = mapped_column(
        sa.String(40),
        default="",
        info=asked("Телефон", Kind.PHONE, section=ADDRESS, width=18, may_be_unknown=True),
    )

    came_from: Mapped[str] = mapped_column(
        sa.String(40),
        info=asked("Кто направил", Kind.CHOICE, section=ARRIVAL, required=True, choices=_senders, width=36),
    )
    came_on: Mapped[date] = mapped_column(
        info=asked("Дата обращения", Kind.PAST_DAY, section=ARRIVAL, required=True, width=12)
    )
    legal_ground: Mapped[str] = mapped_column(
        sa.String(40),
        info=asked(
            "Основание",
            Kind.CHOICE,
            section=ARRIVAL,
            required=True,
            choices=_grounds,
            width=44,
            hint="пункт 1.4 регламента",
        ),
    )
    remark: Mapped[str] = mapped_column(
        sa.Text, default="", info=asked("Примечание", Kind.LONG_TEXT, section=ARRIVAL, width=44)
    )

    not_given: Mapped[dict[str, str]] = mapped_column(default_factory=dict)  # field -> Absence
    odd: Mapped[dict[str, str]] = mapped_column(default_factory=dict)  # field -> why an odd number was kept
    died_on: Mapped[date | None] = mapped_column(default=None)

    # What the search box asks: folded names, and the number read from its end.
    surname_key: Mapped[str] = mapped_column(sa.String(80), default="")
    given_key: Mapped[str] = mapped_column(sa.String(80), default="")
    patronymic_key: Mapped[str] = mapped_column(sa.String(80), default="")
    snils_tail: Mapped[str] = mapped_column(sa.String(20), default="")

    @property
    def full_name(self) -> str:
        """Фамилия Имя Отчество."""
        return names.full_name(self.surname, self.given, self.patronymic)

    @property
    def short_name(self) -> str:
        """Фамилия И. О."""
        return names.short_name(self.surname, self.given, self.patronymic)

    @property
    def residence(self) -> str:
        """Where the patient really lives."""
        return self.actual_address or self.registration_address

    def age_on(self, day: date) -> int:
        """Full years on a day; of a partly known birth date, counted from the middle of what is unknown."""
        return self.birth.age_on(day)

    def is_minor_on(self, day: date) -> bool:
        """Under eighteen: for наркомания a representative consents (3-ФЗ ст. 54, 323-ФЗ ст. 20)."""
        return self.age_on(day) < 18

    def fold(self) -> None:
        """Renew what the search reads."""
        self.surname_key = names.search_key(self.surname)
        self.given_key = names.search_key(self.given)
        self.patronymic_key = names.search_key(self.patronymic)
        self.snils_tail = self.snils[::-1]


class Representative(Base, kw_only=True):
    """Who may speak for a patient, by what powers and until when."""

    __tablename__ = "representatives"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    kinship: Mapped[Kinship] = mapped_column(
        coded(Kinship), info=asked("Кем приходится", Kind.CHOICE, required=True, choices=Kinship, width=24)
    )
    surname: Mapped[str] = mapped_column(sa.String(80), info=asked("Фамилия", Kind.NAME, required=True, width=28))
    given: Mapped[str] = mapped_column(sa.String(80), info=asked("Имя", Kind.NAME, required=True, width=20))
    patronymic: Mapped[str] = mapped_column(sa.String(80), default="", info=asked("Отчество", Kind.NAME, width=20))
    identity: Mapped[str] = mapped_column(
        sa.String(255),
        default="",
        info=asked("Документ личности", Kind.TEXT, width=44, hint="вид, серия, номер, кем и когда выдан"),
    )
    powers: Mapped[str] = mapped_column(
        sa.String(255),
        default="",
        info=asked("Документ о полномочиях", Kind.TEXT, width=44, hint="вид, номер, дата"),
    )
    powers_until: Mapped[date | None] = mapped_column(
        default=None, info=asked("Полномочия до", Kind.NEAR_DAY, width=12, hint="пусто, если без срока")
    )
    address: Mapped[str] = mapped_column(sa.String(300), default="", info=asked("Адрес", Kind.TEXT, width=44))
    phone: Mapped[str] = mapped_column(sa.String(40), default="", info=asked("Телефон", Kind.PHONE, width=18))
    closed_on: Mapped[date | None] = mapped_column(default=None)

    @property
    def full_name(self) -> str:
        """Фамилия Имя Отчество."""
        return names.full_name(self.surname, self.given, self.patronymic)

    def is_valid_on(self, day: date) -> bool:
        """Whether the powers hold on a day."""
        return (self.closed_on is None or day < self.closed_on) and (
            self.powers_until is None or day <= self.powers_until
        )


# Actions


def enter(
    register: Register,
    typed: Mapping[str, Any],
    *,
    not_given: Mapping[str, str] | None = None,
    odd: Mapping[str, str] | None = None,
) -> Patient:
    """Open a card. Raises Invalid with every problem; a warning must come with its reason in `odd`."""
    with register.write("patients.enter") as session:
        reading = look_over(typed, register.today(), whole=True)
        _must_be_good(reading.problems, reading.warnings, odd or {})
        patient = Patient(
            **reading.values,
            card_number=next_number(session, "card", 0),
            opened_on=register.today(),
            not_given=_absences(not_given or {}, reading.values),
            odd={name: reason for name, reason in (odd or {}).items() if name in reading.warnings},
        )
        patient.fold()
        session.add(patient)
    return patient


def amend(
    register: Register,
    patient_id: int,
    typed: Mapping[str, Any],
    *,
    not_given: Mapping[str, str] | None = None,
    odd: Mapping[str, str] | None = None,
) -> Patient:
    """Change what a card says; fields that `typed` does not hold stay, and are held against those that it does.

    A new oddity needs its reason in `odd`; what was odd before, or became so with time, is not asked about again.
    """
    with register.write("patients.amend") as session:
        patient, today = _one(session, patient_id), register.today()
        stored = {field.name: getattr(patient, field.name) for field in fields_of(Patient)}
        before, after = look_over(stored, today), look_over({**stored, **typed}, today)
        changed = {name for name, value in after.values.items() if value != stored[name]}
        reasons = {name: reason for name, reason in patient.odd.items() if name not in changed} | dict(odd or {})
        # A list of the office may have lost a word since; that is no fault of who corrects a telephone.
        retyped = {name for name in typed if name in stored and typed[name] != stored[name]}
        _must_be_good(
            [problem for problem in after.problems if problem.field in retyped or problem not in before.problems],
            {name: said for name, said in after.warnings.items() if name in changed or name not in before.warnings},
            reasons,
        )
        for name in changed:
            setattr(patient, name, after.values[name])
        patient.odd = {name: reason for name, reason in reasons.items() if name in after.warnings}
        patient.not_given = _absences(patient.not_given if not_given is None else not_given, {**stored, **after.values})
        patient.fold()
    return patient


def _must_be_good(problems: list[Problem], warnings: Mapping[str, str], reasons: Mapping[str, str]) -> None:
    """Raise Invalid unless there is no problem, and a reason for every warning."""
    unexplained = [
        Problem(name, f"{sentence} — исправьте или напишите, почему оставить так")
        for name, sentence in warnings.items()
        if not reasons.get(name, "").strip()
    ]
    if problems or unexplained:
        raise Invalid([*problems, *unexplained])


def look_over(typed: Mapping[str, Any], today: date, *, whole: bool = False) -> Reading:
    """What would be kept, what blocks and what only warns; the form asks it before saving."""
    reading = read(Patient, typed, today, whole=whole)
    values = reading.values
    if values.get("policy_number"):
        kind: PolicyKind = values.get("policy_kind") or PolicyKind.UNIFIED
        _take_number(reading, "policy_number", identifiers.oms_policy(values["policy_number"], kind.value))  # type: ignore[arg-type]
    if values.get("document_kind") is DocumentKind.PASSPORT:
        _look_over_passport(reading, today)
    birth, came_on = values.get("birth"), values.get("came_on")
    if birth and came_on and birth.earliest > came_on:
        reading.problems.append(Problem("came_on", "Дата обращения: раньше дня рождения"))
    return reading


def _look_over_passport(reading: Reading, today: date) -> None:
    values = reading.values
    series, number, issued_on = (values.get(f"document_{name}") for name in ("series", "number", "issued_on"))
    if series:
        _take_number(reading, "document_series", identifiers.passport_series(series))
    if number:
        _take_number(reading, "document_number", identifiers.passport_number(number))
    if issued_on is None:
        return
    odd = identifiers.passport_validity(values["birth"], issued_on, today) if values.get("birth") else ""
    odd = odd or (identifiers.passport_year(series, issued_on) if series else "")
    if odd:
        reading.warnings["document_issued_on"] = odd


def _take_number(reading: Reading, name: str, found: identifiers.Identifier) -> None:
    reading.values[name] = found.value
    if found.warning:
        reading.warnings[name] = found.warning


def _absences(not_given: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, str]:
    """Why there is no answer, of the fields that may have none and have none."""
    may_be_unknown = {field.name for field in fields_of(Patient) if field.may_be_unknown}
    return {
        name: Absence(reason).value
        for name, reason in not_given.items()
        if name in may_be_unknown and not values.get(name)
    }


def appoint(register: Register, patient_id: int, typed: Mapping[str, Any]) -> Representative:
    """Name a representative with his powers."""
    with register.write("patients.appoint") as session:
        _one(session, patient_id)
        reading = read(Representative, typed, register.today(), whole=True)
        if reading.problems:
            raise Invalid(reading.problems)
        representative = Representative(patient_id=patient_id, **reading.values)
        session.add(representative)
    return representative


def release(register: Register, representative_id: int) -> Representative:
    """The representative's powers ended."""
    with register.write("patients.release") as session:
        found = session.get(Representative, representative_id)
        if found is None:
            raise NotFound("Такого представителя в карте нет.")
        if found.closed_on is not None:
            raise UserError(f"Полномочия представителя прекращены {show(found.closed_on)}.")
        found.closed_on = register.today()
    return found


def look(register: Register, patient_id: int) -> Patient:
    """Open a card; who looked at whom is journalled."""
    with register.write("patients.look") as session:
        patient = _one(session, patient_id)
        register.look(session, patient)
    return patient


# Queries


def _one(session: Session, patient_id: int) -> Patient:
    patient = session.get(Patient, patient_id)
    if patient is None:
        raise NotFound("Такой карты в реестре нет.")
    return patient


def one(register: Register, patient_id: int) -> Patient:
    """A card, for the program's own need: not a look of a person."""
    with register.read() as session:
        return _one(session, patient_id)


def representatives(register: Register, patient_id: int) -> list[Representative]:
    """Everybody who ever could speak for the patient, the present ones first."""
    with register.read() as session:
        return list(
            session.scalars(
                sa.select(Representative)
                .where(Representative.patient_id == patient_id)
                .order_by(Representative.closed_on.is_not(None), Representative.id.desc())
            )
        )


def count(register: Register) -> int:
    """How many cards the register has."""
    with register.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Patient)) or 0
