"""The certificate of a granted application: written down, given a provider, ended."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from narcdesk import applications, certificates, stays
from narcdesk.applications import UNSET, Application
from narcdesk.certificates import Certificate
from narcdesk.fields import fields_of
from narcdesk.register import Register
from ui.application_case import in_a_word
from ui.desk import Desk
from ui.drafting import FormDraft
from ui.fact_dialog import FactDialog, Typed


class CertificateDialog(FactDialog):
    """The number and days of the sheet that came; till when it is valid is proposed where an act sets the term."""

    def __init__(self, parent: QWidget, desk: Desk, application: Application, line: str) -> None:
        self._application, self._asked_of = application, desk
        super().__init__(
            parent,
            desk,
            f"Записать {in_a_word(applications.profile_of(application), application)}",
            fields_of(Certificate),
            partial(_record, application.id),
            draft=FormDraft(desk, "certificates.record", record_id=application.id, kind=application.__tablename__),
            line=line,
            fill={"issued_on": desk.today(), "days": desk.ask(_days, application)},
        )
        self._proposed: date | None = None
        self.form["issued_on"].edited.connect(self._propose)
        self.form["days"].edited.connect(self._doubt)
        self._propose()

    def _doubt(self) -> None:
        """More days than were asked for, or than the region gives, are said and may be kept."""
        days = self.form["days"]
        told = self._asked_of.ask(certificates.doubts, self._application.id, {"days": days.value()})
        days.note.say(told.get("days", ""), "warn")

    def _propose(self) -> None:
        """Follow the day of issue, unless another day was typed by hand."""
        issued_on, until = self.form["issued_on"].value(), self.form["valid_until"]
        if not isinstance(issued_on, date) or until.value() != self._proposed:
            return
        self._proposed = self._asked_of.ask(certificates.proposed_valid_until, self._application, issued_on)
        until.set_value(self._proposed)
        term = applications.profile_of(self._application).certificate_valid
        until.note.say(f"{UNSET}: впишите день из сертификата" if self._proposed is None else f"{term.shown}")


def _days(register: Register, application: Application) -> int | None:
    """The days that were asked for; instead of a certificate that was in use, those that are left of it."""
    before = certificates.of_application(register, application.id)
    if before is None:
        return application.days
    return max(before.days - stays.days_under(register, before.id), 0) or None


def _record(application_id: int, register: Register, typed: Typed) -> Certificate:
    return certificates.record(register, application_id, typed)
