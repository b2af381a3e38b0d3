"""What the security officer asks: who looked at whom, which papers left, and all of it in one workbook."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from narcdesk import disclosures, documents, journal, oversight, patients
from narcdesk.audit import AuditEntry
from narcdesk.commission import export
from narcdesk.dates import Period
from narcdesk.errors import Forbidden, UserError
from narcdesk.forms import papers
from narcdesk.journal import Wanted
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import DAY, Clock

NEXT_DAY = date(2026, 3, 17)


@pytest.fixture
def two(register: Register) -> Register:
    """Two cards: the first was opened three times, the second once."""
    first = factories.patient(register)
    second = factories.patient(register, surname="Лапина", given="Дарья", sex="f", snils="")
    for patient in (first, second, first, first):
        patients.look(register, patient.id)
    return register


def looks(register: Register, **wanted: Any) -> list[tuple[str, int, int]]:
    return [(one.who, one.card_number, one.times) for one in oversight.looked(register, Wanted(**wanted))]


def test_who_looked_at_whom_and_how_often(two: Register) -> None:
    assert looks(two) == [("Зимин А. Н.", 1, 3), ("Зимин А. Н.", 2, 1)]
    newest = oversight.looked(two, Wanted())[0]
    assert (newest.first, newest.last) == (two.now(), two.now())
    assert newest.last.tzinfo == two.now().tzinfo


def test_looks_are_found_by_card_person_and_day(two: Register, clock: Clock) -> None:
    clock.go(NEXT_DAY)
    patients.look(two, 2)
    assert looks(two, card_number=2) == [("Зимин А. Н.", 2, 2)]
    assert looks(two, card_number=404) == []
    assert looks(two, person_id=1, since=NEXT_DAY) == [("Зимин А. Н.", 2, 1)]
    assert looks(two, until=DAY) == [("Зимин А. Н.", 1, 3), ("Зимин А. Н.", 2, 1)]
    assert looks(two, person_id=404) == []
    (one,) = oversight.looked(two, Wanted(card_number=2))
    assert (one.first.date(), one.last.date()) == (DAY, NEXT_DAY)


def test_a_change_is_no_look_and_a_second_person_is_a_line_of_his_own(two: Register, clock: Clock) -> None:
    patients.amend(two, 2, {"remark": "не звонить"})
    assert looks(two, card_number=2) == [("Зимин А. Н.", 2, 1)]
    with factories.signed_in(two, Role.NURSE, clock) as opened:
        patients.look(opened, 2)
    with factories.opened_again(two, clock) as opened:
        assert looks(opened, card_number=2) == [("Рябинина В.", 2, 1), ("Зимин А. Н.", 2, 1)]


def test_it_is_asked_by_page(two: Register) -> None:
    assert [one.card_number for one in oversight.looked(two, Wanted(), offset=1, limit=1)] == [2]


def test_a_paper_that_left_is_named_with_its_way(register: Register) -> None:
    sheets = factories.both_consents(register, factories.patient(register).id)
    paper = papers.prepare_consent(register, sheets[0].id)
    documents.printed(register, paper.id)
    documents.saved(register, paper.id)
    out = oversight.papers_out(register, Wanted())
    assert [(one.way, one.card_number, one.public_id) for one in out] == [
        ("в файл", 1, paper.public_id),
        ("на принтер", 1, paper.public_id),
    ]
    assert out[0].title == paper.title
    assert oversight.papers_out(register, Wanted(card_number=404)) == []
    assert oversight.papers_out(register, Wanted(until=date(2026, 3, 15))) == []


def test_a_batch_that_left_is_in_the_journal_of_anonymisation(register: Register, tmp_path: Path) -> None:
    factories.patient(register, came_on="05.02.2024")
    sent = export.export(register, "municipal", Period.parse("2025"), tmp_path / "носитель")
    (batch,) = oversight.anonymised(register, Wanted())
    assert (batch.on, batch.who, batch.recipient) == (DAY, "Зимин А. Н.", "муниципальная комиссия")
    assert (batch.file_name, batch.file_sha256) == (sent.path.name, sent.sha256)
    assert oversight.anonymised(register, Wanted(card_number=1)) == []
    assert oversight.anonymised(register, Wanted(since=NEXT_DAY)) == []


@pytest.mark.parametrize("role", [Role.DOCTOR, Role.NURSE, Role.STATISTICIAN])
def test_it_is_for_the_head_and_the_administrator(register: Register, clock: Clock, tmp_path: Path, role: Role) -> None:
    with factories.signed_in(register, role, clock) as opened:
        for query in (oversight.looked, oversight.papers_out, oversight.disclosed, oversight.anonymised):
            with pytest.raises(Forbidden):
                query(opened, Wanted())
        with pytest.raises(Forbidden):
            oversight.export(opened, tmp_path / "журнал.xlsx", Wanted())
    assert not (tmp_path / "журнал.xlsx").exists()


def sheets(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(path)
    try:
        return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    finally:
        book.close()


def test_the_workbook_holds_every_log_and_says_what_it_holds(two: Register, tmp_path: Path) -> None:
    disclosures.record(
        two,
        1,
        {
            "told_on": DAY,
            "recipient": "=cmd|' /C calc'!A0",
            "what": "справка",
            "ground": "13.4.3",
            "basis": "запрос № 8",
        },
    )
    head = two.head
    path = oversight.export(two, tmp_path / "Журнал за март.xlsx", Wanted())
    with two.read() as session:
        assert session.get_one(AuditEntry, two.head.seq).action == "audit.export"
    found = sheets(path)
    assert list(found) == ["Что в файле", *(sheet.name for sheet in oversight.SHEETS)]
    assert [row[0] for row in found["Журнал"][1:]] == list(range(head.seq, 0, -1))
    assert found["Кто смотрел кого"][1][:3] == ("Зимин А. Н.", 1, 3)
    assert found["Передача сведений"][1][2] == "=cmd|' /C calc'!A0"
    book = openpyxl.load_workbook(path)
    assert book["Передача сведений"]["C2"].data_type == "s"  # text, whatever it looks like
    book.close()
    about = {row[0]: row[1] for row in found["Что в файле"]}
    assert about["Конец журнала"] == f"запись № {head.seq}, {head.mac}"
    assert about["Лист «Журнал»"] == f"{head.seq} записей" or about["Лист «Журнал»"].startswith(str(head.seq))
    assert about["Реестр"] == two.register_id
    everything = repr(found)
    assert "Лапин" not in everything
    assert "Воробьёв" not in everything


def test_the_workbook_of_a_day_holds_that_day(two: Register, clock: Clock, tmp_path: Path) -> None:
    clock.go(NEXT_DAY)
    patients.look(two, 2)
    found = sheets(oversight.export(two, tmp_path / "день.xlsx", Wanted(since=NEXT_DAY, card_number=2)))
    assert len(found["Журнал"]) == 2
    about = {row[0]: row[1] for row in found["Что в файле"]}
    assert (about["С"], about["Карта"]) == ("17.03.2026", "№ 2")


def test_a_file_that_cannot_be_written_is_no_act(two: Register, tmp_path: Path) -> None:
    before = two.head
    (tmp_path / "занято").mkdir()
    with pytest.raises(UserError):
        oversight.export(two, tmp_path / "нет такой папки" / "журнал.xlsx", Wanted())
    assert two.head == before


def test_more_than_a_page_comes_whole(register: Register, tmp_path: Path) -> None:
    factories.patient(register)
    with register.together():
        for _ in range(1100):
            patients.look(register, 1)
    found = sheets(oversight.export(register, tmp_path / "длинный.xlsx", Wanted()))
    numbers = [row[0] for row in found["Журнал"][1:]]
    assert numbers == list(range(register.head.seq - 1, 0, -1))
    assert journal.listing(register, Wanted())[0].action == "Журнал выгружен в файл"
