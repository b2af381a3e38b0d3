"""The certificate on the page of its application: what stands in it, where the person goes, what can be done."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout

from narcdesk.certificates import LIVE, Certificate, CertificateStatus
from narcdesk.dates import days_phrase, show
from ui.fields import in_roubles
from ui.pieces import Banner, Button, Card, DangerButton, Facts, Flow, held


class CertificateCard(Card):
    """What is known of the certificate; of its buttons only those are seen that can do something today."""

    def __init__(self, title: str) -> None:
        self._facts = QVBoxLayout()
        self._late = Banner("danger", "")
        self.change = Button("Сменить ор&ганизацию…")
        self.expire = Button("Отметить, что &истёк")
        self.annul = DangerButton("Анн&улировать…")
        flow = Flow(gap=8)
        for button in (self.change, self.expire, self.annul):
            flow.addWidget(button)
        self._acts = held(flow)
        super().__init__(title, self._late, self._facts, 4, self._acts)

    def show_certificate(self, certificate: Certificate, provider: str, today: date) -> None:
        """Show it with the name of the chosen provider ("" for none)."""
        while item := self._facts.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._facts.addWidget(Facts(_facts(certificate, provider)))
        is_over, status = certificate.is_over_on(today), certificate.status
        until = show(certificate.valid_until) if certificate.valid_until else ""
        self._late.text.setText(f"Обратиться в организацию надо было до {until}: сертификат больше не действует.")
        self._late.setVisible(is_over)
        # Where none is chosen yet, choosing is the main act of the page and has its button at the top.
        self.change.setVisible(bool(provider) and status is CertificateStatus.ISSUED and not is_over)
        self.expire.setVisible(is_over)
        self.annul.setVisible(status in LIVE)
        self._acts.setVisible(status in LIVE)


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
