"""Lists of organisations as LibreOffice saves them, made once and kept in `golden/libreoffice`.

    .venv/bin/python -m tests.libreoffice_files        # needs the program `soffice`; the files are then committed

A book of openpyxl is opened by LibreOffice Calc and saved in its own way, as .xlsx and as .xls: formulas get values,
texts move into shared ones, styles and default rows are its own. What must be read of each is written down in `KEPT`.
"""

import subprocess
import tempfile
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]

from tests.region_files import SHAPES, Shape
from tests.registry_lists import CENTRE, CENTRE_READ, INN, PERSON, PERSON_READ, TITLES, by_openpyxl

FOLDER = Path(__file__).parent / "golden" / "libreoffice"
FORMATS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97"}

KEPT: dict[str, Shape] = {
    name: SHAPES[name]
    for name in (
        "plain",
        "header in row 7",
        "numbers stored as numbers",
        "terms in many words",
        "titles under titles",
        "a name merged over its telephones",
        "totals, notes and a signature below",
    )
} | {
    "formulas that LibreOffice counted": Shape(
        [["Наименование", "ИНН", "Мест", "муж.", "жен."], ["АНО «Причал»", INN, "=D2+E2", 18, 6]],
        ({"name": "АНО «Причал»", "inn": INN, "places_total": 24, "places_men": 18, "places_women": 6},),
        numbers=(2,),
    ),
    "a hidden sheet before it": Shape([TITLES, CENTRE, PERSON], (CENTRE_READ, PERSON_READ)),
}


def kept(name: str, ending: str) -> Path:
    """Where a file lies."""
    return FOLDER / f"{name}.{ending}"


def main() -> None:
    """Make every file anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        for name, shape in KEPT.items():
            path = by_openpyxl(Path(made) / f"{name}.xlsx", shape.table, merged=shape.merged)
            if name == "a hidden sheet before it":
                book = openpyxl.load_workbook(path)
                draft = book.create_sheet("Черновик", 0)
                draft.append(["Наименование", "ИНН"])
                draft.append(["АНО «Старая запись»", INN])
                draft.sheet_state = "hidden"
                book.active = 1
                book.save(path)
            for ending, how in FORMATS.items():
                command = ["soffice", "--headless", "--convert-to", how, "--outdir", str(FOLDER), str(path)]
                subprocess.run(command, check=True, capture_output=True, timeout=300)
                assert kept(name, ending).exists()


if __name__ == "__main__":
    main()
