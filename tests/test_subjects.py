"""The directory of the district: the reference list with its ends, and what the office writes down itself."""

from datetime import date
from typing import Any

import pytest

from narcdesk import subjects
from narcdesk.disclosures import AddresseeKind
from narcdesk.errors import Forbidden, Invalid, UserError
from narcdesk.register import Register
from narcdesk.staff import Role
from narcdesk.subjects import Body, Correspondent
from tests import factories
from tests.factories import DAY, Clock

POLICE = {
    "name": "Отдел МВД России по Заречному району",
    "kind": "police",
    "reference": "police",
    "address": "404620, р. п. Заречье, ул. Мира, д. 2",
    "phone": "8 (84478) 4-00-02",
    "post": "начальнику",
    "person": "Иванову И. И.",
}
SCHOOL = {"name": "Школа № 2", "kind": "education"}


def entered(register: Register, **changed: Any) -> Correspondent:
    return subjects.enter(register, {**POLICE, **changed})


def body(register: Register, key: str) -> Body:
    return next(one for one in subjects.listing(register) if one.key == key)


def problems(refused: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {problem.field: problem.message for problem in refused.value.problems}


def test_an_empty_directory_is_the_reference_list_of_the_region(register: Register) -> None:
    names = {one.name for one in subjects.listing(register)}
    assert "антинаркотическая комиссия района" in names
    assert "ГБУЗ «Волгоградский областной клинический наркологический диспансер»" in names
    assert not any("Воля" in name for name in names)
    assert all(one.entry is None for one in subjects.listing(register))


def test_the_drug_control_service_is_shown_with_its_end_and_its_successor(register: Register) -> None:
    fskn = body(register, "fskn")
    assert fskn.standing == "по 05.04.2016, дела приняло: подразделение МВД России по контролю за оборотом наркотиков"
    assert "Указ Президента РФ от 05.04.2016 № 156" in fskn.source
    assert "fskn" in subjects.offered(register, date(2016, 4, 5))
    assert "fskn" not in subjects.offered(register, date(2016, 4, 6))
    assert "fskn" not in subjects.offered(register, DAY)


def test_an_entry_of_the_office_stands_for_what_the_regulation_names(register: Register) -> None:
    entry = entered(register)
    assert "police" not in {one.key for one in subjects.listing(register)}
    shown = body(register, entry.key)
    assert (shown.name, shown.kind, shown.addressee) == (
        POLICE["name"],
        AddresseeKind.POLICE,
        "начальнику Иванову И. И.",
    )
    assert shown.source == "регламент, п. 1.3"
    with register.read() as session:
        assert subjects.called(session, "police", DAY).name == POLICE["name"]
        assert subjects.called(session, "court", DAY).name == "суд"
        assert subjects.body_of(session, "police").name == "отдел МВД России по району"  # old papers go on naming it


def test_who_only_receives_is_not_offered_as_a_sender(register: Register) -> None:
    sending, all_of_them = (subjects.offered(register, DAY, sending=sends) for sends in (True, False))
    assert set(all_of_them) - set(sending) == {"authority", "centre", "self_help", "psychological_centre"}


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"name": ""}, "name", "Полное название: нужно заполнить"),
        ({"kind": "medical"}, "kind", "Вид: в регламенте это «полиция, дознание, следствие»"),
        ({"kind": "relative", "reference": ""}, "kind", "Вид: выберите из списка"),
        ({"reference": "dragon"}, "reference", "Кто это в регламенте: выберите из списка"),
        ({"name": "отдел МВД  России по заречному району"}, "name", "Полное название: такая запись уже есть"),
    ],
)
def test_what_cannot_be_so_is_refused(register: Register, changed: dict[str, str], field: str, said: str) -> None:
    entered(register)
    with pytest.raises(Invalid) as refused:
        entered(register, **{"name": "Другой отдел", **changed})
    assert problems(refused) == {field: said}


def test_an_entry_is_amended_and_keeps_its_own_name(register: Register) -> None:
    entry = entered(register)
    changed = subjects.amend(register, entry.id, {**POLICE, "person": "Петрову П. П."})
    assert changed.person == "Петрову П. П."
    assert subjects.amend(register, entry.id, {"phone": ""}).phone == ""


def test_a_closed_entry_stays_with_its_end_and_successor_and_is_offered_no_more(
    register: Register, clock: Clock
) -> None:
    old = subjects.enter(register, {**SCHOOL, "valid_from": "01.09.2010"})
    new = subjects.enter(register, {**SCHOOL, "name": "Школа № 2 имени Героя"})
    typed = {"valid_to": "15.03.2026", "why": "переименована", "successor_id": str(new.id)}
    subjects.close(register, old.id, typed)
    shown = body(register, old.key)
    assert shown.standing == "с 01.09.2010 по 15.03.2026, дела приняло: Школа № 2 имени Героя"
    assert shown.note == "переименована"
    assert old.key in subjects.offered(register, date(2026, 3, 15))
    assert old.key not in subjects.offered(register, DAY)
    with pytest.raises(UserError, match=r"Запись уже закрыта 15\.03\.2026"):
        subjects.close(register, old.id, typed)
    assert subjects.enter(register, SCHOOL).id == new.id + 1  # the name is free again


def test_when_the_offices_own_entry_is_closed_the_reference_list_stands_there_again(register: Register) -> None:
    entry = entered(register)
    subjects.close(register, entry.id, {"valid_to": "15.03.2026", "why": "расформирован"})
    assert body(register, "police").entry is None
    with register.read() as session:
        assert subjects.called(session, "police", DAY).key == "police"
        assert subjects.called(session, "police", date(2026, 3, 15)).key == entry.key


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"valid_to": "01.01.2010", "why": "x"}, "valid_to", "Последний день: раньше начала действия"),
        ({"valid_to": "17.03.2026", "why": "x"}, "valid_to", "Последний день: дата 17.03.2026 ещё не наступила"),
        ({"valid_to": "16.03.2026", "why": " "}, "why", "Почему: нужно заполнить"),
        (
            {"valid_to": "16.03.2026", "why": "x", "successor_id": "1"},
            "successor_id",
            "Преемник: выберите другую запись",
        ),
        (
            {"valid_to": "16.03.2026", "why": "x", "successor_id": "7"},
            "successor_id",
            "Преемник: выберите другую запись",
        ),
    ],
)
def test_a_closing_that_cannot_be_is_refused(register: Register, typed: dict[str, str], field: str, said: str) -> None:
    entry = subjects.enter(register, {**SCHOOL, "valid_from": "01.09.2010"})
    with pytest.raises(Invalid) as refused:
        subjects.close(register, entry.id, typed)
    assert problems(refused) == {field: said}
    assert subjects.one(register, entry.id).valid_to is None


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_who_writes_no_letters_has_no_directory(register: Register, clock: Clock, role: Role) -> None:
    with factories.signed_in(register, role, clock) as opened:
        with pytest.raises(Forbidden):
            subjects.listing(opened)
        with pytest.raises(Forbidden):
            entered(opened)
