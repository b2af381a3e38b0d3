"""Pictures of organisations: the card, its forms, choosing for a person, side by side, the list of a region."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from narcdesk import choices, provider_choice, providers
from narcdesk.provider_choice import Wish
from ui import provider_forms
from ui.compare_dialog import CompareDialog
from ui.import_wizard import ImportWizard
from ui.provider_choice_dialog import ProviderChoiceDialog
from ui.provider_page import ProviderPage

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

PROVIDERS = 3  # the section
TABS = ("provider-parts", "provider-checks", "provider-calls")


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """The card of one organisation as it fills up, every form of it, and the choice of a person."""
    desk, window, person = stage.desk, stage.window, stage.patient()
    found = desk.ask(providers.find)[:3]
    first = found[0]
    yield "provider", lambda: stage.over(PROVIDERS, ProviderPage(desk, first.id))
    yield "provider-call", lambda: provider_forms.note_call(window, desk, first)
    yield "provider-tell", lambda: provider_forms.tell(window, desk, first)
    yield "provider-part", lambda: provider_forms.keep_part(window, desk, first, "branch")
    yield "provider-check", lambda: provider_forms.check(window, desk, first)
    yield "provider-exclude", lambda: provider_forms.exclude(window, desk, first)
    _fill(stage, first.id)
    for tab, name in enumerate(TABS, start=1):
        yield name, lambda tab=tab: _tab(stage, first.id, tab)  # type: ignore[misc]
    yield "provider-choice", lambda: _choice(stage)
    case = desk.ask(provider_choice.case_of, person.id)
    sheet = choices.offer(desk.register, person.id, [one.id for one in found], case, [Wish.FREE, Wish.SECULAR])
    yield "provider-sign", lambda: provider_forms.sign(window, desk, person, sheet)
    yield "compare", lambda: CompareDialog(window, found, provider_choice.compare(found, desk.today()))
    yield "import", lambda: ImportWizard(window, desk)
    for step, name in enumerate(("import-file", "import-columns", "import-difference", "import-source")):
        yield name, lambda step=step: stage.imported(step)  # type: ignore[misc]


def _fill(stage: "Stage", provider_id: int) -> None:
    if stage.desk.ask(providers.one, provider_id).parts:
        return  # pictures of another size were taken before
    register, today = stage.desk.register, stage.desk.today()
    site = {"source": "сайт организации", "as_of": today}
    branch = {"name": "Дом у реки", "address": "с. Верхнее, ул. Лесная, д. 2", "total": "16", "men": "10", "women": "6"}
    providers.keep_part(register, provider_id, "branch", site | branch | {"accessible": "да", "free_men": "2"})
    licence = {"type": "licence", "number": "ЛО-00-01-000001", "by": "комитет здравоохранения", "on": "01.02.2020"}
    providers.keep_part(register, provider_id, "licence", site | licence)
    service = {"name": "Комплексная реабилитация", "term_days": "180", "form": "стационарная", "cost": "0"}
    providers.keep_part(register, provider_id, "service", site | service)
    seen = {"staff.met": "yes", "staff.method": "paper", "rights.met": "no", "rights.method": "talk"}
    check = {"purpose": "monitoring", "on": today, "who": "рабочая группа комиссии", "mend_by": "м+1"}
    providers.check(register, provider_id, check | seen | {"rights.note": "журнала жалоб нет"})
    providers.note_call(register, provider_id, {"free_men": "2", "remark": "приём по средам"}, "Орлова, администратор")


def _tab(stage: "Stage", provider_id: int, tab: int) -> QWidget:
    page = ProviderPage(stage.desk, provider_id)
    shown = stage.over(PROVIDERS, page)
    page.tabs.setCurrentIndex(tab)
    return shown


def _choice(stage: "Stage") -> QWidget:
    """With those that do not fit, two wishes, and two marked."""
    person = stage.patient()
    dialog = ProviderChoiceDialog(stage.window, stage.desk, person, person.full_name, bool)
    dialog.filters["unfit"].set_value(True)
    dialog.wishes["first"].set_value(Wish.FREE.value)
    dialog.wishes["second"].set_value(Wish.SECULAR.value)
    dialog.wishes.changed.emit()
    for number in (0, 1):
        dialog.table.mark(number)
    return dialog
