"""Lists: pages asked for while one scrolls, keys, order, the cursor that stays on its record."""

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from tests.ui.fit import assert_fits
from tests.ui.hands import focus_on, press, type_text
from ui import theme
from ui.pieces import EmptyState
from ui.table import PAGE, Column, RowsModel, RowsTable, Slice
from ui.table.cells import wrapped
from ui.table.held import HeldColumns


@dataclass(frozen=True)
class Person:
    number: int
    surname: str
    born: date


PEOPLE = [Person(at, f"Ёжиков {at:04}" if at % 3 else f"Еремеев {at:04}", date(1950, 1, 1)) for at in range(450)]
COLUMNS: list[Column[Person]] = [
    Column("№", lambda p: str(p.number), 5, align="right", order="number", by=lambda p: p.number),
    Column("Фамилия", lambda p: p.surname, order="surname", strong=True),
    Column("Родился", lambda p: p.born.strftime("%d.%m.%Y"), 10),
    Column("Дело", lambda p: "Записать явку", 14, align="right", link=True),
]


class Archive:
    """A query over the people, which remembers what it was asked."""

    def __init__(self, people: list[Person]) -> None:
        self.people, self.asked = people, list[Slice]()

    def __call__(self, wanted: Slice) -> list[Person]:
        self.asked.append(wanted)
        rows = sorted(self.people, key=lambda p: getattr(p, wanted.order or "number"), reverse=wanted.descending)
        return rows[wanted.offset : wanted.offset + wanted.limit]


@pytest.fixture
def table(qtbot: QtBot) -> RowsTable[Person]:
    made = RowsTable("Пациенты", COLUMNS, key=lambda p: p.number, many=True, empty=EmptyState("inbox", "Пусто", "Нет"))
    qtbot.addWidget(made)
    made.resize(700, 400)
    focus_on(made)
    return made


def title_at(table: RowsTable[Person], column: int) -> QPoint:
    header = table.horizontalHeader()
    return QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)


def test_pages_are_asked_for_while_one_scrolls(table: RowsTable[Person]) -> None:
    archive = Archive(PEOPLE)
    table.show_from(archive)
    assert archive.asked == [Slice(0, PAGE), Slice(PAGE, 1)]
    assert table.rows.count_words() == "Показано 200, ниже есть ещё"
    table.scrollToBottom()
    table.scrollToBottom()
    assert [wanted.offset for wanted in archive.asked if wanted.limit == PAGE] == [0, 200, 400]
    assert [p.number for p in table.rows.rows] == list(range(450))
    assert table.rows.count_words() == "Всего 450"
    assert not table.rows.canFetchMore()


@pytest.mark.parametrize("total", [None, PAGE])
def test_a_full_page_may_be_the_last(table: RowsTable[Person], total: int | None) -> None:
    archive = Archive(PEOPLE[:PAGE])
    table.show_from(archive, total)
    assert table.rows.count_words() == "Всего 200"
    assert not table.rows.canFetchMore()
    if total:
        assert archive.asked == [Slice(0, PAGE)]  # nobody is asked for who is not shown
    table.show_from(Archive(PEOPLE[: 2 * PAGE]), total and 2 * PAGE)
    assert table.rows.count_words() == "Показано 200, ниже есть ещё"
    table.rows.fetchMore()
    assert table.rows.count_words() == "Всего 400"


def test_the_model_alone_needs_no_window(qapp: object) -> None:
    model: RowsModel[Person] = RowsModel(COLUMNS)
    model.show_rows(PEOPLE[:2])
    assert (model.rowCount(), model.columnCount()) == (2, 4)
    assert model.rowCount(model.index(0, 0)) == 0  # a list is no tree
    assert model.data(model.index(1, 1)) == "Ёжиков 0001"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Фамилия"
    assert model.data(model.index(0, 0), Qt.ItemDataRole.EditRole) is None
    assert not model.canFetchMore(QModelIndex())


