"""What helps beside treatment: work and schooling, the family, groups by the person's word; a part of a tab."""

from narcdesk.dates import show
from narcdesk.families import FamilyMember, FamilyTalk
from narcdesk.groups import GroupVisit
from narcdesk.injecting import InjectingFact
from narcdesk.occupations import Occupation, WorkHelp
from ui import support_facts
from ui.desk import Desk
from ui.groups_dialog import GroupsDialog
from ui.patient_tab import PatientTab, new
from ui.pieces import QuietButton, column, row
from ui.struck_facts import FactsCard
from ui.table import Column

OCCUPATIONS: list[Column[Occupation]] = [
    Column("С", lambda fact: show(fact.since), 10),
    Column("", lambda fact: ", ".join(filter(None, (fact.kind.label, fact.place))), lines=2),
]


def _asked(given: WorkHelp) -> str:
    """«узнать до 20.03.2026: центр занятости», «устроен 16.03.2026: центр занятости»."""
    if given.result and given.answered_on:
        return f"{given.result.label} {show(given.answered_on)}: {given.sent_to}"
    return f"узнать до {show(given.answer_by)}: {given.sent_to}" if given.answer_by else given.sent_to


HELP: list[Column[WorkHelp]] = [
    Column("С", lambda given: show(given.on), 10),
    Column("", _asked, lines=2),
    Column("", lambda given: "" if given.result else "Итог", 6, align="right", link=True),
]
MEMBERS: list[Column[FamilyMember]] = [
    Column(
        "",
        lambda member: ", ".join(filter(None, (f"{member.name} ({member.tie.label})", member.phone))),
        lines=2,
        tone=lambda member: "muted" if member.withdrawn_on else "text",
    ),
    Column(
        "",
        lambda member: (
            f"отозвано {show(member.withdrawn_on)}" if member.withdrawn_on else f"с {show(member.consent_on)}"
        ),
        13,
        lines=2,
        tone=lambda _member: "muted",
    ),
]
TALKS: list[Column[FamilyTalk]] = [
    Column("Дата", lambda talk: show(talk.on), 10),
    Column("", lambda talk: ", ".join(filter(None, (talk.kind.label, talk.note))), lines=2),
]
VISITS: list[Column[GroupVisit]] = [
    Column("Дата", lambda told: show(told.on), 10),
    Column("", lambda told: f"со слов: {told.said}", lines=2),
]
INJECTING: list[Column[InjectingFact]] = [
    Column("На", lambda fact: show(fact.on), 10),
    Column("", lambda fact: f"{fact.state.label} ({fact.source})", lines=2),
]


class Support(PatientTab):
    """Six short lists side by side: each is a row of dated facts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.talk_button = new("Беседа", self.talk)
        self.withdraw_button = QuietButton("Отзыв", self.withdraw_member)
        self.withdraw_button.setAccessibleName("Отозвано согласие на контакт")
        self.occupations = self._facts(
            Occupation,
            "Занятость",
            OCCUPATIONS,
            new("Занятость", self.note_occupation),
            empty="Работает ли, учится ли — с какого дня и откуда известно.",
        )
        self.help = self._facts(
            WorkHelp,
            "Работа, учёба",
            HELP,
            new("Помощь", self.give_help),
            empty="Куда направили за работой или учёбой и что вышло.",
        )
        self.injecting = self._facts(
            InjectingFact,
            "Инъекции",
            INJECTING,
            new("Сведения", self.note_injecting),
            empty="Инъекционное употребление: сведения нужны формам 11 и 37.",
        )
        self.members = self._facts(
            FamilyMember,
            "Семья",
            MEMBERS,
            new("Родные", self.enter_member),
            self.withdraw_button,
            empty="Родные, согласные на контакт: с каждым — его собственное согласие.",
        )
        self.talks = self._facts(
            FamilyTalk,
            "Работа с семьёй",
            TALKS,
            self.talk_button,
            empty="Беседы и тренинги с родными, которые на это согласны.",
        )
        self.visits = self._facts(
            GroupVisit,
            "Группы",
            VISITS,
            new("Со слов", self.note_visit),
            QuietButton("Справочник", self.open_directory),
            empty="Группы взаимопомощи, куда ходит: только с его слов.",
        )
        self.help.table.opened.connect(self.answer_help)
        above = row(self.occupations, self.help, self.injecting, gap=12)
        below = row(self.members, self.talks, self.visits, gap=12)
        for line in (above, below):
            for at in range(3):
                line.setStretch(at, 1)
        both = column(above, below, gap=12)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.setLayout(both)

    def _facts(self, *args: object, empty: str) -> FactsCard:
        return FactsCard(self.desk, *args, empty=empty, titles=False)  # type: ignore[arg-type]

    def ask(self) -> None:
        for card in (self.occupations, self.help, self.injecting, self.members, self.talks, self.visits):
            card.show_facts(self.patient)
        agreed = any(member.withdrawn_on is None for member in self.members.facts)
        self.talk_button.setVisible(agreed)
        self.withdraw_button.setVisible(agreed)

    def note_occupation(self) -> None:
        """What the person does."""
        support_facts.occupation(self, self.desk, self.patient)

    def give_help(self) -> None:
        """The office sends him for work or schooling."""
        support_facts.work_help(self, self.desk, self.patient)

    def answer_help(self, given: WorkHelp) -> None:
        """What came of it."""
        if given.result is None:
            support_facts.help_result(self, self.desk, self.patient, given)

    def note_injecting(self) -> None:
        """What is known of injecting use."""
        support_facts.injecting_use(self, self.desk, self.patient)

    def enter_member(self) -> None:
        """One of the family who agreed to be contacted."""
        support_facts.member(self, self.desk, self.patient)

    def withdraw_member(self) -> None:
        """The member under the cursor wishes no contact any more, else the first who agreed."""
        chosen = self.members.current()
        if chosen is None or chosen.withdrawn_on is not None:
            chosen = next((member for member in self.members.facts if member.withdrawn_on is None), None)
        if chosen is not None:
            support_facts.withdraw_member(self, self.desk, self.patient, chosen)

    def talk(self) -> None:
        """A talk or a training with the family."""
        support_facts.family_talk(self, self.desk, self.patient)

    def note_visit(self) -> None:
        """What the person says of a group."""
        support_facts.group_visit(self, self.desk, self.patient)

    def open_directory(self) -> None:
        """What groups there are."""
        GroupsDialog(self, self.desk, self.patient).open()
