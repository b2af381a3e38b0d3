"""Every shared piece in every state, to look at: `python -m ui.gallery`; with `docs` it draws the pictures of docs/."""

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from narcdesk import identifiers
from narcdesk.errors import Invalid, Problem
from narcdesk.fields import Absence
from ui import app as program
from ui import theme
from ui.fields import (
    CheckField,
    ChecksField,
    ChoiceField,
    DayField,
    Form,
    IdentifierField,
    LongTextField,
    MoneyField,
    NameField,
    NumberField,
    PartialDayField,
    TextField,
)
from ui.filter_bar import FilterBar
from ui.pieces import (
    Banner,
    Button,
    Card,
    DangerButton,
    EmptyState,
    Facts,
    Flow,
    PageHeader,
    Pill,
    Place,
    PrimaryButton,
    QuietButton,
    Stage,
    StageBar,
    State,
    StepRow,
    Text,
    column,
    held,
    row,
    scrolled,
)
from ui.search_box import SearchBox
from ui.table import LOW, TALL, Column, Heading, RowsTable
from ui.table.cells import HEAD

DAY = date(2026, 11, 21)
WIDTH = 1366  # px, the smallest screen that the windows are judged at


class Swatch(QWidget):
    """A colour of the theme with its name, on it the text that may stand there."""

    def __init__(self, ground: str, ink: str) -> None:
        super().__init__()
        self._ground, self._ink = ground, ink
        self.setFixedSize(116, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(worn.color("border"))
        painter.setBrush(worn.color(self._ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(worn.color(self._ink))
        painter.setFont(worn.font(worn.caption))
        painter.drawText(10, 18, self._ground)
        painter.drawText(10, 35, worn.tokens[self._ground])
        painter.end()


@dataclass(frozen=True)
class Task:
    """An invented line of the list of today."""

    kind: str
    tone: str
    who: str
    what: str
    act: str


TASKS = [
    Task("Явка", "danger", "Воробьёв Илья Петрович, 1988", "осмотр был нужен до 14.11 · 7 дней", "Записать явку"),
    Task("Ответ органа", "warn", "Заявка З-2026-0031", "решение ждали до 18.11", "Отметить ответ"),
    Task("Патронат", "primary", "Юсупова Алина Маратовна, 1991", "звонок по программе, 4-й из 12", "Отметить"),
]


def colours() -> Card:
    """The tokens."""
    grounds = [("bg", "text"), ("surface", "text"), ("raised", "muted"), ("primary", "on_primary")]
    softs = [(f"{tone}_soft", tone) for tone in ("primary", "danger", "warn", "ok")]
    return Card(
        "Цвета",
        row(*[Swatch(ground, ink) for ground, ink in grounds], None),
        row(*[Swatch(ground, ink) for ground, ink in softs], None),
        None,
    )


def type_scale() -> Card:
    """The sizes of type."""
    return Card(
        "Шрифт",
        Text("Воробьёв Илья Петрович", "title"),
        Text("Заголовок карточки", "heading"),
        Text("Строка списка, на которой действуют", "strong"),
        Text("Рабочий текст: согласие дано 02.11.2026", copyable=True),
        Text("Подпись: сведения от 18.11.2026, по телефону", "caption", "muted"),
    )


def buttons() -> Card:
    """Buttons and states in a word."""
    off, off_primary = Button("Выключена"), PrimaryButton("Выключена")
    off.setEnabled(False)
    off_primary.setEnabled(False)
    states = [("просрочено", "danger"), ("не подтверждено", "warn"), ("печать", "ok"), ("Патронат", "primary")]
    return Card(
        "Кнопки и состояния",
        row(
            PrimaryButton("&Подать заявку", icon="send", key="Ctrl+Enter"),
            Button("&Напечатать", icon="printer", key="Ctrl+P"),
            Button("Отложить"),
            None,
        ),
        row(QuietButton("Записать явку"), DangerButton("&Удалить совсем"), off, off_primary, None),
        folding(*[Pill(*state) for state in states], Pill("черновик", "muted")),
        None,
    )


def folding(*parts: QWidget) -> QWidget:
    """A line that goes on below when its room ends."""
    flow = Flow(gap=8)
    for part in parts:
        flow.addWidget(part)
    return held(flow)


def notices() -> QWidget:
    """What is wrong, what is well."""
    return held(
        column(
            Banner("danger", "Осмотр просрочен на 7 дней: ДН-3, не реже раза в месяц", "Записать явку"),
            Banner("warn", "Сроки региона не подтверждены текстом порядка", "Показать"),
            Banner("ok", "Копия сделана и проверена: 21.11.2026, 08:05"),
            Banner("info", "Мест для мужчин 3 из 18 — сведения от 18.11.2026", "Обновить"),
        )
    )


def way() -> StageBar:
    """The four stages of the regulation."""
    return StageBar(
        [
            Stage("Выявление и мотивация", "с 02.2024", State.DONE),
            Stage("Лечение", "03.2024 – 06.2024", State.DONE),
            Stage("Реабилитация", "идёт подбор организации", State.NOW),
            Stage("Патронат", "впереди", State.AHEAD),
        ]
    )


def known() -> Card:
    """Pairs of a caption and what is known."""
    return Card(
        "Личные данные",
        Facts(
            [
                ("СНИЛС", "112-233-445 95"),
                ("Паспорт", "18 08 123456, выдан 20.04.2008"),
                ("Регистрация", "р. п. Средняя Ахтуба, пер. Садовый, 4"),
                ("Телефон", ""),
            ]
        ),
        None,
    )


def papers() -> Card:
    """The list of papers of an application."""
    return Card(
        "Комплект",
        StepRow("Согласие на персональные данные", "от 02.11.2026, лист 1", State.DONE),
        StepRow("Выписка о лечении", "нет — без неё орган вернёт заявку", State.MISSING),
        StepRow("Заключение врача-нарколога", "напечатано, не подписано", State.WAITING),
        None,
        aside=QuietButton("Напечатать", icon="printer"),
    )


def due() -> Card:
    """What is due next."""
    return Card(
        "Ближайшее",
        StepRow("Осмотр", "был нужен до 14.11", State.LATE, below=True),
        StepRow("Согласие на врачебную тайну", "кончается 01.12", State.WAITING, below=True),
        StepRow("Сертификат", "после решения", State.AHEAD, below=True),
        None,
    )


def form() -> Form:
    """Fields: empty, filled, doubted, wrong, without an answer."""

    def today() -> date:
        return DAY

    made = Form(
        [
            (
                "Личность",
                [
                    NameField("surname", "Фамилия", required=True),
                    PartialDayField("birth", "Дата рождения", today, required=True),
                    IdentifierField("snils", "СНИЛС", identifiers.snils, chars=16),
                    TextField("phone", "Телефон", chars=18, may_be_unknown=True),
                    ChoiceField("form", "Форма услуг", {"s": "стационарная", "d": "на дому"}, required=True),
                ],
            ),
            (
                "Срок и оплата",
                [
                    DayField("since", "Начало курса", today, hint="12032026, 12.3.26, +5 или «с» — сегодня"),
                    NumberField("days", "Срок курса", chars=5, unit="дней"),
                    MoneyField("cost", "Стоимость", chars=12, unit="₽"),
                    CheckField("paid", "Оплачено из бюджета региона"),
                    ChecksField("what", "Что передать", {"d": "диагноз", "c": "ход лечения", "r": "исход"}),
                    LongTextField("remark", "Заметка", chars=36, hint="Tab уходит из поля, Enter — новая строка"),
                ],
            ),
        ],
        columns=2,
    )
    made.fill({"birth": "1988", "snils": "11223344596", "cost": 18000000, "days": 180, "paid": True, "what": ["d"]})
    phone, surname = made["phone"], made["surname"]
    assert isinstance(phone, TextField)
    assert isinstance(surname, NameField)
    phone.set_absence(Absence.REFUSED)
    surname.set_value("gtnhjd")
    surname.leave()
    return made


def filters() -> FilterBar:
    """What narrows a list down."""
    forms = ChoiceField("form", "Форма", {"": "любая", "s": "стационарная"}, chars=16)
    forms.set_value("")
    today = CheckField("today", "в реестре сегодня")
    today.set_value(True)
    return FilterBar([forms, TextField("place", "Адрес", chars=18), today], first=SearchBox("Название — Ctrl+F"))


def lists() -> QWidget:
    """A list to act on, a table to read, an empty one."""
    tall: RowsTable[Task] = RowsTable(
        "Дела",
        [
            Column("", lambda task: task.kind, 12, tone=lambda task: task.tone, pill=True),
            Column("", lambda task: task.who, 28, strong=True),
            Column("", lambda task: task.what, tone=lambda task: "muted"),
            Column("", lambda task: task.act, 13, align="right", link=True),
        ],
        tall=True,
        titles=False,
        heading=lambda task: (
            Heading("Сегодня", "primary") if task.tone == "primary" else Heading("Просрочено", "danger")
        ),
    )
    tall.show_rows(TASKS)
    low: RowsTable[tuple[str, ...]] = RowsTable(
        "Карты",
        [
            Column("Карта", lambda found: found[0], 5, align="right", by=lambda found: int(found[0])),
            Column("Пациент", lambda found: found[1], strong=True),
            Column("Родился", lambda found: found[2], 9),
            Column("Группа", lambda found: found[3], 6),
            Column("Осмотр", lambda found: found[4], 13, tone=lambda found: found[5]),
        ],
        many=True,
    )
    low.show_rows(
        [
            ("214", "Воробьёв Илья Петрович", "12.03.1988", "ДН-3", "до 14.11.2026", "danger"),
            ("187", "Лапина Дарья Сергеевна", "05.07.1995", "ДН-2", "до 24.11.2026", "warn"),
            ("96", "Котов Артём Викторович", "__.__.1979", "ДН-2", "до 21.12.2026", "text"),
            ("41", "Юсупова Алина Маратовна", "30.01.1991", "ДН-1", "до 11.01.2027", "text"),
        ]
    )
    low.rows.sort(0)
    for number in (0, 2):
        low.go_to(number)
        QApplication.sendEvent(low, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier))
    low.go_to(1)
    tall.setFixedHeight(len(TASKS) * TALL + len(tall.rows.heads) * HEAD)
    low.setFixedHeight(32 + 4 * LOW)
    count = low.count_line()
    count.setContentsMargins(16, 0, 0, 0)
    nobody = EmptyState(
        "inbox",
        "Пациентов пока нет",
        "Здесь будут те, кто наблюдается в кабинете.",
        Button("Новый пациент", icon="plus", key="Ctrl+N"),
    )
    return held(
        column(
            Card("Дела", tall, flush=True),
            filters(),
            row(Card("Пациенты", low, count, flush=True), Card("", Place(nobody)), gap=12),
            gap=12,
        )
    )


def gallery() -> QWidget:
    """The whole page."""
    header = PageHeader(
        "Воробьёв Илья Петрович",
        "мужчина · 38 лет (12.03.1988) · карта № 214 · р. п. Средняя Ахтуба",
        [Button("Записать явку", icon="calendar-check", key="F9"), PrimaryButton("Подать заявку", icon="send")],
    )
    asked = form()
    page = held(
        column(
            header,
            row(colours(), type_scale(), gap=12),
            row(buttons(), notices(), gap=12),
            way(),
            row(known(), papers(), due(), gap=12),
            Card("", asked),
            lists(),
            None,
            gap=12,
        )
    )
    across, down = theme.PAGE_MARGIN
    page.setContentsMargins(across, down, across, down)
    asked.show_problems(Invalid([Problem("form", "Форма услуг: нужно выбрать")]))
    return page


def draw(folder: Path) -> list[Path]:
    """Draw the pictures of docs/visual-language.md, light and dark."""
    app = QApplication.instance() or program.make(sys.argv[:1])
    assert isinstance(app, QApplication)
    worn, drawn = theme.current(), []
    for tokens in (theme.LIGHT, theme.DARK):
        theme.apply(app, theme.Theme(tokens))
        page = gallery()
        page.resize(WIDTH, 100)
        page.show()
        app.processEvents()
        path = folder / f"visual-language-{tokens.name}.png"
        bottom = page.childrenRect().bottom() + 1 + theme.PAGE_MARGIN[1]
        page.grab(QRect(0, 0, WIDTH, bottom)).save(str(path))
        page.close()
        drawn.append(path)
    theme.apply(app, worn)
    return drawn


def main(arguments: list[str]) -> int:
    """Show the gallery, or draw it into a folder."""
    if arguments:
        for path in draw(Path(arguments[0])):
            print(path.as_posix())
        return 0
    app = program.make(sys.argv[:1])
    window = scrolled(gallery())
    window.resize(WIDTH, 768)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
