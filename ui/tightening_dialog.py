"""How much stricter the office is with a recipient than his rules: thresholds, rounding, tables, a second person."""

from PySide6.QtWidgets import QWidget

from narcdesk.commission import tightening
from narcdesk.commission.policy import Stricter
from narcdesk.errors import Invalid, Problem
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fields import CheckField, ChecksField, Form, NumberField
from ui.form_dialog import FormDialog


class TighteningDialog(FormDialog):
    """What stands for batches to one recipient; an empty number is as in his rules."""

    def __init__(self, parent: QWidget, desk: Desk, recipient: str) -> None:
        self._desk, self._recipient = desk, recipient
        allowed = desk.ask(tightening.allowed, recipient)
        rules, kept = allowed.policy, allowed.stricter
        self._title = rules.title
        self._tables = [table.code for table in rules.tables]
        titles = {table.code: f"{table.number}. {table.title}" for table in rules.tables}
        numbers = [
            NumberField("k", "Порог: меньше стольких человек скрыто", chars=6, hint=f"по правилам {rules.k}"),
            NumberField("base", "Округление до кратных", chars=6, hint=_of_base(rules.base, rules.largest_base)),
            NumberField(
                "indicator_base",
                "Показатель: в основании не меньше",
                chars=6,
                hint=f"по правилам {rules.indicator_base}",
            ),
        ]
        second = CheckField("second_person", "Без подтверждения второго сотрудника не выпускать")
        form = Form([("", [*numbers, second]), ("Что уходит", [ChecksField("tables", "Таблицы", titles)])])
        line = f"{rules.title}. Строже правил получателя можно, мягче нельзя."
        draft = FormDraft(desk, "commission.tighten", kind=recipient)
        super().__init__(parent, "Строгость выгрузки", line, form, self._save, draft=draft)
        form.fill({"k": kept.k, "base": kept.base, "indicator_base": kept.indicator_base})
        form.fill({"second_person": rules.second_person or kept.second_person})
        form.fill({"tables": [code for code in self._tables if code not in kept.left_out]})

    def _save(self) -> bool:
        typed = self.form.values()
        leaving = typed["tables"]
        assert isinstance(leaving, list)
        wanted = Stricter(
            k=_whole(typed["k"]),
            base=_whole(typed["base"]),
            indicator_base=_whole(typed["indicator_base"]),
            left_out=tuple(code for code in self._tables if code not in leaving),
            second_person=bool(typed["second_person"]),
        )
        return self._desk.do(self, self.saving(tightening.tighten), self._recipient, wanted) is not None

    def who(self) -> str:
        """The recipient alone, for a list of drafts."""
        return self._title

    def show_problems(self, invalid: Invalid) -> None:
        """Each at the field it is about, and by its name."""
        super().show_problems(Invalid([self._placed(problem) for problem in invalid.problems]))

    def _placed(self, problem: Problem) -> Problem:
        field = "tables" if problem.field == "left_out" else problem.field
        return Problem(field, f"{self.form[field].label}: {problem.message}")


def _of_base(base: int, largest: int) -> str:
    return f"по правилам {base}, можно до {largest}" if largest > base else f"по правилам {base}"


def _whole(typed: object) -> int | None:
    text = str(typed or "").replace(" ", "")
    return None if not text else int(text) if text.isdecimal() and len(text) < 6 else -1
