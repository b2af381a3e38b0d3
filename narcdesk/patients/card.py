"""The card of a patient and his representatives: what is asked, in the order of the form."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from narcdesk import names, rules
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import PartialDay
from narcdesk.fields import Kind, asked

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


class DeathCause(Coded):
    """Classes of the cause of a death, as table 2110 of form 37 counts them."""

    PSYCHIATRIC = "psychiatric", "психическое расстройство"
    OVERDOSE = "overdose", "передозировка"
    SOMATIC = "somatic", "соматическое заболевание"
    SUICIDE = "suicide", "самоубийство"
    ACCIDENT = "accident", "несчастный случай"
    OTHER = "other", "другая причина"


class Kinship(Coded):
    """Who the representative is to the patient (certificates: 3.1, row 10)."""

    MOTHER = "mother", "мать"
    FATHER = "father", "отец"
    GUARDIAN = "guardian", "опекун, попечитель"
    SPOUSE = "spouse", "супруг(а)"
    CHILD = "child", "совершеннолетний ребёнок"
    PROXY = "proxy", "по доверенности"


OTHER_SENDER = "other"  # a body that the regulation does not name: «Кто именно» says which
NOT_KNOWN = "unknown"  # also an answer: an old list of the office tells neither who sent nor on what ground


@lru_cache(maxsize=16)  # days: an imported list asks for the same one with each of its rows
def _senders(day: date) -> Mapping[str, str]:
    sending = {subject.code: subject.name for subject in rules.subjects(day) if subject.sends}
    return (
        {"self": "обратился сам", "relatives": "привели родные"}
        | sending
        | {
            OTHER_SENDER: "другая организация",
            NOT_KNOWN: "не известно",
        }
    )


@lru_cache(maxsize=16)
def _grounds(_day: date) -> Mapping[str, str]:
    return {ground.code: ground.title for ground in rules.legal_grounds()} | {NOT_KNOWN: "не известно"}


BY_RULES = "если склонять не так, как предложено"
NAMED = ("surname", "given", "patronymic", "sex")  # what the cases of a name hang on
CASES: Mapping[str, names.Case] = {"name_genitive": "genitive", "name_dative": "dative"}
PERSON, PAPERS, ADDRESS, ARRIVAL = "Личность", "Документы", "Адрес и связь", "Как пришёл"


def declined(surname: str, given: str, patronymic: str, sex: Sex | None, case: names.Case) -> str:
    """A name in a case by the rules; without a sex it stays as it is."""
    told: names.Sex = "" if sex is None else "male" if sex is Sex.MALE else "female"
    return names.decline(surname, given, patronymic, told, case).full


class Patient(Base, kw_only=True):
    """The card of a patient. The order of columns is the order of the form."""

    __tablename__ = "patients"
    __table_args__ = (
        sa.Index("ix_patients_name", "surname_key", "given_key", "patronymic_key", "id"),
        sa.Index("ix_patients_snils_tail", "snils_tail"),
        sa.Index("ix_patients_policy_number", "policy_number"),
        sa.Index("ix_patients_document_number", "document_number"),
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
    # As the person says it; empty: by the rules, which are right for nine names of ten.
    name_genitive: Mapped[str] = mapped_column(
        sa.String(300),
        default="",
        info=asked("В бумагах «от кого»", Kind.NAME, section=PERSON, width=36, hint=BY_RULES),
    )
    name_dative: Mapped[str] = mapped_column(
        sa.String(300),
        default="",
        info=asked("В бумагах «кому»", Kind.NAME, section=PERSON, width=36, hint=BY_RULES),
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
    policy_issued_on: Mapped[date | None] = mapped_column(
        default=None, info=asked("Полис выдан", Kind.PAST_DAY, section=PAPERS, width=12, hint="спрашивает форма 057/у")
    )
    policy_insurer: Mapped[str] = mapped_column(
        sa.String(200), default="", info=asked("Страховая организация", Kind.TEXT, section=PAPERS, width=36)
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
            hint="пусто, если совпадает с адресом регистрации",
        ),
    )
    phone: Mapped[str] = mapped_column(
        sa.String(40),
        default="",
        info=asked("Телефон", Kind.PHONE, section=ADDRESS, width=18, may_be_unknown=True),
    )
    email: Mapped[str] = mapped_column(
        sa.String(120), default="", info=asked("Электронная почта", Kind.EMAIL, section=ADDRESS, width=28)
    )

    came_from: Mapped[str] = mapped_column(
        sa.String(40),
        info=asked("Кто направил", Kind.CHOICE, section=ARRIVAL, required=True, choices=_senders, width=36),
    )
    sent_by: Mapped[str] = mapped_column(
        sa.String(300),
        default="",
        info=asked("Кто именно", Kind.TEXT, section=ARRIVAL, width=44, hint="F4 — справочник; можно вписать своё"),
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
    death_cause: Mapped[DeathCause | None] = mapped_column(coded(DeathCause), default=None)  # None: not known here

    # The card that this one was joined to, when both turned out to be of one person: it is closed then.
    merged_into: Mapped[int | None] = mapped_column(sa.ForeignKey("patients.id"), index=True, default=None)

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

    def name_in(self, case: names.Case) -> str:
        """The name in a case as papers print it: as the person corrected it, or else by the rules."""
        corrected = {"genitive": self.name_genitive, "dative": self.name_dative}.get(case, "")
        return corrected or declined(self.surname, self.given, self.patronymic, self.sex, case)

    @property
    def code(self) -> str:
        """What lists without names call the patient."""
        return f"К-{self.card_number:05}"

    @property
    def residence(self) -> str:
        """Where the patient really lives."""
        return self.actual_address or self.registration_address

    def age_on(self, day: date) -> int:
        """Full years on a day; of a partly known birth date, counted from the middle of what is unknown."""
        return self.birth.age_on(day)

    def surely_aged(self, day: date) -> int:
        """Full years that are certain on a day, for the thresholds of the law."""
        return self.birth.least_age_on(day)

    def is_minor_on(self, day: date) -> bool:
        """Under eighteen, or may be: for наркомания a representative consents (3-ФЗ ст. 54, 323-ФЗ ст. 20)."""
        return self.surely_aged(day) < 18

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
    name_genitive: Mapped[str] = mapped_column(
        sa.String(300), default="", info=asked("В бумагах «от кого»", Kind.NAME, width=36, hint=BY_RULES)
    )
    identity: Mapped[str] = mapped_column(
        sa.String(255),
        default="",
        info=asked("Удостоверение личности", Kind.TEXT, width=44, hint="вид, серия, номер, кем и когда выдан"),
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

    def name_in_genitive(self) -> str:
        """The name as in «от кого»: as it was corrected, or else by the rules; the patronymic tells the sex."""
        sex = Sex.FEMALE if self.patronymic.endswith(("на", "кызы")) else Sex.MALE if self.patronymic else None
        return self.name_genitive or declined(self.surname, self.given, self.patronymic, sex, "genitive")

    def is_valid_on(self, day: date) -> bool:
        """Whether the powers hold on a day."""
        return (self.closed_on is None or day < self.closed_on) and (
            self.powers_until is None or day <= self.powers_until
        )
