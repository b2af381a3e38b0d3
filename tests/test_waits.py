"""Waiting after wrong passwords: how long, through restarts and a moved clock, and that nobody is locked out."""

import json
from pathlib import Path

import pytest

from narcdesk import administration, journal, schema, vault
from narcdesk.register import Register
from narcdesk.staff import FailedTries
from narcdesk.vault import waits
from narcdesk.vault.waits import MustWait, Tries
from tests import factories
from tests.factories import Clock
from tests.vault_samples import LOGIN, PASSWORD, closed_register

DAY = 86_400.0  # seconds


class Switched:
    """The seconds since a computer was switched on."""

    def __init__(self, at: float = 1000.0) -> None:
        self.now = at

    def __call__(self) -> float:
        return self.now


def guess(ticks: Switched, login: str = "zimin", right: bool = False) -> int:
    """One try; the wrong ones counted before it. Raises MustWait."""
    try:
        with waits.one_try("реестр", login, ticks) as before:
            if not right:
                raise vault.WrongPassword
    except vault.WrongPassword:
        pass
    return before.failed


def seconds(ticks: Switched, login: str = "zimin") -> int:
    return waits.wait("реестр", login, ticks)


def test_five_wrong_passwords_are_free_then_each_costs_more(state: Path) -> None:
    ticks, paid = Switched(), []
    for _ in range(10):
        guess(ticks)
        paid.append(seconds(ticks))
        ticks.now += paid[-1]
    assert paid == [0, 0, 0, 0, 30, 60, 120, 300, 300, 300]


def test_ten_thousand_guesses_take_more_than_a_month() -> None:
    """R22: an attacker who never sleeps and tries in the very second in which he may."""
    tries, now = Tries(), 1000.0
    for _ in range(10_000):
        now += tries.wait(now)
        tries = Tries(tries.failed + 1, now)
    assert now - 1000.0 == 30 + 60 + 120 + 300 * (10_000 - 8)
    assert (now - 1000.0) / DAY > 34


def test_whoever_has_tried_long_is_let_in_by_the_right_password(state: Path) -> None:
    """The same from the file, where every try is written down before it is made."""
    ticks = Switched()
    for number in range(200):
        assert guess(ticks) == number
        if wait := seconds(ticks):
            ticks.now += wait - 1
            with pytest.raises(MustWait):
                guess(ticks)
            ticks.now += 1
    assert guess(ticks, right=True) == 200
    assert (seconds(ticks), guess(ticks)) == (0, 0)  # all is forgotten


def test_a_wait_says_how_long_and_asks_for_nothing(state: Path) -> None:
    ticks = Switched()
    for _ in range(8):
        guess(ticks)
        ticks.now += seconds(ticks)
    guess(ticks)
    ticks.now += 55.5
    with pytest.raises(MustWait, match="через 4 минуты 5 секунд") as told:
        guess(ticks)
    assert told.value.seconds == 245


def test_people_wait_each_for_himself_whatever_the_case_of_the_login(state: Path) -> None:
    ticks = Switched()
    for _ in range(5):
        guess(ticks, "Zimin")
    assert (seconds(ticks, "zimin"), seconds(ticks, "рябинина")) == (30, 0)
    guess(ticks, "рябинина", right=True)
    assert seconds(ticks) == 30


def test_switching_the_computer_off_and_on_shortens_no_wait_and_makes_none_longer(state: Path) -> None:
    ticks = Switched(50 * DAY)
    for _ in range(8):
        guess(ticks)
        ticks.now += seconds(ticks)
    guess(ticks)
    assert seconds(ticks) == 300
    for switched_on, left in ((0.0, 300), (20.0, 280), (299.0, 1), (300.0, 0)):
        assert seconds(Switched(switched_on)) == left


