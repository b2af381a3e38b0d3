"""The journal as a person reads it: who did what and when, in words, and whether it still holds.

The entries themselves are `audit`'s. Patients stand here by the number of their card, never by name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

import sqlalchemy as sa

from narcdesk import infections, schema
from narcdesk.audit import AuditEntry, AuditTouch, Change
from narcdesk.base import Base
from narcdesk.dates import plural
from narcdesk.journal_kinds import KINDS
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.staff import FailedTries, Person

ACTIONS: dict[str, str] = {
    "applications.amend": "Изменена заявка",
    "applications.carry_over": "Очередь по заявке перенесена на новый год",
    "applications.correct": "Исправлена запись о ходе заявки",
    "applications.grant": "Записано решение выдать сертификат",
    "applications.refuse": "Записан отказ органа",
    "applications.register": "Записана регистрация заявки в органе",
    "applications.return_back": "Записан возврат заявки",
    "applications.send": "Отправлена заявка",
    "applications.start": "Начата заявка",
    "applications.submit": "Подана заявка",
    "applications.wait": "Заявка поставлена в очередь",
    "applications.withdraw": "Отозвана заявка",
    "audit.accept_copy": "Принята копия реестра, вызвавшая сомнение",
    "audit.export": "Журнал выгружен в файл",
    "backups.fail": "Не удалась резервная копия",
    "backups.make": "Начата резервная копия",
    "backups.plan": "Изменён план резервных копий",
    "certificates.annul": "Аннулирован сертификат",
    "certificates.choose_provider": "Выбрана организация по сертификату",
    "certificates.correct": "Исправлена запись о сертификате",
    "certificates.expire": "Истёк сертификат",
    "certificates.lose": "Отмечена утрата сертификата",
    "certificates.record": "Записан сертификат",
    "certificates.redeem": "Погашена отметка о ходе курса",
    "certificates.resume": "Сертификат снова действует",
    "certificates.settle": "Отмечена оплата по сертификату",
    "certificates.suspend": "Приостановлен сертификат",
    "certificates.take_act": "Записан акт организации по сертификату",
    "choices.offer": "Составлен лист выбора организации",
    "choices.sign": "Подписан выбор организации",
    "commission.census": "Внесена таблица населения",
    "commission.confirm": "Выгрузка подтверждена вторым сотрудником",
    "commission.export": "Записана выгрузка для комиссии",
    "commission.fail": "Не удалось записать выгрузку для комиссии",
    "commission.plan": "Задан план показателей на год",
    "commission.tighten": "Выгрузки получателю сделаны строже правил или возвращены к ним",
    "commission.recipient_key": "Задан или убран ключ получателя выгрузок",
    "consents.give": "Записано согласие",
    "consents.withdraw": "Отозвано согласие",
    "courses.finish": "Окончен курс",
    "courses.start": "Начат курс",
    "diagnoses.record": "Записан диагноз",
    "disclosures.record": "Записана передача сведений",
    "documents.export_list": "Список людей выгружен в файл",
    "documents.keep": "Сохранён документ",
    "documents.prepare": "Подготовлены бумаги",
    "documents.printed": "Напечатан документ",
    "documents.saved": "Документ записан в файл",
    "duties.amend": "Изменено решение суда",
    "duties.answered": "Записан ответ по решению суда",
    "duties.appeared": "Отмечена явка по решению суда",
    "duties.broke": "Отмечено невыполненное предписание",
    "duties.draw_list": "Составлен список лиц с обязанностью по суду",
    "batches.answer": "Записаны решения органа по реестру заявок",
    "batches.draw": "Составлен реестр заявок",
    "duties.evaded": "Отмечено уклонение от обязанности по решению суда",
    "duties.finish": "Окончена обязанность по решению суда",
    "duties.left": "Отмечен самовольный уход",
    "duties.prescribe": "Записано предписание врача",
    "duties.receive": "Принята обязанность по решению суда",
    "duties.told": "Отмечено сообщение по решению суда",
    "examinations.record": "Записано освидетельствование",
    "families.enter": "Записан член семьи с его согласием",
    "families.talk": "Записана работа с семьёй",
    "families.withdraw": "Отозвано согласие члена семьи на контакт",
    "forms.keep": "Изменён текст бумаги",
    "forms.put_back": "Бумаге возвращён текст из программы",
    "groups.amend": "Изменены сведения о группе",
    "groups.enter": "Записана группа взаимопомощи",
    "groups.visit": "Записано посещение группы со слов",
    "infections.cancel": "Отменена запись особых сведений",
    "infections.look": "Открыты особые сведения",
    "infections.look_counted": "Открыт список людей в таблице об инфекциях",
    "infections.record": "Записаны особые сведения",
    "injecting.note": "Записаны сведения об инъекционном употреблении",
    "keys.allow_network": "Разрешена сетевая папка реестра",
    "keys.begin_rekey": "Начато перешифрование реестра",
    "keys.drill": "Проверены слова восстановления",
    "keys.recover": "Вход по словам восстановления",
    "keys.rekey": "Реестр перешифрован",
    "keys.reset_password": "Сброшен пароль сотрудника",
    "keys.sheet": "Сделан лист со словами восстановления",
    "keys.show_words": "Показаны слова восстановления",
    "letters.amend": "Изменён черновик письма",
    "letters.answered": "Записан ответ на письмо",
    "letters.cancel": "Письмо не отправлено",
    "letters.draft": "Начато письмо",
    "letters.issue": "Оформлено письмо",
    "letters.send": "Отправлено письмо",
    "observation.decide": "Записано решение врачебной комиссии",
    "memos.give": "Выдана памятка",
    "memos.sign": "Подписана расписка о памятке",
    "motivation.close": "Завершён план мотивации",
    "motivation.done": "Отмечен шаг плана мотивации",
    "motivation.plan": "Составлен план мотивации",
    "motivation.step": "Добавлен шаг плана мотивации",
    "observation.end": "Снят с наблюдения",
    "observation.move": "Перенесена явка",
    "observation.note_remission": "Записан факт о ремиссии",
    "observation.pause": "Записан перерыв в наблюдении",
    "observation.regroup": "Изменена группа наблюдения",
    "observation.resume": "Окончен перерыв в наблюдении",
    "observation.take": "Взят под наблюдение",
    "observation.transfer": "Пациент переведён на новый порядок наблюдения",
    "observation.visit": "Записана явка",
    "occupations.answer": "Записан результат помощи с работой или учёбой",
    "occupations.note": "Записана занятость",
    "occupations.refer": "Записана помощь с работой или учёбой",
    "merges.merge": "Объединены две карты",
    "merges.undo": "Отменено объединение карт",
    "office.amend": "Изменены реквизиты кабинета",
    "office.amend_calendar": "Изменён производственный календарь",
    "office.amend_locking": "Изменены правила замка",
    "office.create": "Создан реестр",
    "office.keep_duty_kind": "Изменён вид обязанности по суду",
    "office.set_duty_term": "Задан срок сообщения по решению суда",
    "office.trust_clock": "Дата на компьютере признана верной",
    "patients.amend": "Изменена карта",
    "patients.appoint": "Назначен представитель",
    "patients.enter": "Заведена карта",
    "patients.import_list": "Внесён старый список пациентов",
    "patients.look": "Открыта карта",
    "patients.look_counted": "Открыт список людей в показателе",
    "patients.note_death": "Отмечена смерть пациента",
    "patients.release": "Прекращены полномочия представителя",
    "patients.strike_out": "Зачёркнута ошибочная запись",
    "patients.tell_apart": "Решено, один ли это человек",
    "patients.take_back_death": "Отменена отметка о смерти",
    "patronage.amend": "Пересмотрена программа патроната",
    "patronage.begin": "Начат патронат",
    "patronage.close": "Окончен патронат",
    "patronage.contact": "Записан контакт по патронату",
    "patronage.move": "Перенесён контакт по патронату",
    "poisonings.record": "Записано острое отравление",
    "profile.amend": "Изменён профиль региона",
    "profile.restore": "Возвращено значение из профиля программы",
    "profile.take_file": "Загружен профиль региона из файла",
    "providers.check": "Записана проверка организации",
    "providers.drop_part": "Снята запись организации",
    "providers.exclude": "Исключена организация",
    "providers.keep_part": "Записаны филиал, лицензия, программа или услуга",
    "providers.note_call": "Записан звонок в организацию",
    "providers.restore": "Организация возвращена в реестр",
    "providers.take_list": "Загружен список организаций",
    "providers.tell": "Записаны сведения об организации",
    "rules.set_cell": "Задан срок порядка наблюдения",
    "referrals.came": "Отмечен приход по направлению",
    "referrals.came_back": "Отмечен возврат на амбулаторный этап",
    "referrals.close": "Записано, что по направлению больше не ждут",
    "referrals.link": "Направление связано с картой",
    "referrals.move": "Записано, что стало с направлением",
    "referrals.prepare": "Подготовлено направление пациента",
    "referrals.receive": "Записано поступившее направление",
    "referrals.step_back": "Отменён ошибочный шаг направления",
    "refusals.record": "Записан отказ",
    "refusals.tell": "Сообщено об отказе",
    "staff.change_password": "Сменён пароль",
    "staff.dismiss": "Закрыт доступ сотрудника",
    "staff.hire": "Принят сотрудник",
    "staff.note_failures": "Неудачные попытки входа",
    "staff.sign_in": "Вход в программу",
    "staff.take_back": "Отменено последнее действие",
    "statistics.export": "Черновик формы с точными числами записан в файл",
    "statistics.print": "Черновик формы с точными числами отдан на печать",
    "stays.mark": "Записана отметка о пребывании на курсе",
    "talks.hold": "Записана мотивационная беседа",
    "talks.hold_group": "Записана беседа с группой",
    "treatments.begin": "Начат план лечения",
    "treatments.enter_stage": "Записан переход на этап плана",
    "treatments.finish": "Окончен план лечения",
    "treatments.mark": "Отмечен шаг плана лечения",
    "treatments.plan": "Записан план лечения",
    "treatments.schedule": "Назначены шаги плана лечения",
    "subjects.amend": "Изменена запись справочника",
    "subjects.close": "Закрыта запись справочника",
    "subjects.enter": "Внесена запись справочника",
}

OF_MANY = (
    "patients.look_counted",
    "infections.look_counted",
    "patients.import_list",
)  # acts on a list of people: the first of them says nothing


@dataclass(frozen=True)
class Entry:
    """One act; `subject` names the record by its kind and the number of the card, if it is about a patient."""

    seq: int
    at: datetime  # in the register's own time zone
    who: str
    action: str
    subject: str
    patient_id: int | None


@dataclass(frozen=True)
class Touched:
    """Rows of one kind that an act left in one way, and the fields it changed, in words."""

    what: str
    change: str
    fields: str


@dataclass(frozen=True)
class Wanted:
    """Which entries are looked for; empty means «any», both days are included."""

    person_id: int | None = None
    action: str = ""
    since: date | None = None
    until: date | None = None
    card_number: int | None = None


@dataclass(frozen=True)
class Checked:
    """The answer of the check: how many entries were walked, and what does not hold."""

    at: datetime
    entries: int
    problems: tuple[str, ...]


def listing(register: Register, wanted: Wanted, *, offset: int = 0, limit: int = 200) -> list[Entry]:
    """Entries of the journal, the newest first; for the head and the administrator."""
    register.person.must("audit.check")
    zone = register.now().tzinfo
    query = (
        sa.select(AuditEntry, Person, Patient.card_number, FailedTries.tries)
        .outerjoin(Person, Person.id == AuditEntry.person_id)
        .outerjoin(FailedTries, sa.and_(AuditEntry.kind == "failed_tries", AuditEntry.record_id == FailedTries.id))
        .outerjoin(Patient, Patient.id == AuditEntry.patient_id)
        .order_by(AuditEntry.seq.desc())
        .offset(offset)
        .limit(limit)
    )
    if wanted.person_id is not None:
        query = query.where(AuditEntry.person_id == wanted.person_id)
    if wanted.action:
        query = query.where(AuditEntry.action == wanted.action)
    query = query.where(*between(wanted, zone))
    if wanted.card_number is not None:
        card = sa.select(Patient.id).where(Patient.card_number == wanted.card_number).scalar_subquery()
        query = query.where(about(card))
        if not register.person.may(infections.RIGHT):  # to be found by the card would tell as much as to stand there
            query = query.where(AuditEntry.action.not_in(infections.TELLING))

    def told(entry: AuditEntry) -> bool:
        """Whether the person may know which card an entry is about."""
        return entry.action not in infections.TELLING or register.person.may(infections.RIGHT)

    with register.read() as session:
        return [
            Entry(
                seq=entry.seq,
                at=entry.at.astimezone(zone),
                who=person.short_name if person else "программа",
                action=ACTIONS.get(entry.action, entry.action),
                subject=_tried(tries) if tries else _subject(entry, card_number if told(entry) else None),
                patient_id=entry.patient_id if told(entry) else None,
            )
            for entry, person, card_number, tries in session.execute(query)
        ]


def between(wanted: Wanted, zone: tzinfo | None) -> list[sa.ColumnElement[bool]]:
    """The conditions of the days that are wanted, as the office's clock has them."""
    found = []
    if wanted.since is not None:
        found.append(AuditEntry.at >= datetime.combine(wanted.since, time(), zone))
    if wanted.until is not None:
        found.append(AuditEntry.at < datetime.combine(wanted.until + timedelta(days=1), time(), zone))
    return found