def test_enter_double_click_and_the_link_open_a_row(qtbot: QtBot, table: RowsTable[Person]) -> None:
    opened: list[int] = []
    table.opened.connect(lambda person: opened.append(person.number))
    table.show_rows(PEOPLE)
    press(table, Qt.Key.Key_Home)
    press(table, Qt.Key.Key_Down)
    press(table, Qt.Key.Key_Return)
    press(table, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    at = table.visualRect(table.rows.index(4, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened == [1, 1]
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    link = table.visualRect(table.rows.index(6, 3)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=link)
    assert opened == [1, 1, 4, 6]


def test_a_row_that_was_a_mistake_is_read_and_never_opened(qtbot: QtBot) -> None:
    made: RowsTable[Person] = RowsTable("Пациенты", COLUMNS, crossed=lambda p: p.number == 1)
    qtbot.addWidget(made)
    made.resize(700, 400)
    focus_on(made)
    made.show_rows(PEOPLE[:3])
    opened: list[int] = []
    made.opened.connect(lambda p: opened.append(p.number))
    for number in range(3):
        made.go_to(number)
        press(made, Qt.Key.Key_Return)
    assert opened == [0, 2]
    assert made.rows.data(made.rows.index(1, 0), Qt.ItemDataRole.AccessibleTextRole) == "зачёркнуто: 1"


def test_a_long_text_has_two_lines_where_it_may(qtbot: QtBot) -> None:
    columns: list[Column[Person]] = [Column("Фамилия", lambda _p: "Салтыков-Щедрин Михаил Евграфович", lines=2)]
    made: RowsTable[Person] = RowsTable("Пациенты", columns)
    qtbot.addWidget(made)
    made.resize(200, 200)
    focus_on(made)
    made.show_rows(PEOPLE[:1])
    assert made.rowHeight(0) == 44
    made.clearSelection()
    shown = made.viewport().grab().toImage()
    dark = [y for y in range(44) if any(shown.pixelColor(x, y).lightness() < 120 for x in range(16, 184))]
    assert dark[-1] - dark[0] > len(dark)  # one line over the other, and a gap between them
    assert dark[-1] - dark[0] > 20


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("г. Среднеозёрск, ул. Заводская, д. 40", "д. 40"),
        ("заявка подготовлена, не отправлена · 8 дней", "8 дней"),
        ("+7 (000) 100-00-04, +7 (000) 100-00-05", "+7 (000) 100-00-05"),
        ("согласия на передачу тайны № С-2026-0080", "№ С-2026-0080"),
    ],
)
def test_a_line_never_ends_between_a_word_and_its_number(qtbot: QtBot, text: str, last: str) -> None:
    metrics = QFontMetrics(theme.current().font(0))
    narrow = metrics.horizontalAdvance(text) - metrics.horizontalAdvance(last[2:])
    assert [line.replace("\u00a0", " ") for line in wrapped(text, 2, metrics, narrow)] == [text[: -len(last) - 1], last]


def test_groups_of_a_fingerprint_that_are_figures_alone_part_where_they_may(qtbot: QtBot) -> None:
    """A person compares every sign of it: none may end in «…»."""
    halves = ["59f8\u00a0ea86\u00a06185", "54aa\u00a01234\u00a00ab1"]
    metrics = QFontMetrics(theme.current().font())
    width = max(map(metrics.horizontalAdvance, halves)) + 12
    assert wrapped(" ".join(halves), 2, metrics, width) == halves


def test_home_and_end_go_to_the_first_and_last_row(table: RowsTable[Person]) -> None:
    table.show_rows(PEOPLE)
    press(table, Qt.Key.Key_End)
    assert table.current() == PEOPLE[-1]
    press(table, Qt.Key.Key_Home)
    assert table.current() == PEOPLE[0]


def marked(table: RowsTable[Person]) -> list[int]:
    return [person.number for person in table.marked()]


def test_f8_marks_rows_and_goes_down(table: RowsTable[Person]) -> None:
    table.show_rows(PEOPLE)
    for _ in range(3):
        press(table, Qt.Key.Key_F8)
    press(table, Qt.Key.Key_Down)
    press(table, Qt.Key.Key_F8)
    assert marked(table) == [0, 1, 2, 4]  # arrows take no mark away
    press(table, Qt.Key.Key_Home)
    press(table, Qt.Key.Key_F8)
    assert marked(table) == [1, 2, 4]
    table.unmark_all()
    assert marked(table) == []


def test_a_mark_stays_with_its_record(qtbot: QtBot, table: RowsTable[Person]) -> None:
    table.show_rows(PEOPLE)
    press(table, Qt.Key.Key_F8)
    table.show_rows(PEOPLE[100:])  # another search
    with qtbot.waitSignal(table.remarked):
        press(table, Qt.Key.Key_F8)
    assert marked(table) == [0, 100]
    table.rows.sort(1, Qt.SortOrder.DescendingOrder)
    changed = Person(100, "Яковлев 0100", date(1990, 1, 1))
    table.show_rows([changed])
    assert table.marked() == [PEOPLE[0], changed]


def test_marks_by_mouse(qtbot: QtBot, table: RowsTable[Person]) -> None:
    def click(number: int, held: Qt.KeyboardModifier, x: int = 300) -> None:
        y = table.visualRect(table.rows.index(number, 0)).center().y()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, held, QPoint(x, y))

    none, ctrl, shift = (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.ShiftModifier,
    )
    table.show_rows(PEOPLE)
    click(1, none)
    assert marked(table) == []
    click(3, none, x=20)  # the box
    click(5, ctrl)
    click(7, shift)
    assert marked(table) == [3, 5, 6, 7]
    click(6, ctrl)
    assert marked(table) == [3, 5, 7]


def test_f8_in_an_empty_list_is_nothing(table: RowsTable[Person]) -> None:
    table.show_rows([])
    press(table, Qt.Key.Key_F8)
    assert marked(table) == []


def test_letters_go_to_the_search_box(table: RowsTable[Person]) -> None:
    heard: list[str] = []
    table.typed.connect(heard.append)
    table.show_rows(PEOPLE)
    type_text(table, "Пет")
    assert "".join(heard) == "Пет"