@pytest.mark.parametrize(
    "kept",
    ["", "[]", "{", '{"zimin": 5}', '{"zimin": {"failed": "много", "at": 0}}', '{"zimin": {"failed": 1e999, "at": 0}}'],
)
def test_a_memory_that_is_lost_or_spoilt_locks_nobody(state: Path, kept: str) -> None:
    folder = state / "waits"
    folder.mkdir()
    (folder / "реестр.json").write_text(kept, encoding="utf-8")
    assert guess(Switched()) == 0
    assert json.loads((folder / "реестр.json").read_text(encoding="utf-8"))["zimin"]["failed"] == 1


@pytest.mark.parametrize("at", [1e300, float("inf"), float("nan"), -1e300])
def test_no_moment_written_there_locks_for_ever(state: Path, at: float) -> None:
    folder = state / "waits"
    folder.mkdir()
    (folder / "реестр.json").write_text(json.dumps({"zimin": {"failed": 9, "at": at}}), encoding="utf-8")
    assert 0 <= seconds(Switched(100)) <= 200
    assert seconds(Switched(300)) == 0


def test_a_memory_that_cannot_be_written_keeps_nobody_out(state: Path) -> None:
    (state / "waits").write_text("здесь файл, а не папка", encoding="utf-8")
    assert guess(Switched(), right=True) == 0


# The real file


def test_the_wait_stands_before_the_derivation_and_holds_after_another_start(tmp_path: Path, state: Path) -> None:
    folder = closed_register(tmp_path / "Реестр кабинета")
    for _ in range(5):
        with pytest.raises(vault.WrongPassword):
            vault.unlock(folder, LOGIN, "мимо")
    for password in ("мимо", PASSWORD):  # nothing tells whether it would have been right
        with pytest.raises(MustWait):
            vault.unlock(folder, LOGIN, password)
    assert 25 <= vault.wait_left(folder, LOGIN.upper()) <= 30
    assert vault.wait_left(folder, "petrova") == 0
    for _ in range(7):
        with pytest.raises(vault.WrongPassword):
            vault.unlock(folder, "petrova", "мимо")  # nobody of that name: nothing to guess
    (kept,) = (state / "waits").iterdir()
    kept.unlink()  # said in the help: whoever can do this can take the files along
    vault.unlock(folder, LOGIN, PASSWORD).close()


def test_a_program_killed_in_the_middle_of_a_try_has_made_it(state: Path) -> None:
    ticks = Switched()
    for _ in range(5):
        with pytest.raises(KeyboardInterrupt), waits.one_try("реестр", "zimin", ticks):
            raise KeyboardInterrupt
    assert seconds(ticks) == 30


def test_the_next_sign_in_tells_the_journal_how_many_were_tried(register: Register, clock: Clock) -> None:
    folder = register.folder
    register.close()
    for _ in range(3):
        with pytest.raises(vault.WrongPassword):
            Register.open(folder, "zimin", "мимо", clock=clock)
    for _ in range(2):  # at the next one only
        opened = Register.open(folder, "zimin", factories.PASSWORD, clock=clock)
        with opened.read() as session:
            assert [one.tries for one in session.query(FailedTries)] == [3]
        told = [(entry.action, entry.subject, entry.who) for entry in journal.listing(opened, journal.Wanted())]
        assert ("Неудачные попытки входа", "3 неудачные попытки до входа", "Зимин А. Н.") in told
        assert schema.check(opened) == []
        opened.close()


def test_a_desk_that_somebody_left_is_no_place_to_guess_its_password(register: Register, clock: Clock) -> None:
    """Whoever sits down at it could else try the old password of the change as often as he likes, unseen."""
    for _ in range(waits.FREE):
        with pytest.raises(vault.WrongPassword):
            administration.change_password(register, "не тот пароль", "три весёлых гуся летят")
    with pytest.raises(MustWait):
        administration.change_password(register, factories.PASSWORD, "три весёлых гуся летят")
    assert vault.wait_left(register.folder, "zimin") > 0
