"""The journal and its logs as one workbook for the security officer: a sheet each, and a sheet that says what it holds.

The file lies outside the register and is not encrypted: it names workers and numbers of cards, no patient.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from narcdesk import documents, journal
from narcdesk.dates import plural, show
from narcdesk.journal import ACTIONS, Wanted
from narcdesk.office import requisites
from narcdesk.oversight.logs import anonymised, disclosed, looked, papers_out
from narcdesk.register import Register
from narcdesk.spreadsheets import writing
from narcdesk.spreadsheets.writing import Value


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, the query of its rows, and for each column the title, its width, and its words."""

    name: str
    query: Callable[..., Sequence[Any]]
    columns: tuple[tuple[str, int, Callable[[Any], Value]], ...]
    page: int = 500


SHEETS = (
    Sheet(
        "Журнал",
        journal.listing,
        (
            ("№", 8, lambda one: one.seq),
            ("Когда", 20, lambda one: one.at),
            ("Кто", 24, lambda one: one.who),
            ("Что сделано", 40, lambda one: one.action),
            ("О чём", 40, lambda one: one.subject),
        ),
    ),
    Sheet(
        "Кто смотрел кого",
        partial(looked, among=None),
        (
            ("Кто", 24, lambda one: one.who),
            ("Карта №", 10, lambda one: one.card_number),
            ("Сколько раз", 12, lambda one: one.times),
            ("Впервые", 20, lambda one: one.first),
            ("В последний раз", 20, lambda one: one.last),
        ),
        page=100_000,  # each page of it would count all the looks anew
    ),
    Sheet(
        "Передача сведений",
        disclosed,
        (
            ("Когда", 12, lambda one: one.told_on),
            ("Карта №", 10, lambda one: one.card_number),
            ("Кому", 44, lambda one: one.recipient),
            ("Что передано", 44, lambda one: one.what),
            ("Основание", 60, lambda one: one.ground),
            ("По какому документу", 28, lambda one: one.basis),
            ("Исходящий №", 16, lambda one: one.letter),
            ("Кто записал", 24, lambda one: one.who),
        ),
    ),
    Sheet(
        "Бумаги",
        papers_out,
        (
            ("Когда", 20, lambda one: one.at),
            ("Кто", 24, lambda one: one.who),
            ("Карта №", 10, lambda one: one.card_number or ""),
            ("Документ", 60, lambda one: one.title),
            ("Знак", 16, lambda one: one.public_id),
            ("Куда", 14, lambda one: one.way),
        ),
    ),
    Sheet(
        "Обезличивание",
        anonymised,
        (
            ("Когда", 12, lambda one: one.on),
            ("Кто", 24, lambda one: one.who),
            ("Подтвердил", 24, lambda one: one.confirmed),
            ("Получатель", 28, lambda one: one.recipient),
            ("Период", 20, lambda one: one.period),
            ("Пакет", 28, lambda one: one.batch_id),
            ("Файл", 40, lambda one: one.file_name),
            ("SHA-256 файла", 66, lambda one: one.file_sha256),
            ("SHA-256 правил", 66, lambda one: one.policy_sha256),
        ),
    ),
)


def export(
    register: Register, path: Path, wanted: Wanted, *, progress: Callable[[int, int], object] = lambda done, of: None
) -> Path:
    """Write the workbook to a chosen file: one that the journal does not tell of does not stay. Raises UserError."""
    register.person.must("audit.export")
    made = io.BytesIO()
    with writing.workbook(made) as book:
        about = book.add_worksheet("Что в файле")
        counts = {}
        for number, sheet in enumerate(SHEETS):
            progress(number, len(SHEETS))
            columns = [(title, width) for title, width, _ in sheet.columns]
            rows = ([said(one) for _, _, said in sheet.columns] for one in _rows(register, sheet, wanted))
            counts[sheet.name] = writing.fill(book, sheet.name, columns, rows)
        writing.say(about, _contents(register, wanted, counts))

    def note() -> None:
        with register.write("audit.export") as session:
            register.look(session, requisites(session))

    return documents.write_out(register, path, made.getvalue(), note)


def _rows(register: Register, sheet: Sheet, wanted: Wanted) -> Iterator[Any]:
    for offset in range(0, writing.MOST_ROWS, sheet.page):
        page = sheet.query(register, wanted, offset=offset, limit=sheet.page)
        yield from page
        if len(page) < sheet.page:
            return


def _contents(register: Register, wanted: Wanted, counts: dict[str, int]) -> list[tuple[str, str]]:
    """What the first sheet says of the others."""
    now, head = register.now(), register.head
    with register.read() as session:
        office = requisites(session).name
    people = journal.people(register)
    asked = [
        ("Сотрудник", people.get(wanted.person_id or 0, "все")),
        ("Действие", ACTIONS.get(wanted.action, "все") + (" (только на листе «Журнал»)" if wanted.action else "")),
        ("С", show(wanted.since) if wanted.since else "первого дня"),
        ("По", show(wanted.until) if wanted.until else f"{show(now.date())}"),
        ("Карта", f"№ {wanted.card_number}" if wanted.card_number else "все"),
    ]
    return [
        ("Что это", "Журнал действий с реестром наркологического кабинета и учёт того, что из него вышло"),
        ("Кабинет", office),
        ("Реестр", register.register_id),
        ("Выгружено", f"{show(now.date())} в {now:%H:%M}, {register.person.full_name}, {register.person.role_title}"),
        ("Конец журнала", f"запись № {head.seq}, {head.mac}"),
        *asked,
        *((f"Лист «{name}»", plural(count, "строка", "строки", "строк")) for name, count in counts.items()),
        ("Чего здесь нет", "Фамилий пациентов и сведений о них: только номера карт. Значения полей журнал не хранит."),
        ("Как хранить", "Файл не зашифрован. Сама выгрузка записана в журнал реестра."),
    ]
