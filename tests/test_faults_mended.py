"""What the proofs of faults found once, each by itself: it must not come again."""

import pytest

from narcdesk import administration, vault
from narcdesk.register import Register
from tests import factories
from tests.factories import PASSWORD


def test_a_slot_that_a_power_cut_left_of_nobody_does_not_keep_his_login(register: Register) -> None:
    """The file of keys was written, the register was not: the head hires the same person again."""
    register._opened.add_slot("рябинина", "пароль, которого никто не узнал", vault.QUICK)
    hired = {"surname": "Рябинина", "given": "Вера", "role": "nurse", "login": "рябинина"}
    administration.hire(register, hired, "ольха над быстрой рекой", kdf=vault.QUICK)
    register.close()
    Register.open(register.folder, "рябинина", "ольха над быстрой рекой", clock=factories.Clock()).close()


def test_what_the_cipher_refuses_after_a_failed_reading_is_a_sentence(register: Register) -> None:
    """It comes as MemoryError: the engine's words for a page that its cipher would not give."""
    with pytest.raises(vault.Damaged, match=r"Закройте реестр и откройте снова") as told, register.read():
        raise MemoryError
    assert told.value.lost == "Начатое действие не внесено."
    register.close()
    Register.open(register.folder, "zimin", PASSWORD, clock=factories.Clock()).close()
