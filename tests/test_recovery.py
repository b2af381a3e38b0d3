"""The recovery sheet and coming back by it: what is kept of it, when it is due, and who gets in by its words."""

from datetime import date
from pathlib import Path

import pytest

from narcdesk import administration, journal, recovery, schema, vault
from narcdesk.errors import Forbidden, Invalid, NotFound, UserError
from narcdesk.recovery import RecoverySheet
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import DAY, PASSWORD, Clock

NEW = "ольха над быстрой рекой"
NURSE = {"surname": "Орлова", "given": "Вера", "role": "nurse", "login": "орлова", "post": "медсестра"}


def sheet(register: Register) -> list[str]:
    """A sheet that was printed and read back."""
    words = recovery.words(register)
    recovery.keep_sheet(register, {7: words[6], 19: words[18].upper()})
    return words


def actions(register: Register) -> list[str]:
    return [entry.action for entry in journal.listing(register, journal.Wanted())]


# The sheet


def test_without_a_sheet_one_is_due_and_after_it_nothing_for_a_year(register: Register, clock: Clock) -> None:
    assert (
        recovery.standing(register).due
        == "Листа со словами восстановления нет: если пароль забудут, реестр не открыть."
    )
    sheet(register)
    found = recovery.standing(register)
    assert (found.made_on, found.drilled_on, found.drill_on, found.due) == (DAY, None, date(2027, 3, 16), "")
    for day, due in (
        (date(2027, 3, 1), ""),
        (date(2027, 3, 2), "Слова восстановления пора проверить: наберите их с листа до 16.03.2027."),
        (date(2027, 3, 16), "Слова восстановления пора проверить: наберите их с листа до 16.03.2027."),
        (
            date(2027, 3, 17),
            "Слова восстановления не проверяли больше года, проверка была назначена на 16.03.2027.",
        ),
    ):
        clock.go(day)
        assert recovery.standing(register).due == due


def test_the_drill_puts_the_next_one_off_by_a_year(register: Register, clock: Clock) -> None:
    words = sheet(register)
    clock.go(date(2027, 5, 1))
    assert recovery.drill(register, " ".join(words).upper()).drilled_on == date(2027, 5, 1)
    found = recovery.standing(register)
    assert (found.drill_on, found.due) == (date(2028, 5, 1), "")
    assert actions(register)[0] == "Проверены слова восстановления"


def test_a_wrong_word_at_the_drill_is_named_and_nothing_is_kept(register: Register) -> None:
    words = sheet(register)
    typed = [*words[:11], "автор" if words[11] != "автор" else "абзац", *words[12:]]
    with pytest.raises(vault.WrongWords, match="№ 12"):
        recovery.drill(register, " ".join(typed))
    assert recovery.standing(register).drilled_on is None


def test_a_sheet_counts_once_its_words_were_typed_back(register: Register) -> None:
    words = recovery.words(register)
    with pytest.raises(Invalid) as told:
        recovery.keep_sheet(register, {3: words[2], 9: "автор" if words[8] != "автор" else "абзац"})
    assert [problem.field for problem in told.value.problems] == ["word_9"]
    assert recovery.standing(register).made_on is None
    assert len(recovery.ask_back()) == 2
    assert all(1 <= number <= 24 for _ in range(50) for number in recovery.ask_back())


def test_words_typed_whole_stand_for_a_sheet_that_was_never_read_back(register: Register) -> None:
    recovery.drill(register, " ".join(recovery.words(register)))
    assert recovery.standing(register).made_on == DAY


def test_nothing_of_the_words_is_kept_in_the_register(register: Register, tmp_path: Path) -> None:
    words = sheet(register)
    with register.read() as session:
        (kept,) = session.query(RecoverySheet).all()
    assert (kept.person_id, kept.made_on, len(kept.key_id)) == (register.person.id, DAY, 8)
    assert actions(register)[:2] == ["Сделан лист со словами восстановления", "Показаны слова восстановления"]
    assert schema.check(register) == []
    text = "".join(f"{entry.action} {entry.subject}" for entry in journal.listing(register, journal.Wanted()))
    assert not [word for word in words if f" {word} " in f" {text} " and len(word) > 5]


def test_in_a_training_register_nothing_is_ever_due(tmp_path: Path, state: Path, clock: Clock) -> None:
    register = factories.register(tmp_path / "Учебный", clock, training=True)
    assert recovery.standing(register).due == ""
    register.close()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.HEAD}))
def test_nobody_but_the_head_sees_the_words(register: Register, clock: Clock, role: Role) -> None:
    with factories.signed_in(register, role, clock) as opened:
        for act in (recovery.words, recovery.standing):
            with pytest.raises(Forbidden):
                act(opened)
        with pytest.raises(Forbidden):
            recovery.drill(opened, "")


# Coming back by the words


