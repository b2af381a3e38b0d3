"""The office's own profile as a file: what another office takes, what is refused, and who may at all."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from narcdesk import office_profile, providers, taking_back
from narcdesk.errors import Forbidden, Invalid, UserError
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import Clock
from tests.test_office_profile import BY_ACT, DECISION, TODAY, refused, today


def exported(register: Register, folder: Path) -> Path:
    path = folder / office_profile.name_of_file(today(register), TODAY)
    path.write_text(office_profile.written(register), encoding="utf-8")
    return path


def test_a_profile_goes_to_another_office(register: Register, tmp_path: Path) -> None:
    office_profile.amend(register, "terms.decision", DECISION)
    office_profile.amend(register, "quota", {"per_year": "40", **BY_ACT, "since": TODAY})
    path = exported(register, tmp_path)
    assert path.name == "Профиль 34 Волгоградская область 2026-03-16.json"
    kept = today(register)
    office_profile.restore(register, "", TODAY)
    offer = office_profile.look_into(register, path)
    assert [(one.section, one.title, one.before, one.after) for one in offer.changes] == [
        ("Сроки", "Решение", "срок не задан", "7 рабочих дней со дня поступления документов"),
        ("Приём заявлений", "Сколько дают за год", "не задано", "40 в год"),
    ]
    assert today(register).decision.value is None  # looking takes nothing
    office_profile.take_file(register, offer.profile, TODAY, offer.name)
    assert today(register) == kept
    assert register.last is not None
    taking_back.take_back(register, register.last)
    assert today(register).decision.value is None


def test_line_ends_and_spaces_do_not_matter(register: Register, tmp_path: Path) -> None:
    path = exported(register, tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n\r\n"))
    assert office_profile.look_into(register, path).changes == ()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda head: head["profile"].update(region_name="Другая область"), "контрольная сумма не сходится"),
        (lambda head: head.update(sha256="0" * 64), "контрольная сумма не сходится"),
        (lambda head: head.update(version=2), "более новой версией программы"),
        (lambda head: head.update(format="other"), "не профиль региона NarcDesk"),
        (lambda head: head.pop("profile"), "контрольная сумма не сходится"),
    ],
)
def test_a_broken_or_newer_file_is_refused(register: Register, tmp_path: Path, spoil: Any, said: str) -> None:
    path = exported(register, tmp_path)
    head = json.loads(path.read_text(encoding="utf-8"))
    spoil(head)
    path.write_text(json.dumps(head, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(UserError, match=said):
        office_profile.look_into(register, path)


@pytest.mark.parametrize(
    "contents", [b"", b"PK\x03\x04", b"[]", b"[" * 100_000, b" " * 1_000_001, "{}".encode("utf-16")]
)
def test_what_is_no_profile_is_refused(register: Register, tmp_path: Path, contents: bytes) -> None:
    path = tmp_path / "Не профиль.json"
    path.write_bytes(contents)
    with pytest.raises(UserError, match="не профиль региона NarcDesk"):
        office_profile.look_into(register, path)
    with pytest.raises(UserError, match="не удалось прочитать"):
        office_profile.look_into(register, tmp_path / "нет такого.json")


def test_a_rightly_sealed_file_with_a_fault_inside_is_refused(register: Register, tmp_path: Path) -> None:
    path = exported(register, tmp_path)
    head = json.loads(path.read_text(encoding="utf-8"))
    head["profile"]["window"] = {"first": "13-01", "last": "12-31", "source": "?"}
    text = json.dumps(head["profile"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    head["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    path.write_text(json.dumps(head, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(UserError, match=r"ключ «window\.first»"):
        office_profile.look_into(register, path)


def test_a_profile_of_another_region_is_not_taken(
    register: Register, training_register: Register, tmp_path: Path
) -> None:
    path = exported(training_register, tmp_path)
    with pytest.raises(UserError, match="профиль другого региона: Учебная область"):
        office_profile.look_into(register, path)
    with pytest.raises(UserError, match="профиль другого региона"):
        office_profile.take_file(register, today(training_register), TODAY, path.name)


def test_a_whole_profile_does_not_begin_before_one_that_is_there(register: Register, tmp_path: Path) -> None:
    office_profile.amend(register, "terms.decision", {**DECISION, "since": "01.06.2026"})
    for act in (
        lambda: office_profile.take_file(register, today(register), TODAY, "Профиль.json"),
        lambda: office_profile.restore(register, "", TODAY),
    ):
        with pytest.raises(Invalid) as told:
            act()
        assert refused(told) == {"since": "Действует с: у кабинета уже есть редакция с 01.06.2026, не раньше неё"}


# The columns of the region's lists

COLUMNS = {"name": "Кто", "phones": "Куда звонить"}


def with_list(register: Register, columns: dict[str, str]) -> None:
    fact = {"name": "АНО «Причал»"}
    providers.take_list(register, title="Список", as_of=TODAY, new=[fact], changed={}, gone=[], columns=columns)


def test_the_columns_of_the_region_s_lists_go_along_and_are_no_edition(register: Register, tmp_path: Path) -> None:
    with_list(register, COLUMNS)
    before = today(register).edition
    path = exported(register, tmp_path)
    assert json.loads(path.read_text(encoding="utf-8"))["registry_import"] == COLUMNS
    assert office_profile.look_into(register, path).changes == ()
    with_list(register, {"name": "Наименование", "inn": "ИНН"})
    assert office_profile.list_columns(register) == {"name": "Наименование", "phones": "Куда звонить", "inn": "ИНН"}
    offer = office_profile.look_into(register, path)
    assert [(one.title, one.before, one.after) for one in offer.changes] == [
        ("Столбцы", "«Наименование», «Куда звонить», «ИНН»", "«Кто», «Куда звонить», «ИНН»")
    ]
    office_profile.take_file(register, offer.profile, TODAY, offer.name, offer.columns)
    assert office_profile.list_columns(register) == {"name": "Кто", "phones": "Куда звонить", "inn": "ИНН"}
    assert office_profile.history(register) == []  # nothing that an act says has changed
    assert today(register).edition == before
    assert register.last is not None
    taking_back.take_back(register, register.last)
    assert office_profile.list_columns(register)["name"] == "Наименование"


def test_a_file_brings_an_edition_and_columns_in_one_step(register: Register, tmp_path: Path) -> None:
    with_list(register, COLUMNS)
    office_profile.amend(register, "terms.decision", DECISION)
    path = exported(register, tmp_path)
    office_profile.restore(register, "", TODAY)
    with_list(register, {"name": "Наименование"})
    offer = office_profile.look_into(register, path)
    assert [one.title for one in offer.changes] == ["Решение", "Столбцы"]
    office_profile.take_file(register, offer.profile, TODAY, offer.name, offer.columns)
    assert today(register).decision.value == 7
    assert office_profile.list_columns(register)["name"] == "Кто"


@pytest.mark.parametrize(
    "told",
    [{"name": "Другое"}, {"name": ""}, {"name": 5}, ["Кто"], {f"f{n}": "Т" for n in range(61)}, {"name": "я" * 301}],
)
def test_columns_that_were_changed_in_the_file_are_refused(register: Register, tmp_path: Path, told: Any) -> None:
    with_list(register, COLUMNS)
    path = exported(register, tmp_path)
    head = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**head, "registry_import": told}, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(UserError, match="контрольная сумма не сходится"):
        office_profile.look_into(register, path)


# Whose it is


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.HEAD])
def test_the_head_alone_changes_it(register: Register, clock: Clock, role: Role, tmp_path: Path) -> None:
    path = exported(register, tmp_path)
    offered = today(register)
    with factories.signed_in(register, role, clock) as other:
        assert office_profile.cells(other)
        for act in (
            lambda: office_profile.amend(other, "terms.decision", DECISION),
            lambda: office_profile.restore(other, "", TODAY),
            lambda: office_profile.take_file(other, offered, TODAY, path.name),
            lambda: office_profile.look_into(other, path),
            lambda: office_profile.written(other),
        ):
            with pytest.raises(Forbidden):
                act()
