"""The keys of an unlocked register, `register.keys`: who may unlock it, its recovery words, and a new key for it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from narcdesk import vault
from narcdesk.errors import NotFound


class Keyring:
    """What the acts of `administration` and `recovery` may do with the file of keys and with the key itself."""

    def __init__(self, opened: vault.Opened, door: threading.RLock) -> None:
        self._opened, self._door = opened, door

    @property
    def failed_before(self) -> int:
        """How many wrong passwords were tried on this computer before the one that opened."""
        return self._opened.failed_before

    @property
    def other_layout(self) -> bool:
        """Whether the password was typed in the other layout of the keyboard."""
        return self._opened.other_layout

    @property
    def key_id(self) -> str:
        """Which key the register has now, in eight figures; they stand on the sheet of words."""
        return self._opened.key_id

    @contextmanager
    def follow(self) -> Iterator[None]:
        """Around an act: a password that it changes is in force only when the act is in the journal."""
        with self._door, self._opened.keys_follow():
            yield

    def give(self, login: str, password: str, kdf: vault.Kdf = vault.OFFICE) -> None:
        """Let a login unlock the file by this password, whatever it had: a forgotten one, one of nobody."""
        self._opened.give_slot(login, password, kdf)

    def take(self, login: str) -> None:
        """Take a login's way into the file, if it still has one: a power cut may have come before the register."""
        with suppress(NotFound):
            self._opened.remove_slot(login)

    def prove(self, login: str, password: str) -> vault.Proved:
        """Whose password this is, without signing him in; raises vault.WrongPassword, vault.MustWait."""
        return self._opened.prove_person(login, password)

    def change_password(self, login: str, old: str, new: str) -> None:
        """Give a login another password, knowing the old one; raises vault.WrongPassword."""
        self._opened.change_password(login, old, new)

    def words(self) -> list[str]:
        """The recovery words, to be shown on paper and kept nowhere."""
        return vault.words_of(self._opened)

    def check_words(self, text: str) -> None:
        """Raise vault.WrongWords, which names the wrong one, unless the words as typed open this register."""
        self._opened.check_words(text)

    def rekey(self, progress: Callable[[int, int], object]) -> None:
        """Encrypt the register anew; nobody comes through a door meanwhile. Raises as `vault.Opened.rekey` does."""
        with self._door:
            self._opened.rekey(progress)
