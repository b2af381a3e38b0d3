"""What the office says for all rows of its old list at once, where the list tells nothing of it."""

from collections.abc import Callable
from datetime import date

from narcdesk.fields import fields_of
from narcdesk.patient_lists import Answers
from narcdesk.patients import NOT_KNOWN, Patient
from ui.fields import CheckField, ChoiceField, DayField, Field


class AnswersFields:
    """Fields of the second step, each with the answer that invents nothing."""

    def __init__(self, today: Callable[[], date]) -> None:
        asked = {field.name: field for field in fields_of(Patient)}
        senders, grounds = (asked[name].options(today()) for name in ("came_from", "legal_ground"))
        self.came_from = ChoiceField("came_from", "Кто направил", senders, chars=30, hint="один ответ на весь список")
        self.legal_ground = ChoiceField("legal_ground", "Основание", grounds, chars=30)
        self.came_on = DayField(
            "came_on",
            "Дата обращения",
            today,
            lean="past",
            hint="для строк, где нет ни её, ни даты взятия под наблюдение; пусто — такие строки не внесутся",
        )
        self.sex = CheckField("sex", "&Пол по отчеству, где столбца «Пол» нет")
        self.diagnosed = CheckField("diagnosed", "Диа&гноз без даты считать с даты взятия под наблюдение")
        self.rest = CheckField("rest", "&Остальные столбцы записать в примечание карты")
        for field in (self.came_from, self.legal_ground):
            field.set_value(NOT_KNOWN)
        for tick in (self.sex, self.diagnosed, self.rest):
            tick.set_value(True)

    @property
    def fields(self) -> list[Field]:
        """The fields in their order."""
        return [self.came_from, self.legal_ground, self.came_on, self.sex, self.diagnosed, self.rest]

    def answers(self) -> Answers:
        """What stands in the fields; raises UserError for a day that is none."""
        came_on = self.came_on.value()
        return Answers(
            came_from=str(self.came_from.value() or NOT_KNOWN),
            legal_ground=str(self.legal_ground.value() or NOT_KNOWN),
            came_on=came_on if isinstance(came_on, date) else None,
            sex_by_patronymic=bool(self.sex.value()),
            diagnosed_when_taken=bool(self.diagnosed.value()),
            rest_into_remark=bool(self.rest.value()),
        )
