"""Whether the two consents of an application let it leave, and what in them the office should look at again.

152-ФЗ ст. 9 and 10; 323-ФЗ ст. 13 ч. 3: the authority is in no list of those who may learn a medical secret without a
consent. What the law asks for blocks: the sheets, who signed them, and that the fact of a visit may be told, for an
application of a narcology office tells it by its heading. The rest is a doubt, said in words.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk import consents, signers
from narcdesk.applications.line import Line, Mark
from narcdesk.consents import Consent, ConsentKind, Told
from narcdesk.dates import show
from narcdesk.patients import Patient, Representative
from narcdesk.profile import Profile

IS_TOLD = (Told.VISIT, Told.OBSERVATION)  # each of them lets the fact of a visit be told
TOLD_BY = {  # a word of a paper's title, and what such a paper tells
    "диагноз": Told.DIAGNOSIS,
    "лечени": Told.TREATMENT,
    "наблюдени": Told.OBSERVATION,
}
ABOUT = ("сертификат", "направлени", "заявк", "ходатайств", "реабилитац", "ресоциализац", "социальн")


def lines(session: Session, patient: Patient, profile: Profile, day: date, papers_at_hand: Sequence[str]) -> list[Line]:
    """A line for each of the two sheets; `papers_at_hand` are the titles of what would go with the application."""
    authority = profile.authority.name
    found = []
    for kind, title in (
        (ConsentKind.PERSONAL_DATA, "Согласие на персональные данные для органа"),
        (ConsentKind.SECRECY, "Согласие на передачу врачебной тайны органу"),
    ):
        consent = consents.valid(session, patient.id, kind, day, authority)
        if consent is None:
            said = f"нет: {_why_not(session, patient, kind, authority)} — без него заявку подавать нельзя"
            found.append(Line(kind.value, title, Mark.MISSING, said, blocks=True))
        elif unlawful := _unlawful(session, patient, consent, day):
            found.append(Line(kind.value, title, Mark.MISSING, unlawful, blocks=True))
        else:
            doubts = list(_doubts(session, patient, consent, day, papers_at_hand))
            said = "; ".join([f"№ {consent.number} от {show(consent.given_on)}", *doubts])
            found.append(Line(kind.value, title, Mark.DOUBT if doubts else Mark.THERE, said))
    return found


def _why_not(session: Session, patient: Patient, kind: ConsentKind, authority: str) -> str:
    last = session.scalar(
        sa.select(Consent)
        .where(Consent.patient_id == patient.id, Consent.kind == kind, Consent.recipient == authority)
        .order_by(Consent.given_on.desc(), Consent.id.desc())
        .limit(1)
    )
    if last is None:
        return "не подписано"
    if last.withdrawn_on:
        return f"отозвано {show(last.withdrawn_on)}"
    return f"закончилось {show(last.valid_until)}" if last.valid_until else "ещё не действует"


def _unlawful(session: Session, patient: Patient, consent: Consent, day: date) -> str:
    """Why a sheet that holds lets nothing leave; "" where it does."""
    is_minors = consents.needs_representative(session, patient, day) and not consent.capable_by
    if is_minors and not by_legal_representative(session, consent, day):
        if patient.birth.is_full:
            return "пациент несовершеннолетний: подписывает законный представитель"
        return (
            "дата рождения известна не вся, пациент может быть несовершеннолетним: "
            "уточните её или пусть подпишет законный представитель"
        )
    if consent.kind is ConsentKind.SECRECY and not set(IS_TOLD) & set(consent.scope):
        return "в нём не отмечено, что можно сообщить факт обращения или наблюдения, а заявка сообщает его"
    return ""


def by_legal_representative(session: Session, consent: Consent, day: date) -> bool:
    """Whether it was signed by who speaks for a minor by law: a parent, or a guardian with his document.

    323-ФЗ ст. 20 ч. 2, 3-ФЗ ст. 54 ч. 2. A proxy, a spouse or a grown-up child is no legal representative.
    """
    if consent.representative_id is None:
        return False
    signer = session.get_one(Representative, consent.representative_id)
    return signers.speaks_for_minor(signer) and signer.is_valid_on(day)


def _doubts(
    session: Session, patient: Patient, consent: Consent, day: date, papers_at_hand: Sequence[str]
) -> Iterator[str]:
    """What the authority, or the patient himself, could object to."""
    if consent.representative_id is not None:
        signer = session.get_one(Representative, consent.representative_id)
        was_minor = patient.is_minor_on(consent.given_on) and not patient.is_minor_on(day)
        if was_minor or (
            signer.kinship in signers.PARENTS and not consents.needs_representative(session, patient, day)
        ):
            yield "подписал представитель, а пациент уже вправе подписать сам: нужен его собственный лист"
    if not any(word in consent.purpose.lower() for word in ABOUT):
        yield f"цель «{consent.purpose}» не похожа на выдачу сертификата или направления, сверьте"
    if consent.kind is ConsentKind.SECRECY:
        wanted = {told for title in papers_at_hand for word, told in TOLD_BY.items() if word in title.lower()}
        if lacking := [told.label for told in Told if told in wanted and told not in consent.scope]:
            yield f"документы к заявке сообщают и то, что в нём не отмечено: {', '.join(lacking)}"
