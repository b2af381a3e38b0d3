"""A card in words: the line under the name, and pairs of a caption and what is known."""

from datetime import date

from narcdesk import diagnoses, identifiers, observation, patients
from narcdesk.dates import show, years_phrase
from narcdesk.fields import Absence, fields_of
from narcdesk.observation import Rhythm
from narcdesk.patients import DocumentKind, Patient, Sex
from narcdesk.register import Register

Pairs = list[tuple[str, str]]


def line(patient: Patient, today: date) -> str:
    """«мужчина · 38 лет (12.03.1988) · карта № 214 · р. п. Средняя Ахтуба»."""
    who = "мужчина" if patient.sex is Sex.MALE else "женщина"
    age = f"{years_phrase(patient.age_on(today))} ({patient.birth.shown})"
    if patient.died_on:
        age = f"{patient.birth.shown} – {show(patient.died_on)}"
    return " · ".join(filter(None, (who, age, f"карта № {patient.card_number}", patient.settlement)))


def medical(register: Register, patient: Patient) -> Pairs:
    """The diagnosis, the observation and the remission of now."""
    today = register.today()
    with register.read() as session:
        diagnosis = diagnoses.present(session, patient.id)
        episodes = observation.episodes(register, patient.id)
        rhythm = observation.rhythm(session, patient.id, today)
        since = observation.abstinent_since(session, patient.id, today)
    told = [("Диагноз", f"{diagnosis.title} — {diagnosis.code} с {show(diagnosis.made_on)}" if diagnosis else "")]
    if diagnosis and diagnosis.clarified:
        told.append(("Вещество", diagnosis.clarified))
    told.append(("Наблюдение", _observed(episodes, rhythm)))
    if rhythm:
        told.append(("Как часто", rhythm.shown))
    told.append(("Ремиссия", _remission(since, today)))
    told.append(("Основание", _word(patient, "legal_ground")))
    sender = ": ".join(filter(None, (_word(patient, "came_from"), patient.sent_by)))
    told.append(("Кто направил", f"{sender}, {show(patient.came_on)}"))
    return told


def _observed(episodes: list[observation.Episode], rhythm: Rhythm | None) -> str:
    if not episodes:
        return "не начато"
    last = episodes[0]
    if last.ended_on and last.end_ground:
        return f"завершено {show(last.ended_on)}: {last.end_ground.label}"
    group = f", группа {rhythm.group.code}" if rhythm and rhythm.group and rhythm.order.groups_named else ""
    return f"с {show(last.taken_on)}{group}, порядок {last.rule_set}"


def _remission(since: date | None, today: date) -> str:
    if since is None:
        return "не подтверждена"
    years, months = divmod(observation.full_months(since, today), 12)
    length = " ".join(filter(None, (years_phrase(years) if years else "", f"{months} мес." if months else "")))
    return f"{length or 'меньше месяца'}, с {show(since)}"


def personal(register: Register, patient: Patient) -> Pairs:
    """Papers, addresses, telephones, and who may speak for the person."""
    today = register.today()
    told = [
        ("СНИЛС", _number(patient, "snils", identifiers.snils(patient.snils).shown)),
        ("Полис ОМС", _number(patient, "policy_number", patient.policy_number)),
        ("Документ", _number(patient, "document_number", _document(patient))),
        ("Регистрация", _number(patient, "registration_address", patient.registration_address)),
        ("Телефон", _number(patient, "phone", identifiers.phone(patient.phone).shown)),
    ]
    if patient.died_on:
        cause = patient.death_cause.label if patient.death_cause else "причина не указана"
        told.insert(0, ("Смерть", f"{show(patient.died_on)}, {cause}"))
    if patient.email:
        told.append(("Электронная почта", _number(patient, "email", patient.email)))
    if patient.actual_address and patient.actual_address != patient.registration_address:
        told.insert(4 + bool(patient.died_on), ("Проживание", patient.actual_address))
    for found in patients.representatives(register, patient.id):
        if found.is_valid_on(today):
            phone = identifiers.phone(found.phone).shown
            told.append(("Представитель", ", ".join(filter(None, (found.full_name, found.kinship.label, phone)))))
    if patient.remark:
        told.append(("Примечание", patient.remark))
    return told


def _document(patient: Patient) -> str:
    if patient.document_kind in (None, DocumentKind.NONE):
        return "без документа" if patient.document_kind else ""
    kind = "паспорт" if patient.document_kind is DocumentKind.PASSPORT else patient.document_kind.label
    number = " ".join(filter(None, (kind, patient.document_series, patient.document_number)))
    issued = f"выдан {show(patient.document_issued_on)}" if patient.document_issued_on else ""
    return ", ".join(filter(None, (number, issued)))


def _number(patient: Patient, name: str, shown: str) -> str:
    """What is kept, with why it is odd; or why there is no answer."""
    if name in patient.not_given and not getattr(patient, name):
        return Absence(patient.not_given[name]).label
    return f"{shown} (оставлено так: {patient.odd[name]})" if shown and name in patient.odd else shown


def _word(patient: Patient, name: str) -> str:
    """A choice of the card in words."""
    options = next(field for field in fields_of(Patient) if field.name == name).options(patient.came_on)
    code = str(getattr(patient, name))
    return options.get(code, code)
