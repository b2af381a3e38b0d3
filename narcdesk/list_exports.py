"""Lists of the screen that went out as a file: who, when, which columns and how many rows, kept and journalled.

The file lies outside the register and is not encrypted. A list of people is written in the very act that notes it: a
file that is not journalled does not stay.
"""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from narcdesk import documents
from narcdesk.base import Base
from narcdesk.dates import plural, show
from narcdesk.errors import UserError
from narcdesk.files import lies_in, write_atomically
from narcdesk.office import requisites
from narcdesk.register import Register
from narcdesk.spreadsheets import writing
from narcdesk.spreadsheets.writing import Value

RIGHT = "documents.export_list"
SHEET, ABOUT = "Список", "О выгрузке"


class ListExport(Base, kw_only=True):
    """One list of people that was written into a file; the file's hash tells it from another, no name stands here."""

    __tablename__ = "list_exports"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    made_on: Mapped[date]
    made_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    title: Mapped[str] = mapped_column(sa.String(120))
    columns: Mapped[list[str]]
    rows: Mapped[int]
    file_sha256: Mapped[str] = mapped_column(sa.String(64))


@dataclass(frozen=True)
class OutList:
    """A list as it goes out: its title, the words of its filter, titles and widths of its columns, its rows."""

    title: str
    filter: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Value]]
    has_persons: bool = True


def export(register: Register, path: Path, listed: OutList) -> Path:
    """Write a list into an .xlsx, or a .csv where the name ends so; journalled where it tells of people.

    Raises Forbidden, and NoSpace, NotWritable, WrongPlace, DiskTrouble of the disk.
    """
    if listed.has_persons:
        register.person.must(RIGHT)
    if lies_in(path, register.folder):
        raise UserError("Файл лежал бы в папке реестра.", do="Выберите другую папку.")
    data = _csv(listed) if path.suffix.lower() == ".csv" else _xlsx(register, listed)
    if not listed.has_persons:
        write_atomically(path, data)
        return path

    def note() -> None:
        with register.write("documents.export_list") as session:
            session.add(
                ListExport(
                    made_on=register.today(),
                    made_by=register.person.id,
                    title=listed.title[:120],
                    columns=[title for title, _ in listed.columns],
                    rows=len(listed.rows),
                    file_sha256=hashlib.sha256(data).hexdigest(),
                )
            )

    return documents.write_out(register, path, data, note)


def _xlsx(register: Register, listed: OutList) -> bytes:
    made = io.BytesIO()
    with writing.workbook(made) as book:
        count = writing.fill(book, SHEET, listed.columns, listed.rows)
        writing.about(book, ABOUT, _about(register, listed, count))
    return made.getvalue()


def _csv(listed: OutList) -> bytes:
    return writing.delimited([title for title, _ in listed.columns], listed.rows)


def _about(register: Register, listed: OutList, count: int) -> list[tuple[str, str]]:
    now, person = register.now(), register.person
    with register.read() as session:
        office = requisites(session).name
    secret = [
        ("Как хранить", "Файл не зашифрован и содержит врачебную тайну. Удалите его, когда он больше не нужен."),
        ("Журнал", "Выгрузка записана в журнал реестра."),
    ]
    return [
        ("Список", listed.title),
        ("Отбор", listed.filter or "все строки"),
        ("Строк", plural(count, "строка", "строки", "строк")),
        ("Кабинет", office),
        ("Выгружено", f"{show(now.date())} в {now:%H:%M}"),
        ("Кто выгрузил", f"{person.full_name}, {person.role_title}"),
        *(secret if listed.has_persons else []),
    ]
