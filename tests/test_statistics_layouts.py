"""Layouts of the statistical forms: every code in one row, the same rows in both forms, slips of a file named."""

import re
from itertools import product
from pathlib import Path

import pytest

from narcdesk import diagnoses, rules, statistics
from narcdesk.datafiles import DataFault
from narcdesk.statistics import layouts
from narcdesk.statistics.reports import main_rows
from tests.statistics_office import TODAY

FORM_11, NEWER, OLDER = statistics.all_layouts()


def test_every_code_belongs_to_one_row_at_most() -> None:
    """Of each sum of rows: whatever the classification allows, nobody is counted twice in a total."""
    icd = rules.icd()
    seen = 0
    for substance, state in product(icd.substances, icd.states):
        for current, stage, letter in product(
            (None, *"0123456789"), (None, *icd.stages) if state == "2" else (None,), icd.letters(substance) or (None,)
        ):
            signs = (substance, state, current, stage, letter)
            for layout in statistics.all_layouts():
                for table in layout.tables:
                    for total in (row for row in table.rows if row.sum):
                        rows = [code for code in total.sum if table.by_code[code].takes(signs, "")]
                        assert len(rows) <= 1, (signs, table.code, rows)
                        seen += len(rows)
    assert seen > 1000


@pytest.mark.parametrize(
    ("code", "row_11", "row_37"),
    [
        ("F10.03", "02", "01"),
        ("F10.00", "", ""),
        ("F10.1", "15", "08"),
        ("F10.2", "04", "02"),
        ("F10.30", "04", "02"),
        ("F10.41", "02", "01"),
        ("F10.6", "02", "01"),
        ("F10.71", "04", "02"),
        ("F10.73", "02", "01"),
        ("F10.92", "04", "02"),
        ("F10.91", "02", "01"),
        ("F10.99", "", ""),
        ("F11.1", "16", "09"),
        ("F11.00", "", ""),
        ("F13.1Т", "17", "10"),
        ("F16.242Т", "14", "07"),
        ("F16.242Н", "08", "06"),
        ("F17.24", "", ""),
        ("F19.9Н", "08", "06"),
    ],
)
def test_the_row_of_a_code(code: str, row_11: str, row_37: str) -> None:
    facts = diagnoses.parse_code(code)
    diagnosis = diagnoses.Diagnosis(patient_id=1, made_on=TODAY, **facts)
    assert (main_rows(FORM_11)(diagnosis), main_rows(NEWER)(diagnosis), main_rows(OLDER)(diagnosis)) == (
        row_11,
        row_37,
        row_37,
    )


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        (("counts: hiv}", "counts: plague}"), "«plague» здесь не бывает"),
        (("ages: 15-17", "ages: teens"), "здесь ожидается 0-14 или 60+"),
        (("codes: [F10.1]", "codes: [G10.1]"), "«G10.1» — не начало кода F10–F19"),
        (('sum: ["02", ', 'sum: ["99", '), "сумма со строкой 99, которой нет"),
        (("2000.*.* <= 1000.*.*", "2000.*.* <= 1000.77.*"), "такой таблицы, строки или графы в раскладке нет"),
        (("2000.*.* <= 1000.*.*", "2000.*.* < 1000.*.*"), "нужны две части"),
        (
            ("number: null, title: ВИЧ — всего, counts: hiv}", "number: null, title: ВИЧ — всего}"),
            "не сказано, что считать",
        ),
        (("rural: true}", "village: true}"), "такого ключа программа не знает"),
    ],
)
def test_a_slip_in_a_layout_is_named(tmp_path: Path, spoiled: tuple[str, str], said: str) -> None:
    text = (layouts.FOLDER / "form-11.yaml").read_text(encoding="utf-8")
    path = tmp_path / "form-11.yaml"
    path.write_text(text.replace(*spoiled), encoding="utf-8")
    with pytest.raises(DataFault, match=re.escape(said)):
        layouts.read(path)
