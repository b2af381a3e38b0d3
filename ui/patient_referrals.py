"""The tab of referrals: by whom the person was sent here, where the office sent him on, and what came of each."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from narcdesk import referrals
from narcdesk.dates import show
from narcdesk.referrals import OPEN, ReferralIn, ReferralOut, ReferralState, ReferralStep
from ui import referral_dialogs, referral_letters
from ui.desk import Desk
from ui.patient_tab import PatientTab, new
from ui.pieces import Button, Card, Facts, QuietButton, clear, column
from ui.struck_facts import FactsCard
from ui.table import Column

SENT = ReferralState.SENT
ROWS = 124  # px of each list


def _verb_in(referral: ReferralIn) -> str:
    if referral.came_on is None:
        return "Отметить приход"
    return "Ответить" if referral.wants_answer and referral.answered_on is None else ""


def _answer(referral: ReferralIn) -> str:
    if referral.answered_on is not None:
        return f"{show(referral.answered_on)}, № {referral.answer_number}"
    if not referral.wants_answer:
        return "не просят"
    return f"до {show(referral.answer_by)}" if referral.answer_by else "срок не назван"


def _verb_out(referral: ReferralOut) -> str:
    if referral.state is ReferralState.PREPARED:
        return "Оформить письмо"
    if referral.state in OPEN:
        return "Что ответили"
    if referral.state is ReferralState.DONE and referral.back_by is not None and referral.back_on is None:
        return "Отметить возврат"
    return ""


IN: list[Column[ReferralIn]] = [
    Column("Получено", lambda one: show(one.received_on), 10),
    Column("Кто направил", lambda one: one.sender_name, lines=2, strong=True),
    Column("Документ", lambda one: one.paper, 20, lines=2),
    Column("Пришёл", lambda one: one.said, 18, lines=2),
    Column("Ответ", _answer, 16, lines=2),
    Column("", _verb_in, 15, align="right", link=True),
]
TONES = {ReferralState.REFUSED: "danger", ReferralState.CANCELLED: "muted", ReferralState.DONE: "ok"}
OUT: list[Column[ReferralOut]] = [
    Column("Дата", lambda one: show(one.made_on), 10),
    Column("Куда", lambda one: one.addressee_name, lines=2, strong=True),
    Column("Цель", lambda one: one.purpose, 24, lines=2),
    Column("Как обстоит", lambda one: one.said, 22, lines=2, tone=lambda one: TONES.get(one.state, "text")),
    Column("", _verb_out, 16, align="right", link=True),
]


class ReferralsTab(PatientTab):
    """Who sent the person above, where he was sent below; at the foot the way of the one with the cursor."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.incoming = FactsCard(
            desk,
            ReferralIn,
            "Кто направил к нам",
            IN,
            new("Поступило направление", self.receive),
            empty="Направлений к нам нет. Здесь будут бумаги тех, кто направил человека в кабинет.",
        )
        self.outgoing = FactsCard(
            desk,
            ReferralOut,
            "Куда направили мы",
            OUT,
            new("Направить", self.prepare),
            empty="Направлений нет. Здесь будут диспансер, социальные службы, занятость.",
        )
        self._told, self._verbs = QVBoxLayout(), QHBoxLayout()
        self._way = Card("Ход направления", self._told, self._verbs)
        self._way.hide()  # until there is a referral
        self._shown: ReferralIn | ReferralOut | None = None
        self.incoming.table.opened.connect(self.go_on_in)
        self.outgoing.table.opened.connect(self.go_on_out)
        self.incoming.table.chosen.connect(lambda _row: self._tell(self.incoming.current()))
        self.outgoing.table.chosen.connect(lambda _row: self._tell(self.outgoing.current()))
        lists = column(self.incoming, self.outgoing, self._way, gap=12)
        lists.setStretch(0, 1)
        lists.setStretch(1, 1)
        self.setLayout(lists)

    def ask(self) -> None:
        self.incoming.show_facts(self.patient)
        self.outgoing.show_facts(self.patient)
        known = [*self.outgoing.facts, *self.incoming.facts]
        shown = self._shown
        same = [one for one in known if shown is not None and type(one) is type(shown) and one.id == shown.id]
        self._tell(next(iter([*same, *known]), None))

    # The way of one

    def _tell(self, referral: ReferralIn | ReferralOut | None) -> None:
        """What became of a referral, and what may be done with it beside the next step."""
        clear(self._told)
        clear(self._verbs)
        self._shown = referral
        self._way.setVisible(referral is not None)
        if referral is None:
            return
        self._told.addWidget(Facts(self._lines(referral)))
        for button in self._buttons(referral):
            self._verbs.addWidget(button)
        self._verbs.addStretch(1)

    def _lines(self, referral: ReferralIn | ReferralOut) -> list[tuple[str, str]]:
        if isinstance(referral, ReferralIn):
            return [
                (referral.sender_name, ", ".join(filter(None, (referral.paper, referral.reason)))),
                ("Пришёл", referral.said),
                ("Ответ", _answer(referral)),
            ]
        steps = self.desk.ask(referrals.way, referral.id)
        lines = [(show(step.on), _of_step(step)) for step in steps]
        back = f"ждём к {show(referral.back_by)}" if referral.back_by else ""
        back = f"вернулся {show(referral.back_on)}" if referral.back_on else back
        if back:
            lines.append(("Амбулаторный этап", ", ".join(filter(None, (back, referral.next_said)))))
        elif referral.next_said:
            lines.append(("Что дальше", referral.next_said))
        return lines

    def _buttons(self, referral: ReferralIn | ReferralOut) -> list[Button]:
        verbs: list[tuple[str, Callable[..., object]]] = []
        if isinstance(referral, ReferralIn):
            if referral.came_on is None and referral.closed_on is None:
                verbs.append(("Больше не ждём…", referral_dialogs.close))
            if referral.answered_on is None:
                verbs.append(("Письмо с ответом…", referral_letters.answer))
        else:
            if referral.state in OPEN:
                verbs.append(("Отметить, что произошло…", referral_dialogs.move))
            if len(self.desk.ask(referrals.way, referral.id)) > 1 and (
                referral.state is not SENT or referral.back_on is not None
            ):
                verbs.append(("Последний шаг записан ошибочно…", referral_dialogs.step_back))
        return [QuietButton(verb, partial(act, self, self.desk, self.patient, referral)) for verb, act in verbs]

    # What is done

    def receive(self) -> None:
        """A referral of this person reached the office."""
        referral_dialogs.receive(self, self.desk, self.patient)

    def prepare(self) -> None:
        """Send the person on."""
        referral_dialogs.prepare(self, self.desk, self.patient)

    def go_on_in(self, referral: ReferralIn) -> None:
        """What comes next: he came, or the sender is answered."""
        referral_letters.go_on(self, self.desk, self.patient, referral)

    def go_on_out(self, referral: ReferralOut) -> None:
        """What comes next: its letter, what was answered, his coming back."""
        referral_letters.go_on(self, self.desk, self.patient, referral)


def _of_step(step: ReferralStep) -> str:
    """«отказано: нет мест»; of a step that was a mistake, that it was one."""
    if step.is_back:
        return f"прежний шаг записан ошибочно: {step.said}"
    return ": ".join(filter(None, (step.state.label, step.said)))
