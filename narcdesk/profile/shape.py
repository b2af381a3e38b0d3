"""The shape of a regional profile: which facts of its acts the program works with."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from narcdesk.acts import Act, Term, lies_within
from narcdesk.errors import NotFound

InstrumentKind = Literal["certificate", "referral", "social_certificate", "ippsu"]
Residence = Literal["permanent", "any"]
Substances = Literal["drugs", "psychoactive", "alcohol"]
Condition = Literal["representative", "court", "minor", "ippsu"]
SubmissionMode = Literal["person", "representative", "office_batch", "mfc", "post", "portal"]
RegisterKind = Literal["named", "coded"]  # of the register of applications: names, or codes of the office
Per = Literal["year", "lifetime"]
TariffKind = Literal["per_day", "per_course", "cap_per_holder", "weighted"]
ReportAct = Literal["monthly", "final"]

TARIFF_WORDS: dict[TariffKind, str] = {
    "per_day": "за день",
    "per_course": "за курс",
    "cap_per_holder": "не больше на человека",
    "weighted": "по весам услуг",
}


@dataclass(frozen=True)
class Authority:
    """The body that decides on applications, as papers address it; None is not known yet.

    Where no source names it (`is_named` is False), the names only describe it: «уполномоченный орган … области».
    """

    name: str
    name_genitive: str
    name_dative: str
    head_post: str | None
    head_post_dative: str | None
    head_name: str | None
    address: str | None
    phone: str | None
    email: str | None
    source: str
    is_named: bool = True


@dataclass(frozen=True)
class Window:
    """The part of each year in which applications are taken; the bounds are (month, day) and belong to it."""

    first: tuple[int, int]
    last: tuple[int, int]
    source: str

    def is_open_on(self, day: date) -> bool:
        """Whether an application may be handed in on `day`."""
        return self.first <= (day.month, day.day) <= self.last

    @property
    def shown(self) -> str:
        """Its bounds: «с 01.01 по 31.10»."""
        (first_month, first_day), (last_month, last_day) = self.first, self.last
        return f"с {first_day:02}.{first_month:02} по {last_day:02}.{last_month:02}"


@dataclass(frozen=True)
class Eligibility:
    """Who may get an instrument; None is not known, an empty `need_diagnosis` asks for no diagnosis."""

    min_age: int | None
    residence: Residence | None
    need_observation: bool | None
    need_finished_treatment: bool | None
    need_diagnosis: tuple[str, ...]
    diagnosis_letter: str | None
    substances: Substances | None
    income_test: bool | None
    source: str

    def fits_diagnosis(self, code: str) -> bool:
        """Whether an ICD-10 code such as `F11.242Н` is one that the instrument asks for."""
        if not self.need_diagnosis:
            return True
        has_letter = self.diagnosis_letter is None or code.endswith(self.diagnosis_letter)
        return has_letter and code.startswith(self.need_diagnosis)


@dataclass(frozen=True)
class Instrument:
    """The document a person gets: a certificate, a направление, a social certificate, an ИППСУ.

    `legal_nature` is A financial document, B reimbursement of the provider, C named right of the person,
    D направление without a certificate, E entry paper beside a competitive subsidy.
    """

    code: str
    kind: InstrumentKind
    short: str
    title: str
    title_genitive: str
    title_accusative: str
    legal_nature: str | None
    max_course_days: int | None
    min_course_days: int | None
    valid_from: date | None
    valid_to: date | None
    confirmed: bool
    source: str
    eligibility: Eligibility
    window: Window | None = None  # where it is not that of the profile

    def is_offered_on(self, day: date) -> bool:
        """Whether the region gives it on `day`; an unknown bound is open."""
        return lies_within(day, self.valid_from, self.valid_to)


@dataclass(frozen=True)
class Attachment:
    """One paper of the set; `required` None: the region's list is not known, `condition` None: for all."""

    code: str
    title: str
    required: bool | None
    copy: bool
    condition: Condition | None
    max_age_days: int | None
    generated_by_app: bool
    source: str

    @property
    def asked(self) -> str:
        """As a list of what to bring asks for it; on paper a column of its own says that it is a copy."""
        return f"{self.title} (копия)" if self.copy else self.title


@dataclass(frozen=True)
class Frequency:
    """How often a person may get it: `count` times `per` year or lifetime."""

    count: int
    per: Per
    source: str


@dataclass(frozen=True)
class Weight:
    """The part of a sum that one group of services makes, in thousandths of the whole."""

    title: str
    thousandths: int


@dataclass(frozen=True)
class Tariff:
    """What the budget pays, by `kind`: per_day, per_course, cap_per_holder, weighted.

    `roubles` are whole ones, None where no source tells the sum; `weights` belong to `weighted` alone.
    """

    kind: TariffKind
    roubles: int | None
    source: str
    weights: tuple[Weight, ...] = ()

    @property
    def shown(self) -> str:
        """The sum in words: «1000 ₽ за день»."""
        return f"{self.roubles} ₽ {TARIFF_WORDS[self.kind]}" if self.roubles is not None else "сумма не задана"