def test_the_head_comes_back_and_gives_himself_a_password(register: Register, clock: Clock) -> None:
    words, folder = sheet(register), register.folder
    hired = administration.hire(register, NURSE, "тихая вода у моста", kdf=vault.QUICK)
    register.close()
    back = recovery.recover(folder, " ".join(words), "zimin", NEW, clock=clock)
    assert (back.person.full_name, back.findings) == ("Зимин Алексей Николаевич", [])
    assert actions(back)[0] == "Вход по словам восстановления"
    assert schema.check(back) == []
    back.close()
    with pytest.raises(vault.WrongPassword):
        Register.open(folder, "zimin", PASSWORD, clock=clock)
    Register.open(folder, "zimin", NEW, clock=clock).close()
    Register.open(folder, hired.login, "тихая вода у моста", clock=clock).close()  # others keep their passwords


def test_without_the_file_of_keys_the_head_lets_the_others_in_anew(register: Register, clock: Clock) -> None:
    words, folder, register_id = sheet(register), register.folder, register.register_id
    nurse = administration.hire(register, NURSE, "тихая вода у моста", kdf=vault.QUICK)
    register.close()
    (folder / "keys.json").unlink()
    back = recovery.recover(folder, " ".join(words), "zimin", NEW, clock=clock)
    assert (back.register_id, back.folder) == (register_id, folder)
    administration.reset_password(back, nurse.id, "пятый трамвай до вокзала", kdf=vault.QUICK)
    back.close()
    for login, password in (("zimin", NEW), ("орлова", "пятый трамвай до вокзала")):
        again = Register.open(folder, login, password, clock=clock)
        assert (again.register_id, again.findings) == (register_id, [])
        again.close()


@pytest.mark.parametrize("login", ["орлова", "никто", ""])
def test_nobody_but_a_head_comes_in_by_the_words(register: Register, clock: Clock, login: str) -> None:
    words, folder = recovery.words(register), register.folder
    administration.hire(register, NURSE, "тихая вода у моста", kdf=vault.QUICK)
    register.close()
    keys = (folder / "keys.json").read_bytes()
    with pytest.raises(Forbidden):
        recovery.recover(folder, " ".join(words), login, NEW, clock=clock)
    assert (folder / "keys.json").read_bytes() == keys
    Register.open(folder, "zimin", PASSWORD, clock=clock).close()


def test_a_weak_password_is_refused_before_anything_is_opened(register: Register, clock: Clock) -> None:
    words, folder = recovery.words(register), register.folder
    register.close()
    with pytest.raises(Invalid):
        recovery.recover(folder, " ".join(words), "zimin", "gfhjkm12345", clock=clock)
    Register.open(folder, "zimin", PASSWORD, clock=clock).close()


# A forgotten password


def test_the_head_gives_another_a_new_password_without_knowing_his(register: Register, clock: Clock) -> None:
    nurse = administration.hire(register, NURSE, "тихая вода у моста", kdf=vault.QUICK)
    administration.reset_password(register, nurse.id, NEW, kdf=vault.QUICK)
    assert actions(register)[0] == "Сброшен пароль сотрудника"
    folder = register.folder
    register.close()
    with pytest.raises(vault.WrongPassword):
        Register.open(folder, "орлова", "тихая вода у моста", clock=clock)
    Register.open(folder, "орлова", NEW, clock=clock).close()


def test_what_may_not_be_reset(register: Register, clock: Clock) -> None:
    nurse = administration.hire(register, NURSE, "тихая вода у моста", kdf=vault.QUICK)
    with pytest.raises(UserError, match="зная прежний"):
        administration.reset_password(register, register.person.id, NEW)
    with pytest.raises(NotFound):
        administration.reset_password(register, 404, NEW)
    with pytest.raises(Invalid, match="имя"):
        administration.reset_password(register, nurse.id, "Орлова1987!!")
    administration.dismiss(register, nurse.id)
    with pytest.raises(UserError, match="уже не работает"):
        administration.reset_password(register, nurse.id, NEW)
    assert vault.logins(register.folder) == ["zimin"]


def test_nobody_else_resets_a_password(register: Register, clock: Clock) -> None:
    head = register.person.id
    with factories.signed_in(register, Role.ADMINISTRATOR, clock) as opened, pytest.raises(Forbidden):
        administration.reset_password(opened, head, NEW)


# The other layout


def test_a_password_typed_in_the_other_layout_opens_and_that_is_said(register: Register, clock: Clock) -> None:
    folder = register.folder
    assert not register.keys.other_layout
    register.close()
    opened = Register.open(folder, "zimin", ",th`pf e nb[jq htrb", clock=clock)
    assert opened.keys.other_layout
    administration.change_password(opened, ",th`pf e nb[jq htrb", NEW)
    opened.close()
    Register.open(folder, "zimin", NEW, clock=clock).close()