def about(*cards: int | sa.ScalarSelect[int]) -> sa.ColumnElement[bool]:
    """The condition of entries about cards: their own, and those in which one was among several that were touched."""
    entries: list[sa.Select[int]] = []
    for card in cards:
        entries.append(sa.select(AuditEntry.seq).where(AuditEntry.patient_id == card))
        touched = sa.and_(AuditTouch.kind == Patient.__tablename__, AuditTouch.record_id == card)
        entries.append(sa.select(AuditTouch.seq).where(touched))
    return AuditEntry.seq.in_(sa.union(*entries))  # each by its own index: an «or» would read the whole journal


def _tried(tries: int) -> str:
    return f"{plural(tries, 'неудачная попытка', 'неудачные попытки', 'неудачных попыток')} до входа"


def _subject(entry: AuditEntry, card_number: int | None) -> str:
    if entry.action in OF_MANY:
        return "несколько карт"
    card = f"карта № {card_number}" if card_number else ""
    if entry.record_id is None or entry.kind == "patients":
        return card
    return ", ".join(filter(None, (card, KINDS.get(entry.kind, ""))))  # the card first: a narrow column keeps it


def touched(register: Register, seq: int) -> list[Touched]:
    """What one act touched: rows of one kind that it left alike are one line."""
    register.person.must("audit.check")
    with register.read() as session:
        rows = session.execute(
            sa.select(AuditTouch.kind, AuditTouch.change, AuditTouch.fields)
            .where(AuditTouch.seq == seq)
            .order_by(AuditTouch.position)
        ).all()
    titles = _field_titles()
    counted: dict[Touched, int] = {}
    for kind, change, fields in rows:
        words = dict.fromkeys(titles.get(kind, {}).get(name, "служебные сведения") for name in fields)
        line = Touched(KINDS.get(kind, kind), Change(change).label, ", ".join(words))
        counted[line] = counted.get(line, 0) + 1
    return [
        line if count == 1 else Touched(f"{line.what} × {count}", line.change, line.fields)
        for line, count in counted.items()
    ]


