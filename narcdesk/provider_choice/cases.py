"""What is known of the person who chooses, as far as organisations ask: made from the card, changed by hand."""

from dataclasses import dataclass, replace
from datetime import date

from narcdesk import applications, certificates, diagnoses, duties, patients
from narcdesk.dates import days_phrase, plural
from narcdesk.patients import Sex
from narcdesk.register import Register

ALCOHOL, DRUGS = "alcohol", "drugs"
_TOBACCO = "F17"
_IN_WORDS = {ALCOHOL: "алкоголь", DRUGS: "наркотики"}


@dataclass(frozen=True)
class Case:
    """What an organisation must fit; empty means «any»."""

    on: date
    name: str = ""  # words of the organisation's name
    sex: Sex | None = None
    age: int | None = None
    substances: frozenset[str] = frozenset()
    by_court: bool = False
    form: str = ""  # a word of the registry: «стационарная»
    days: int | None = None
    place: str = ""  # words of the address
    near: str = ""  # the same, as a wish only
    needs_access: bool = False
    by_certificate: bool = False
    included_only: bool = True
    with_excluded: bool = False

    @property
    def words(self) -> str:
        """The person without a name: «мужчина, 34 года, наркотики, по решению суда, на 180 дней»."""
        said = [
            {Sex.MALE: "мужчина", Sex.FEMALE: "женщина"}[self.sex] if self.sex else "",
            plural(self.age, "год", "года", "лет") if self.age is not None else "",
            ", ".join(_IN_WORDS[one] for one in sorted(self.substances)),
            "по решению суда" if self.by_court else "",
            f"на {days_phrase(self.days)}" if self.days else "",
            "по сертификату" if self.by_certificate else "",
        ]
        return ", ".join(filter(None, said))


def case_of(register: Register, patient_id: int) -> Case:
    """The case of a patient on the register's day: card, diagnosis, court duty, live certificate or application."""
    today = register.today()
    patient = patients.one(register, patient_id)
    made = next((one for one in diagnoses.history(register, patient_id) if one.replaced_on is None), None)
    case = Case(
        on=today,
        sex=patient.sex,
        age=patient.surely_aged(today),
        substances=frozenset({ALCOHOL if made.substance == "F10" else DRUGS})
        if made and made.substance != _TOBACCO
        else frozenset(),
        by_court=any(duty.ended_on is None for duty in duties.listing(register, patient_id)),
    )
    paper = next((one for one in certificates.listing(register, patient_id) if one.status in certificates.LIVE), None)
    if paper is not None:
        return replace(case, days=paper.days, by_certificate=True)
    asked = next(iter(applications.listing(register, patient_id=patient_id)), None)
    return replace(case, days=asked.days if asked else None)
