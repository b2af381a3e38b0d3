"""What is asked for in an application: the fields of the form, the provider among them, chosen by typing."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal

from narcdesk import provider_choice, providers
from narcdesk.applications import Application, Sketch
from narcdesk.errors import Problem
from narcdesk.fields import fields_of
from narcdesk.patients import Sex
from narcdesk.profile import Profile
from narcdesk.providers import KINDS, ProviderView, in_words
from ui.desk import Desk
from ui.fields import ChoiceField, Field, Form
from ui.fields.made import made

OWN = ("instrument", "provider_id")  # asked for here, and not by a column of the table
PLACES = {Sex.MALE: ("free_men", "places_men"), Sex.FEMALE: ("free_women", "places_women")}


class ApplicationForm(Form):
    """The form of a draft, under the profile that it was begun with.

    `elsewhere` comes with the name of something that is wrong and no field of this form.
    """

    elsewhere = Signal(str)

    def __init__(self, desk: Desk, profile: Profile, sex: Sex) -> None:
        self._desk, self._sex = desk, sex
        self._providers: dict[str, ProviderView] = {}
        self._offered = {one.code: one.short for one in profile.instruments_on(desk.today())}
        self._titles = {one.code: one.title for one in profile.instruments}
        self._instrument = ChoiceField("instrument", "Документ", self._offered, required=True, chars=24)
        self._provider = ChoiceField(
            "provider_id", "Организация", {}, hint="из реестра региона; можно выбрать и позже", chars=46
        )
        asked = {one.name: made(one, desk.today) for one in fields_of(Application)}
        order: Sequence[Field] = (
            self._instrument,
            asked.pop("days"),
            asked.pop("service_form"),
            self._provider,
            *asked.values(),
        )
        super().__init__([("Что просим", order)])
        self._instrument.edited.connect(self._say_title)
        self._provider.edited.connect(self._say_places)

    # What is asked for

    @property
    def instrument(self) -> str:
        """The code of the document, "" while none is chosen."""
        return str(self._instrument.value() or "")

    @property
    def provider_id(self) -> int | None:
        """The chosen provider."""
        code = str(self._provider.value() or "")
        return int(code) if code in self._providers else None

    def asked_values(self) -> dict[str, object]:
        """What the columns of the application are read from."""
        return {name: value for name, value in self.values().items() if name not in OWN}

    def unread(self) -> list[Problem]:
        """What was typed into a list and is not in it."""
        found = []
        if not self.instrument or self.instrument not in self._offered:
            found.append(Problem("instrument", "Документ: выберите из списка"))
        if self._provider.value() and self.provider_id is None:
            found.append(Problem("provider_id", "Организация: выберите из списка или оставьте пустой"))
        return found

    def go_to(self, name: str) -> None:
        """Put the cursor into a field, here or elsewhere on the page."""
        super().go_to(name)
        if name and name not in self.fields:
            self.elsewhere.emit(name)

    def show_sketch(self, shown: Sketch) -> None:
        """Fill the form from an application as it is kept, or as it begins."""
        kept = shown.application
        self._providers = {str(one.id): one for one in self._desk.ask(providers.find)}
        self._provider.offer(_called(self._providers))
        own = {"instrument": kept.instrument, "provider_id": kept.provider_id}
        self.fill({name: own[name] if name in own else getattr(kept, name) for name in self.fields})
        self._say_title()
        self._say_places()
        if kept.provider_id is not None and self.provider_id is None:
            self._provider.show_doubt("Прежней организации в реестре больше нет, выберите другую.")

    # What is known of the choices

    def _say_title(self) -> None:
        if title := self._titles.get(self.instrument):
            self._instrument.note.say(title)

    def _say_places(self) -> None:
        chosen = self._providers.get(str(self._provider.value() or ""))
        if chosen is None:
            return
        today = self._desk.today()
        told = [
            f"{KINDS[kind]}: {in_words(kind, fact.value)} — {provider_choice.told_on(fact, today)}"
            for kind in (*PLACES[self._sex], "places_total")
            if (fact := chosen.facts.get(kind)) is not None and fact.value is not None
        ]
        if not chosen.is_included_on(today):
            self._provider.show_doubt("Сегодня в реестре региона не состоит.")
        else:
            self._provider.note.say(told[0] if told else "О местах сведений нет: спросите по телефону.")


def _called(found: dict[str, ProviderView]) -> dict[str, str]:
    """Names to choose by; of two that are called alike the address is said too."""
    times = Counter(one.name for one in found.values())
    return {
        code: f"{one.name}, {one.value('address') or code}" if times[one.name] > 1 else one.name
        for code, one in found.items()
    }