def test_a_click_on_a_title_sorts_where_the_query_can(qtbot: QtBot, table: RowsTable[Person]) -> None:
    archive = Archive(PEOPLE)
    table.show_from(archive)
    header = table.horizontalHeader().viewport()
    for _ in range(2):
        qtbot.mouseClick(header, Qt.MouseButton.LeftButton, pos=title_at(table, 1))
    qtbot.mouseClick(header, Qt.MouseButton.LeftButton, pos=title_at(table, 2))  # it cannot
    assert [(wanted.order, wanted.descending) for wanted in archive.asked if wanted.limit == PAGE] == [
        ("", False),
        ("surname", False),
        ("surname", True),
    ]


def test_rows_in_memory_sort_as_a_russian_dictionary_and_by_number(qtbot: QtBot, table: RowsTable[Person]) -> None:
    table.show_rows(PEOPLE)
    header = table.horizontalHeader().viewport()
    qtbot.mouseClick(header, Qt.MouseButton.LeftButton, pos=title_at(table, 1))
    surnames = [person.surname for person in table.rows.rows]
    assert surnames[0].startswith("Еремеев")
    assert surnames[-1].startswith("Ёжиков")  # Ё comes after Е, not before А
    qtbot.mouseClick(header, Qt.MouseButton.LeftButton, pos=title_at(table, 0))
    assert [person.number for person in table.rows.rows[:3]] == [0, 1, 2]


def test_the_cursor_stays_on_its_record(table: RowsTable[Person]) -> None:
    people = list(PEOPLE)
    archive = Archive(people)
    table.show_from(archive)
    table.go_to(10)
    people.insert(0, Person(-1, "Новиков", date(2000, 1, 1)))
    table.reload()
    assert table.current() == PEOPLE[10]
    people.remove(PEOPLE[10])
    table.reload()
    assert table.current() is None  # never silently another person


def test_an_empty_list_says_what_would_be_here(table: RowsTable[Person]) -> None:
    empty = table.findChildren(EmptyState)[0]
    table.show_rows([])
    assert empty.isVisible()
    table.show_rows(PEOPLE)
    assert not empty.isVisible()


def test_tab_leaves_the_list(qtbot: QtBot, table: RowsTable[Person]) -> None:
    assert not table.tabKeyNavigation()
    assert table.accessibleName() == "Пациенты"


@pytest.mark.parametrize(("tall", "height"), [(True, 44), (False, 30)])
def test_rows_are_of_their_height_and_titles_fit(qtbot: QtBot, tall: bool, height: int) -> None:
    table = RowsTable("Список", COLUMNS, tall=tall)
    qtbot.addWidget(table)
    table.show_rows(PEOPLE)
    table.resize(700, 300)
    table.show()
    assert table.rowHeight(0) == height
    assert_fits(table)


def test_long_titles_break_into_lines(qtbot: QtBot) -> None:
    title = "Снято по другим причинам, в том числе смерть и осуждение"
    columns: list[Column[Person]] = [COLUMNS[1], Column(title, lambda p: str(p.number), 5, align="right")]
    narrow, wide = (RowsTable("Список", columns, title_lines=lines) for lines in (4, 1))
    for table in (narrow, wide):
        qtbot.addWidget(table)
        table.resize(700, 300)
        table.show_rows(PEOPLE)
        table.show()
        assert_fits(table)
    assert narrow.columnWidth(1) * 2 < wide.columnWidth(1)
    assert narrow.horizontalHeader().height() == 80


def test_the_first_columns_stay_in_sight_while_the_others_scroll(qtbot: QtBot) -> None:
    wide: list[Column[Person]] = [Column(f"Графа {at}", lambda p: str(p.number), 20) for at in range(8)]
    made = RowsTable("Графы", [*COLUMNS[:2], *wide], key=lambda p: p.number, held=2)
    qtbot.addWidget(made)
    made.resize(700, 400)
    focus_on(made)
    made.show_rows(PEOPLE[:60])
    held = made.findChild(HeldColumns)
    assert isinstance(held, HeldColumns)
    bar = made.horizontalScrollBar()
    bar.setValue(bar.maximum())
    made.verticalScrollBar().setValue(345)
    edge = QPoint(30, 3)
    assert held.isVisible()
    assert made.childAt(made.viewport().pos() + edge) is held.viewport()
    assert held.indexAt(edge).column() == 0
    assert held.indexAt(edge).row() == made.indexAt(edge).row() > 5
    made.setCurrentIndex(made.rows.index(12, 9))
    for column in range(8, 1, -1):
        press(made, Qt.Key.Key_Left)
        assert made.currentIndex().column() == column
        assert made.visualRect(made.currentIndex()).x() >= held.width()  # not under what is held
    opened: list[Person] = []
    made.opened.connect(opened.append)
    at = held.visualRect(made.rows.index(12, 1)).center()
    for click in (qtbot.mouseClick, qtbot.mouseDClick):
        click(held.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened == [PEOPLE[12]]
    made.resize(3000, 400)
    assert not held.isVisible()
