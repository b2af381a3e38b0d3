"""The invented region's list of providers: a real Excel file, taken in the way every list is."""

import tempfile
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter

from narcdesk.dates import show
from narcdesk.register import Register
from narcdesk.registry import applying
from narcdesk.training import numbers
from narcdesk.training.people import words

HEADER = (
    "№ п/п",
    "Наименование организации",
    "ИНН",
    "ОГРН",
    "Адрес",
    "Руководитель",
    "Телефон",
    "Мест всего",
    "Мест для мужчин",
    "Мест для женщин",
    "Форма",
    "Срок программы",
    "Дата включения",
    "Срок действия",
)


def take(register: Register, edition: int) -> None:
    """Take the first or the second list in, as it comes on the register's day."""
    with tempfile.TemporaryDirectory(prefix="narcdesk-", ignore_cleanup_errors=True) as folder:
        path = provider_list(Path(folder) / f"Учебный список организаций {edition}.xlsx", edition, register.today())
        applying.apply(register, applying.propose(register, path))


def provider_list(path: Path, edition: int, day: date) -> Path:
    """Write the first or the second list of the invented region, approved on a day, as an Excel file."""
    known = words("providers")
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": datetime.combine(day, time())})  # the same day gives the same bytes
        sheet = book.add_worksheet("Реестр")
        sheet.write(0, 0, known["title"])
        sheet.write(1, 0, known["acts"][edition - 1].format(day=show(day)))
        sheet.write_row(3, 0, HEADER)
        for place, row in enumerate(_rows(known["organisations"], edition, day), start=1):
            sheet.write_row(3 + place, 0, [place, *row])
    return path


def _rows(organisations: list[Mapping[str, Any]], edition: int, day: date) -> list[list[str | int]]:
    rows: list[list[str | int]] = []
    for n, first in enumerate(organisations, start=1):
        if not first.get("since", 1) <= edition <= first.get("until", 2):
            continue
        told = {**first, **first.get("later", {})} if edition == 2 else first
        rows.append(
            [
                told["name"],
                numbers.inn(n),
                numbers.ogrn(n),
                told["address"],
                told["head"],
                told["phones"],
                *told["places"],
                told["forms"],
                told["term"],
                show(date(2021 + n % 3, 1 + n, 15)),
                "бессрочно",
            ]
        )
    return rows
