"""A plan of the office's own for a year that the regional plan does not cover: percents and the act."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from narcdesk.commission.batch import Target, check_targets
from narcdesk.errors import Invalid, Problem
from narcdesk.indicators import all_indicators
from ui.fields import Form, NumberField, TextField
from ui.form_dialog import FormDialog


class TargetsDialog(FormDialog):
    """`keep` is given the plan by indicator when it was accepted; a line left empty is not planned."""

    def __init__(
        self, parent: QWidget, year: int, kept: Mapping[str, Target], keep: Callable[[dict[str, Target]], Any]
    ) -> None:
        percents = [
            NumberField(one.code, f"{one.number}. {one.title}, %", chars=4, hint="пусто, если не задан")
            for one in all_indicators()
        ]
        act = TextField("act", "Акт", chars=44, hint="нужен: вид, кто принял, дата и номер")
        form = Form([("", [*percents, act])])
        line = "Региональный план на этот год программе неизвестен. Числа уйдут в выгрузку вместе с актом."
        super().__init__(parent, f"План на {year} год", line, form, self._save, verb="&Принять")
        form.fill({code: target.percent for code, target in kept.items()})
        form.fill({"act": next((target.act for target in kept.values()), "")})
        self._keep = keep

    def _save(self) -> bool:
        typed = self.form.values()
        act = str(typed.pop("act") or "")
        targets = {code: Target(_whole(percent), act) for code, percent in typed.items() if percent}
        try:
            check_targets(targets)
        except Invalid as invalid:
            self.form.show_problems(Invalid([self._placed(problem) for problem in invalid.problems]))
            return False
        self._keep(targets)
        return True

    def _placed(self, problem: Problem) -> Problem:
        """The problem at the field it is about: the act is one for all."""
        code = problem.field.removeprefix("targets.")
        field = "act" if "акт" in problem.message else code
        return Problem(field, f"{self.form[field].label}: {problem.message}")


def _whole(typed: object) -> int:
    text = str(typed).strip().removesuffix("%").strip()
    return int(text) if text.isdecimal() and len(text) < 4 else -1
