"""The line at the foot of the window: is everything saved, who works where, the keyboard, the day."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from narcdesk import dates, journal, taking_back
from narcdesk.audit import Step
from ui import keyboard, messages
from ui.desk import Desk
from ui.icons import SMALL, Icon
from ui.keys import on_key
from ui.pieces import Elided, QuietButton, Text

NOTICE, NOTICE_WITH_UNDO = 8_000, 20_000  # ms that a sentence stays
LONG = 200  # rows of an act that was done: to put more of them back takes longer than a window may stand still
LOOK_EVERY = 500  # ms: the layout and Caps Lock change without a word to the window


Backup = Callable[[], tuple[str, str]]  # words on the last backup ("" when nothing is known) and their tone


class StatusLine(QWidget):
    """What the person should always see; `backup` says how old the last copy is, and in which tone."""

    def __init__(self, desk: Desk, backup: Backup) -> None:
        super().__init__()
        self.setProperty("ground", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk, self._backup = desk, backup
        self._undo: Callable[[], Any] | None = None
        self._is_fresh = False  # the act that may be taken back was done in this very moment
        person = desk.register.person
        self.sign = Icon("check", "ok", SMALL)
        self.saved = Text("", "caption", "muted")
        self.notice = Elided("", "caption")
        self.undo = QuietButton("", self._take_back)
        self.copy = Text("", "caption", "muted")
        self.register = Elided(f"Реестр «{desk.register.folder.name}»", "caption", "muted")
        self.person = Text(f"{person.short_name}, {person.role_title}", "caption", "muted")
        self.layout_ = Text("", "caption", "muted")
        self.caps = Text("Caps Lock", "caption", "warn")
        self.day = Text("", "caption", "muted")
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 0, 16, 0)
        box.setSpacing(16)
        box.addWidget(self.sign)
        box.addSpacing(-8)
        box.addWidget(self.saved)
        box.addWidget(self.notice)
        box.addWidget(self.undo)
        box.addStretch(1)
        for part in (self.register, self.person, self.copy, self.layout_, self.caps, self.day):
            box.addWidget(part)
        box.addStrut(28)
        self._fading = QTimer(self, singleShot=True)
        self._fading.timeout.connect(self._fade)
        self._fade()
        desk.saving.connect(self.refresh)
        desk.did.connect(self.offer)
        on_key(self, "Ctrl+Z", self._take_back)
        self._looking = QTimer(self, interval=LOOK_EVERY)
        self._looking.timeout.connect(self._look)
        self._looking.start()
        self.refresh()

    def refresh(self) -> None:
        """Say anew what is saved and how old the copy is."""
        saved_at = self._desk.saved_at
        if self._desk.has_unsaved:
            self.sign.show_icon("circle-alert", "warn")
            self.saved.setText("Не сохранено")
        else:
            self.sign.show_icon("check", "ok")
            self.saved.setText(f"Сохранено в {saved_at:%H:%M}" if saved_at else "Всё сохранено")
        self.show_backup()
        self._look()

    def show_backup(self) -> None:
        """Say anew how old the last backup is."""
        words, tone = self._backup()
        self.copy.setText(words)
        if self.copy.property("tone") != tone:
            self.copy.set_tone(tone)
        self.copy.setVisible(bool(words))

    def _look(self) -> None:
        layout = keyboard.layout()
        self.layout_.setText(f"Раскладка: {layout}")
        self.layout_.setVisible(bool(layout))
        self.caps.setVisible(bool(keyboard.caps_lock()))
        self.day.setText(dates.show(self._desk.today()))

    # Sentences of what was done

    def show_notice(self, text: str, verb: str, act: Callable[[], Any] | None) -> None:
        """Show a sentence for some seconds, with a button when there is a verb."""
        if act is None and self._is_fresh:  # the window says it in better words: the way back stays
            self.notice.setText(text)
            return
        self._undo = act
        self.notice.setText(text)
        self.undo.setText(verb)
        self.undo.setAccessibleName(verb.replace("&", ""))
        self.undo.setVisible(bool(verb))
        self._fading.start(NOTICE_WITH_UNDO if act else NOTICE)

    def offer(self, step: Step) -> None:
        """An act was done that may be taken back: say which, with the way back."""
        said = journal.ACTIONS[step.actions[-1]]
        self._is_fresh = False
        self.show_notice(f"{said}.", messages.UNDO, lambda: self._undo_step(step, said))
        self._is_fresh = True
        QTimer.singleShot(0, self, self._is_past)

    def _is_past(self) -> None:
        self._is_fresh = False

    def _undo_step(self, step: Step, said: str) -> None:
        self._is_fresh = False
        name = f"{said[:1].lower()}{said[1:]}"

        def told(_step: Step) -> None:
            self.show_notice(f"Отменено: {name}.", "", None)

        if len(step.rows) > LONG:
            self._desk.work(self, f"Отменяем: {name}…", taking_back.take_back, step, then=told)
        elif self._desk.do(self, taking_back.take_back, step) is not None:
            told(step)

    def _take_back(self) -> None:
        undo = self._undo
        self._fade()
        if undo is not None:
            undo()

    def _fade(self) -> None:
        self._undo = None
        self.notice.setText("")
        self.undo.hide()
