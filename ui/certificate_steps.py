"""What may happen to a certificate: for each step its button, its questions, its action."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from narcdesk import applications, certificates, provider_acts
from narcdesk.applications import Application
from narcdesk.certificates import MOVES, PUT_BACK, Certificate, CertificateStep
from narcdesk.certificates.steps import standing
from narcdesk.fields import Field, Kind
from narcdesk.profile import Profile
from ui import application_steps
from ui.application_steps import ON, Step, document, why
from ui.desk import Desk
from ui.fact_dialog import FactDialog
from ui.provider_act_dialog import ProviderActDialog


def _end(profile: Profile) -> Sequence[Field]:
    reasons = {reason.code: f"{reason.code}: {reason.text}" for reason in profile.end_reasons}
    return [
        ON,
        Field("reason_code", "Причина", Kind.CHOICE, required=True, choices=lambda _day: reasons, width=40),
        Field("why", "Пояснение", Kind.LONG_TEXT, width=40, longest=200),
    ]


STEPS: dict[str, Step] = {
    "take_act": Step(
        "Акт &организации…", "Акт организации о курсе", provider_acts.asked_of, provider_acts.record
    ),  # its window looks the act over while it is typed
    "redeem": Step(
        "Пога&сить отметку…",
        "Отметка о ходе курса погашена",
        lambda _profile: [ON, document("code", "Код на отметке", required=True)],
        certificates.redeem,
    ),
    "lose": Step(
        "Утра&чен…",
        "Сертификат утрачен, его номер больше не действует",
        lambda _profile: [ON, why("Пояснение", name="note", required=False)],
        certificates.lost,
    ),
    "suspend": Step(
        "Приостанов&лен…",
        "Сертификат приостановлен на время перерыва",
        lambda _profile: [ON, why("Почему")],
        certificates.suspended,
    ),
    "resume": Step("Снова де&йствует…", "Курс продолжается", lambda _profile: [ON], certificates.resumed),
    "settle": Step(
        "О&плачен…",
        "Орган принял последний акт",
        lambda _profile: [ON, document("document", "Номер документа органа")],
        certificates.settled,
    ),
    "annul": Step("Анн&улировать…", "Сертификат аннулирован", _end, certificates.annul),
    "correct": Step(
        "Неверная &запись…",
        "Вернуть последнюю запись о сертификате назад",
        lambda _profile: [why("Что было записано неверно")],
        certificates.corrected,
    ),
}


def possible(certificate: Certificate, steps: Sequence[CertificateStep], profile: Profile) -> list[str]:
    """The steps that may follow; a break only where the region's order knows one."""
    last = standing(steps)[-1] if standing(steps) else None
    found = [event for event in STEPS if event in MOVES and certificate.status in MOVES[event][0]]
    if profile.interruption.value is None and "suspend" in found:
        found.remove("suspend")
    if provider_acts.may_come(certificate):
        found.insert(0, "take_act")
    if certificates.next_coupon(certificate, profile, steps) is not None:
        found.append("redeem")
    return [*found, "correct"] if last is not None and last.event in PUT_BACK else found


def ask(
    parent: QWidget, desk: Desk, event: str, application: Application, certificate: Certificate, line: str
) -> FactDialog:
    """Open the window of a step; the day is today unless it was another one."""
    if event == "take_act":
        act = ProviderActDialog(parent, desk, application, certificate, line)
        act.open()
        return act
    form, step = f"certificates.{event}", STEPS[event]
    if event == "redeem":
        profile, way = applications.profile_of(application), desk.ask(certificates.way, certificate.id)
        if (coupon := certificates.next_coupon(certificate, profile, way)) is not None:
            step = replace(step, heading=f"Отметка {coupon.place}: {coupon.title}")
    return application_steps.opened(parent, desk, step, form, application, certificate.id, line)
