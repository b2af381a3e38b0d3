"""The certificate on the page of its application: what stands in it, where the person goes, what can be done."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from narcdesk import certificates
from narcdesk.certificates import LIVE, Certificate, CertificateStatus
from narcdesk.dates import days_phrase, show
from narcdesk.money import in_roubles
from ui import certificate_steps
from ui.application_case import Case
from ui.pieces import Banner, Button, Card, DangerButton, Facts, Flow, State, StepRow, clear, held


class CertificateCard(Card):
    """What is known of the certificate; of its buttons only those are seen that can do something today."""

    def __init__(self, title: str, take_step: Callable[[str], object]) -> None:
        self._facts = QVBoxLayout()
        self._late = Banner("danger", "")
        self._excluded = Banner("danger", "")
        self.change = Button("Сменить ор&ганизацию…")
        self.expire = Button("Отметить, что &истёк")
        self.steps: dict[str, Button] = {}
        flow = Flow(gap=8)
        for button in (self.change, self.expire):
            flow.addWidget(button)
        for event, step in certificate_steps.STEPS.items():
            kind = DangerButton if event == "annul" else Button
            self.steps[event] = kind(step.verb, partial(take_step, event))
            flow.addWidget(self.steps[event])
        self._acts = held(flow)
        self._way = QVBoxLayout()
        self._way.setSpacing(8)
        super().__init__(title, self._late, self._excluded, self._facts, self._way, 4, self._acts)

    def show_certificate(self, case: Case, today: date) -> None:
        """Show it with the name of the chosen provider, and what became of it since it was written down."""
        certificate, provider = case.certificate, case.certificate_provider
        assert certificate is not None
        while item := self._facts.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._facts.addWidget(
            Facts([*_facts(certificate, provider), *_instead(case), *_by_acts(case), *_coupons(case)])
        )
        clear(self._way)
        wrong = {step.corrects for step in case.certificate_steps}
        for step in case.certificate_steps[1:]:
            mistaken = "записано ошибочно" if step.id in wrong else ""
            said = " · ".join(filter(None, (mistaken, show(step.on), step.document, step.reason_code, step.note)))
            self._way.addWidget(StepRow(step.title, said, _STATES.get(step.event, State.DONE), below=True))
        is_over, status = certificate.is_over_on(today), certificate.status
        until = show(certificate.valid_until) if certificate.valid_until else ""
        self._late.text.setText(f"Обратиться в организацию надо было до {until}: сертификат больше не действует.")
        self._late.setVisible(is_over)
        why = f"Организации больше нет в реестре: {case.excluded}. Выберите другую или аннулируйте и получите замену."
        self._excluded.text.setText(why)
        self._excluded.setVisible(bool(case.excluded))
        # Where none is chosen yet, choosing is the main act of the page and has its button at the top.
        self.change.setVisible(bool(provider) and status is CertificateStatus.ISSUED and not is_over)
        self.expire.setVisible(is_over)
        possible = certificate_steps.possible(certificate, case.certificate_steps, case.profile)
        for event, button in self.steps.items():
            button.setVisible(event in possible)
        self._acts.setVisible(bool(possible) or status in LIVE)


_STATES = {
    "annul": State.MISSING,
    "expire": State.MISSING,
    "lose": State.MISSING,
    "suspend": State.WAITING,
    "correct": State.WAITING,
}


def _instead(case: Case) -> list[tuple[str, str]]:
    """Which one it was given for, and how the region counts its money."""
    tariff = case.profile.tariff
    money = f"{tariff.shown}, {tariff.source}" if tariff is not None else "не задано в профиле"
    return [("Вместо сертификата", f"№ {case.replaced}")] * bool(case.replaced) + [("Деньги в регионе", money)]


def _by_acts(case: Case) -> list[tuple[str, str]]:
    """What the acts of organisations come to, once a course was begun, and whose turn it is."""
    told = case.by_acts
    if told is None or case.certificate is None or case.certificate.accepted_on is None:
        return []
    found = [("Дни по актам", told.account.days_said), ("Деньги по актам", told.account.money_said)]
    if case.profile.report is None:
        found.append(("Отчёт организации", "порядок не задан в профиле"))
    if told.owed is not None:
        found.append(("Ждём", told.owed.said))
    return found


def _coupons(case: Case) -> list[tuple[str, str]]:
    """The marks of the course, where the region has them."""
    found = certificates.coupons_of(case.profile, case.certificate_steps)
    return [(f"Отметка {one.place}", f"{one.title}: {one.said}") for one in found]


def _facts(certificate: Certificate, provider: str) -> list[tuple[str, str]]:
    state = certificate.status.label.lower()
    if certificate.accepted_on:
        state += f", {show(certificate.accepted_on)}"
    if certificate.ended_why:
        state += f": {certificate.ended_why}"
    return [
        ("Серия и номер", certificate.number),
        ("Выдан", show(certificate.issued_on)),
        ("Обратиться до", show(certificate.valid_until) if certificate.valid_until else "день не записан"),
        ("Срок курса", days_phrase(certificate.days)),
        ("Сумма", f"{in_roubles(certificate.amount)} ₽" if certificate.amount is not None else ""),
        ("Организация", provider or "не выбрана"),
        ("Состояние", state),
    ]
