"""Lists that nobody would write: files with spoiled bytes, books with spoiled parts, sheets of odd cells.

.venv/bin/python -m tests.fuzzed_lists 20000    # more of them than the suite tries
"""

import io
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from narcdesk import patient_lists
from narcdesk.errors import UserError
from narcdesk.patient_lists import Answers
from narcdesk.register import Register
from tests import factories
from tests.patient_lists import ILYIN, LVOVA, NAMELESS, TITLES, UNBORN, YOUNG
from tests.registry_lists import as_csv, by_openpyxl, by_xlsxwriter, old_excel, with_part

TABLE = [TITLES, ILYIN, LVOVA, YOUNG, NAMELESS, UNBORN]
HANGS = 10.0  # seconds
ODD_CELLS: tuple[object, ...] = (
    *(None, "", " ", "\u00a0", "-", "б/н", "=1+1", "+7", "@", "#ССЫЛКА!", "Иванов", "И", "ИВАНОВ ИВАН", "Ж", "м"),
    *("12.03.1987", "00.00.0000", "31.02.2000", "29.02.2001", "1e309", "9" * 21, "ё" * 300, "🙂🙂", "\u202eабв"),
    *("а\u0301", "\x00", "\ufffd", "F10.2", "F19.2 99 ст", "F1", "ФФФ", "F10.2 II III", "(", ")", "((((", "а" * 2_000),
    *("12.03.1987 13.04.1988", "1;2", "мать", "мать ,", "001-001-001 00", "112-233-445 95", "смерть"),
    *("умер 31.12.9999", "до 1980", "вчера", "с", "м+1", 0, 1, -1, 31848, 10**12, 2**63, 1.5, -0.0, True, False),
    *(date(1987, 3, 12), datetime(9999, 12, 31), date(1900, 1, 1)),
)


def seeds(folder: Path) -> list[tuple[str, bytes]]:
    """Sound lists of every kind, by their ending."""
    openpyxl_made = by_openpyxl(folder / "a.xlsx", TABLE).read_bytes()
    xlsxwriter_made = by_xlsxwriter(folder / "b.xlsx", TABLE).read_bytes()
    text = as_csv(TABLE)
    return [
        (".xlsx", openpyxl_made),
        (".xlsx", xlsxwriter_made),
        (".xls", old_excel(TABLE)),
        (".csv", text.encode("utf-8-sig")),
        (".csv", text.encode("cp1251", "replace")),
        (".csv", text.encode("utf-16")),
        (".ods", _open_document()),
    ]


def _open_document() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        rows = "".join(
            "<table:table-row>"
            + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
            + "</table:table-row>"
            for row in TABLE
        )
        book.writestr("content.xml", f"<office:document-content>{rows}</office:document-content>")
    return made.getvalue()


def spoiled(dice: random.Random, kind: str, data: bytes) -> bytes:
    """The same with some bytes changed, cut, doubled or put in; of a book also inside one part, its ZIP sound."""
    if kind == ".xlsx" and dice.random() < 0.6:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            names = [name for name in book.namelist() if name.endswith((".xml", ".rels"))]
        return with_part(data, dice.choice(names), lambda part: _spoil(dice, part))
    return _spoil(dice, data)


def _spoil(dice: random.Random, data: bytes) -> bytes:
    made = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5, 30))):
        at = dice.randrange(len(made) or 1)
        match dice.randrange(6):
            case 0 if made:
                made[at] = dice.randrange(256)
            case 1:
                del made[at : at + dice.randrange(1, 60)]
            case 2:
                made[at:at] = made[at : at + dice.randrange(1, 200)]
            case 3:
                made[at:at] = dice.randbytes(dice.randrange(1, 8))
            case 4:
                made[at:at] = str(dice.choice((0, -1, 2**31, 10**20, 1_048_577))).encode()
            case _:
                del made[at:]
    return bytes(made)


def odd_table(dice: random.Random) -> list[list[object]]:
    """Our titles, perhaps some lost or doubled, over rows of cells that belong nowhere."""
    titles = [title for title in TITLES if dice.random() < 0.9] + dice.sample(TITLES, dice.randrange(3))
    rows = [[dice.choice(ODD_CELLS) for _ in titles] for _ in range(dice.randrange(1, 6))]
    for row in rows:
        if dice.random() < 0.7 and len(row) > 2:
            row[1], row[2] = "Ильин Пётр Семёнович", dice.choice(("1987", "12.03.1987"))
    return [titles, *rows]


def files(count: int, seed: int, folder: Path) -> Iterator[Path]:
    """Spoiled files, one after another under the same few names."""
    dice, sound = random.Random(seed), seeds(folder)
    for _ in range(count):
        kind, data = dice.choice(sound)
        path = folder / f"Учёт{kind}"
        path.write_bytes(spoiled(dice, kind, data))
        yield path


def look(register: Register, path: Path) -> int:
    """Read a file as the wizard does, every sheet to the end of the dry run; how many sheets were read as people."""
    try:
        file = patient_lists.open_list(path)
    except UserError:
        return 0
    found = 0
    for grid in file.grids:
        try:
            columns = patient_lists.columns_of(grid)
            patient_lists.propose(register, file, grid, columns, Answers(came_on=date(2020, 1, 1)))
            found += 1
        except UserError:
            continue
    return found


def main(count: int) -> int:
    """Try as many as were asked for, and say how it went."""
    slowest, read = 0.0, 0
    with tempfile.TemporaryDirectory() as place:
        register = factories.register(Path(place, "register"))
        head = register.head
        for path in files(count, int(time.time()), Path(place)):
            began = time.perf_counter()
            read += look(register, path)
            slowest = max(slowest, time.perf_counter() - began)
        is_untouched = register.head == head
        register.close()
    print(f"{count} files, {read} sheets read as people, slowest {slowest:.2f} s, register untouched: {is_untouched}")
    return 0 if slowest < HANGS and is_untouched else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
