"""A plan of the office's own for a year that the regional plan does not cover: percents and the act."""

from PySide6.QtWidgets import QWidget

from narcdesk.commission import targets
from narcdesk.commission.batch import Target
from narcdesk.errors import Invalid, Problem
from narcdesk.indicators import all_indicators
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fields import Form, NumberField, TextField
from ui.form_dialog import FormDialog


class TargetsDialog(FormDialog):
    """The plan of a year as it is kept; a line left empty is not planned."""

    def __init__(self, parent: QWidget, desk: Desk, year: int) -> None:
        self._desk, self._year = desk, year
        kept = desk.ask(targets.of_year, year)
        percents = [
            NumberField(one.code, f"{one.number}. {one.title}, %", chars=4, hint="пусто, если не задан")
            for one in all_indicators()
        ]
        act = TextField("act", "Акт", chars=44, hint="нужен, если план задан: вид, кто принял, дата и номер")
        form = Form([("", [*percents, act])])
        line = "Региональный план на этот год программе неизвестен. Числа уйдут в выгрузку вместе с актом."
        draft = FormDraft(desk, "commission.plan", record_id=year)
        super().__init__(parent, f"План на {year} год", line, form, self._save, draft=draft)
        form.fill({code: target.percent for code, target in kept.items()})
        form.fill({"act": next((target.act for target in kept.values()), "")})

    def _save(self) -> bool:
        typed = self.form.values()
        act = str(typed.pop("act") or "")
        wanted = {code: Target(_whole(percent), act) for code, percent in typed.items() if percent not in (None, "")}
        return self._desk.do(self, self.saving(targets.plan), self._year, wanted) is not None

    def show_problems(self, invalid: Invalid) -> None:
        """Each at the field it is about: the act is one for all."""
        super().show_problems(Invalid([self._placed(problem) for problem in invalid.problems]))

    def _placed(self, problem: Problem) -> Problem:
        """The problem at the field it is about: the act is one for all."""
        if problem.field == "act":
            return problem
        code = problem.field.removeprefix("targets.")
        field = "act" if "акт" in problem.message else code
        return Problem(field, f"{self.form[field].label}: {problem.message}")


def _whole(typed: object) -> int:
    text = str(typed).strip().removesuffix("%").strip()
    return int(text) if text.isdecimal() and len(text) < 4 else -1
