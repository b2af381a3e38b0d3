"""A draft as a workbook or on paper, with exact numbers: for the office's own hand, each time journalled.

The file lies outside the register and names nobody; small numbers of a small place may still tell of somebody, and the
sheet about the file says so.
"""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from narcdesk import documents
from narcdesk.dates import show
from narcdesk.errors import UserError
from narcdesk.files import lies_in
from narcdesk.list_exports import ListExport
from narcdesk.office import requisites
from narcdesk.register import Register
from narcdesk.spreadsheets import writing
from narcdesk.statistics.layouts import Column, Line, Spot, Table
from narcdesk.statistics.reports import Report

DRAFT = "Черновик, не утверждённый бланк: перенесите числа в вашу систему сдачи."
_KEEP = "Числа точные и не для передачи дальше: в малом районе по единицам можно узнать человека."
ABOUT = "О черновике"


@dataclass(frozen=True)
class Printed:
    """A table as it goes out: its name, titles and widths of its columns, its rows."""

    name: str
    title: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str | int]]


def sheets(report: Report) -> list[Printed]:
    """Every table of the form as lines of words and numbers."""
    return [_printed(report, table) for table in report.layout.tables]


def _printed(report: Report, table: Table) -> Printed:
    has_codes = any(row.shown for row in table.rows)
    rows = [
        [row.title, row.number or "—", *([row.shown] if has_codes else []), *_numbers(report, table, row)]
        for row in table.rows
    ]
    titles = [("Наименование", 44), ("№ строки", 10), *([("Коды МКБ-10", 30)] if has_codes else [])]
    return Printed(
        f"Таблица {table.code}", table.title, [*titles, *((titled(column), 10) for column in table.columns)], rows
    )


def titled(column: Column) -> str:
    """«Взято под наблюдение (гр. 4)»."""
    return f"{column.title} (гр. {column.number})" if column.number else column.title


def _numbers(report: Report, table: Table, row: Line) -> list[str | int]:
    return [shown(report, table, row, column) for column in table.columns]


def shown(report: Report, table: Table, row: Line, column: Column) -> str | int:
    """What a cell says: its number, or why it has none."""
    empty = report.empty(table, row, column)
    number = report.number(Spot(table.code, row.code, column.code))
    return empty.label if empty else number if number is not None else ""


def described(register: Register, report: Report) -> list[tuple[str, str]]:
    """What a draft is and what is not known of it, line by line."""
    register.person.must("statistics.count")
    layout, now = report.layout, register.now()
    with register.read() as session:
        office = requisites(session).name
    unsure = "" if layout.act_confirmed else " (номер не подтверждён)"
    wrong = [("Не сходится" if one.is_error else "Проверьте", one.sentence) for one in report.failures]
    return [
        ("Форма", f"№ {layout.form} «{layout.title}»"),
        ("Что это", DRAFT),
        ("Раскладка", layout.edition),
        ("Акт", f"{layout.act}{unsure}"),
        ("Год", f"{report.year}" if report.is_whole_year else f"{report.year}, не окончен: на {show(report.day)}"),
        ("Какая редакция", unconfirmed(report)),
        *(("Примечание", note) for note in layout.notes),
        *(("Как считано", rule) for rule in layout.rules),
        ("Расчёт", "Расчёт NarcDesk по фактам реестра; указания по заполнению формы не прочитаны."),
        *wrong,
        ("Как хранить", _KEEP),
        ("Кабинет", office),
        ("Составлено", f"{show(now.date())} в {now:%H:%M}, {register.person.full_name}"),
    ]


def unconfirmed(report: Report) -> str:
    """The sentence that no screen leaves out."""
    return f"Какую редакцию требует Росстат за {report.year} год, не подтверждено."


def save(register: Register, report: Report, path: Path) -> Path:
    """Write a draft into an .xlsx, a sheet for each table; journalled. Raises Forbidden, UserError of the disk."""
    register.person.must("statistics.export")
    if lies_in(path, register.folder):
        raise UserError("Файл лежал бы в папке реестра.", do="Выберите другую папку.")
    made, tables = io.BytesIO(), sheets(report)
    with writing.workbook(made) as book:
        for sheet in tables:
            writing.fill(book, sheet.name, sheet.columns, sheet.rows)
        writing.about(book, ABOUT, described(register, report))
    data = made.getvalue()

    def note() -> None:
        with register.write("statistics.export") as session:
            session.add(
                ListExport(
                    made_on=register.today(),
                    made_by=register.person.id,
                    title=f"Форма № {report.layout.form} за {report.year} год, черновик",
                    columns=[table.code for table in report.layout.tables],
                    rows=sum(len(sheet.rows) for sheet in tables),
                    file_sha256=hashlib.sha256(data).hexdigest(),
                )
            )

    return documents.write_out(register, path, data, note)


def note_print(register: Register) -> None:
    """Journal that a draft goes to a printer; before anything is on a sheet."""
    with register.write("statistics.print") as session:
        register.look(session, requisites(session))