def _field_titles() -> Mapping[str, Mapping[str, str]]:
    """Table -> column -> what the form calls it, in the order of the form."""

    def titles(table: Any) -> dict[str, str]:
        return {column.key: column.info["asked"][0] for column in table.columns if "asked" in column.info}

    return {name: titles(table) for name, table in Base.metadata.tables.items()}


def people(register: Register) -> dict[int, str]:
    """Everybody who ever worked with the register, by the alphabet."""
    with register.read() as session:
        found = session.scalars(sa.select(Person).order_by(Person.surname, Person.given, Person.id))
        return {person.id: person.short_name for person in found}


def check(register: Register) -> Checked:
    """Verify the chain, every row against it, the pages of the file and the anchor; seconds for a large register."""
    register.person.must("audit.check")
    return Checked(register.now(), register.head.seq, tuple(in_russian(schema.check(register))))


def watch(register: Register) -> Iterator[list[str]]:
    """The same beside the work of the office, slice by slice; it asks no right: whoever works is told."""
    return (in_russian(found) for found in schema.watch(register))


def in_russian(problems: Iterable[str]) -> list[str]:
    """What a check says, with the tables by their Russian names."""
    return [_TABLE.sub(_table_in_russian, problem) for problem in problems]


_TABLE = re.compile(r"таблицы (\w+)")


def _table_in_russian(found: re.Match[str]) -> str:
    return f"таблицы «{KINDS.get(found[1], found[1])}»"
