"""What became of every row, to be kept or printed: numbers of rows and reasons, never a name or what a cell held."""

import io

from narcdesk.dates import plural, show
from narcdesk.patient_lists.proposal import SAME, SKIP, TAKE, Action, Proposal
from narcdesk.patient_lists.taking import PatientList
from narcdesk.spreadsheets import writing

_DONE: dict[Action, str] = {TAKE: "внесена новая карта", SAME: "тот же человек, карта уже есть", SKIP: "пропущена"}


def words(proposal: Proposal, kept: PatientList | None) -> list[tuple[str, str]]:
    """The report in lines of a title and what is said."""
    rows = len(proposal.rows)
    entered, added = (kept.entered, kept.added_to) if kept else (0, 0)
    errors = sum(row.has_error for row in proposal.rows)
    return [
        ("Файл", proposal.file.name),
        ("Лист", proposal.grid.sheet or "—"),
        ("Внесено", show(kept.taken_on) if kept else "ничего: всё это в реестре уже есть"),
        ("Людей в списке", str(rows)),
        ("Новых карт", str(entered)),
        ("Дополнено карт", str(added)),
        ("Карта уже есть", str(proposal.count(SAME))),
        ("Пропущено", plural(proposal.count(SKIP), "строка", "строки", "строк")),
        ("Строк с ошибками", str(errors)),
        ("Файл, SHA-256", proposal.file.sha256),
    ]


def lines(proposal: Proposal) -> list[tuple[int, str, str, str, str]]:
    """Row of the sheet, column, what is wrong, what to do, what was done; only what is said of a row."""
    return [
        (one.row, one.column, one.message, one.do, _DONE[proposal.choices[one.row].action])
        for one in proposal.complaints
    ]


def workbook(proposal: Proposal, kept: PatientList | None) -> bytes:
    """The report as a book, ready to be printed."""
    made = io.BytesIO()
    columns = [("Строка", 8), ("Столбец", 28), ("Что не так", 60), ("Что делать", 44), ("Итог", 30)]
    with writing.workbook(made) as book:
        writing.about(book, "О загрузке", words(proposal, kept))
        writing.fill(book, "Замечания", columns, lines(proposal))
        writing.fill(book, "Пропущенное", [("Строки, которые не люди", 60)], [[one] for one in proposal.passed_over])
    return made.getvalue()


def as_text(proposal: Proposal, kept: PatientList | None) -> str:
    """The report as plain text, to be printed."""
    head = [f"{title}: {said}" for title, said in words(proposal, kept)]
    told = [
        f"Строка {row}, {column + ': ' if column else ''}{message}. {do}. Итог: {done}."
        for row, column, message, do, done in lines(proposal)
    ]
    text = io.StringIO()
    for line in ["Загрузка старого списка пациентов", "", *head, "", *(told or ["Замечаний нет."]), ""]:
        text.write(line + "\n")
    text.writelines(f"{line}\n" for line in proposal.passed_over)
    return text.getvalue()
