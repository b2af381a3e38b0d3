"""The act of a provider about a course under a certificate: looked over while it is typed, then written down."""

from functools import partial

from PySide6.QtWidgets import QWidget

from narcdesk import applications, provider_acts
from narcdesk.applications import Application
from narcdesk.certificates import Certificate, ProviderAct
from narcdesk.dates import days_phrase
from narcdesk.money import in_roubles
from narcdesk.register import Register
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, Typed

FORM = "certificates.take_act"


class ProviderActDialog(FactDialog):
    """The number, the days, the sum; the sum that follows from days and price is proposed until another is typed."""

    def __init__(
        self, parent: QWidget, desk: Desk, application: Application, certificate: Certificate, line: str
    ) -> None:
        self._certificate_id, self._asked_of, self._sum = certificate.id, desk, ""
        super().__init__(
            parent,
            desk,
            "Акт организации",
            provider_acts.asked_of(applications.profile_of(application)),
            partial(_record, certificate.id),
            draft=FormDraft(desk, FORM, record_id=application.id, kind=application.__tablename__),
            line=f"{line} · сертификат № {certificate.number}",
            fill=desk.ask(provider_acts.proposed, certificate.id),
        )
        for field in self.form.fields.values():
            field.edited.connect(self._look_over)
        self._look_over()

    def _look_over(self) -> None:
        """Say how many days it comes to and what should be looked at again; propose the sum."""
        looked = self._asked_of.ask(provider_acts.looked_over, self._certificate_id, self.form.values())
        amount = self.form["amount"]
        if looked.amount is not None and amount.value() == self._sum:
            self._sum = in_roubles(looked.amount)
            amount.retype(self._sum)
        for name, field in self.form.fields.items():
            if not field.is_wrong:
                days = f"в акте {days_phrase(looked.days)}" if name == "absent" and looked.days is not None else ""
                doubt = looked.doubts.get(name, "")
                field.note.say(doubt or days, "warn" if doubt else "muted")


def _record(certificate_id: int, register: Register, typed: Typed) -> ProviderAct:
    return provider_acts.record(register, certificate_id, typed)