@dataclass(frozen=True)
class Extension:
    """Whether a course may be made longer: by how many days at most, for what reasons."""

    allowed: bool
    max_days: int | None
    reasons: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Report:
    """What a provider reports by: an act each month or one at the end, marks by day, a sheet of the calculation.

    `deadline_day` is the day of the following month.
    """

    act: ReportAct
    marks_by_day: bool | None
    deadline_day: int | None
    calc_sheet: bool | None
    source: str


@dataclass(frozen=True)
class Reason:
    """Why an application is refused (R…) or a certificate ends (A…, with `reissue` if another is given)."""

    code: str
    text: str
    reissue: bool

    @property
    def ends_certificate(self) -> bool:
        """Whether it is a reason of the certificate's end rather than of a refusal."""
        return self.code.startswith("A")


ABOUT = {  # what a key of a profile tells, in words for the screen
    "valid_from": "начало действия порядка",
    "valid_to": "конец действия порядка",
    "authority": "уполномоченный орган",
    "instruments": "кому дают документ",
    "submission_modes": "способ подачи",
    "register_kinds": "реестр заявок: с именами или с кодами",
    "entry_points": "где принимают",
    "attachments": "перечень документов",
    "terms.decision": "срок решения",
    "terms.completion": "срок доработки",
    "terms.notify": "срок извещения",
    "terms.certificate_valid": "срок действия документа",
    "terms.enrol": "срок обращения в организацию",
    "terms.interruption": "срок перерыва курса",
    "frequency": "как часто дают",
    "quota": "сколько дают за год",
    "window": "когда принимают заявления",
    "coupon_mask": "вид номера отметки",
    "tariff": "сумма",
    "number_mask": "вид номера",
    "coupons": "отметки о ходе курса",
    "extension": "продление курса",
    "report": "отчёт организации",
    "reasons": "основания отказа",
}


@dataclass(frozen=True)
class Unverified:
    """A key of the profile that the office must confirm, and the question it asks the authority."""

    key: str
    question: str

    @property
    def about(self) -> str:
        """What the key tells, in a word or two: «срок решения»; the key itself where it is a detail."""
        known = [key for key in ABOUT if self.key == key or self.key.startswith(f"{key}.")]
        return ABOUT[max(known, key=len)] if known else self.key


@dataclass(frozen=True)
class Sourced:
    """A key that the office has set, and the act by which it did."""

    key: str
    act: str


@dataclass(frozen=True)
class Profile:
    """One edition of one region's rules about certificates."""

    edition: str
    region_code: str
    region_name: str
    region_name_genitive: str
    training: bool
    valid_from: date | None
    valid_to: date | None
    authority: Authority
    instruments: tuple[Instrument, ...]
    acts: tuple[Act, ...]
    entry_points: tuple[str, ...]
    submission_modes: tuple[SubmissionMode, ...]
    register_kinds: tuple[RegisterKind, ...]  # none: no source tells, so it goes with names
    attachments: tuple[Attachment, ...]
    decision: Term
    completion: Term
    notify: Term
    certificate_valid: Term
    enrol: Term
    interruption: Term
    frequency: Frequency | None
    quota_per_year: int | None
    quota_source: str
    window: Window | None
    tariff: Tariff | None
    number_mask: str | None
    coupon_mask: str | None
    coupons: tuple[str, ...]
    extension: Extension | None
    report: Report | None
    notes: tuple[str, ...]  # what the sources say besides, in sentences
    refusal_reasons: tuple[Reason, ...]
    end_reasons: tuple[Reason, ...]
    unverified: tuple[Unverified, ...]
    sources: tuple[Sourced, ...] = ()  # of an office's own profile

    def instruments_on(self, day: date) -> tuple[Instrument, ...]:
        """What the region gives on `day`, in the order of the file; several where its acts differ."""
        return tuple(instrument for instrument in self.instruments if instrument.is_offered_on(day))

    def window_of(self, instrument: Instrument) -> Window | None:
        """When applications for one of its instruments are taken; None is not known."""
        return instrument.window or self.window

    def instrument(self, code: str) -> Instrument:
        """One of its instruments by code; raises NotFound."""
        for instrument in self.instruments:
            if instrument.code == code:
                return instrument
        raise NotFound(f"В профиле «{self.region_name}» нет документа «{code}».", do="Обновите программу.")

    def act(self, code: str) -> Act:
        """One of its acts by code; raises NotFound."""
        for act in self.acts:
            if act.code == code:
                return act
        raise NotFound(f"В профиле «{self.region_name}» нет акта «{code}».", do="Обновите программу.")

    def question(self, key: str) -> str:
        """What the office must ask about a key such as `terms.decision`; empty when the key is verified."""
        for unverified in self.unverified:
            if key == unverified.key or key.startswith(unverified.key + "."):
                return unverified.question
        return ""
