"""A memo about the order of help, with its receipt: what the region's profile does not know, the office tells."""

from typing import Any

from sqlalchemy.orm import Session

from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, PATIENT
from narcdesk.forms.scope import Scope
from narcdesk.forms.shapes import Field, Group
from narcdesk.memos import Memo, MemoKind
from narcdesk.patients import Patient
from narcdesk.profile import Profile
from narcdesk.register import Register
from narcdesk.staff import Person

ASK = "уточните в кабинете"
DIAGNOSTICS = (
    "Диагностика: врач кабинета беседует, осматривает и назначает исследования, после них ставит диагноз "
    "и объясняет его."
)
TREATMENT = (
    "Лечение: врач вместе с вами решает, нужно ли оно, где и как долго, и составляет план; часть лечения идёт "
    "в кабинете, часть — в стационаре по направлению."
)
MEDICAL = (
    "Медицинская реабилитация: после лечения, в наркологическом диспансере или у врача кабинета по месту жительства, "
    "по плану с явками."
)
SOCIAL = (
    "Социальная реабилитация: заявку в орган региона готовит кабинет; организацию из областного реестра выбираете вы."
)
RESOCIALISATION = (
    "Ресоциализация: помощь с работой, учёбой и документами, поддержка семьи, патронат, группы взаимопомощи."
)
TEXTS = {
    MemoKind.DIAGNOSTICS: DIAGNOSTICS,
    MemoKind.TREATMENT: TREATMENT,
    MemoKind.MEDICAL: MEDICAL,
    MemoKind.SOCIAL: SOCIAL,
    MemoKind.RESOCIALISATION: RESOCIALISATION,
    MemoKind.WHOLE: " ".join((DIAGNOSTICS, TREATMENT, MEDICAL, SOCIAL, RESOCIALISATION)),
}
MEMO = Group(
    "memo",
    "Памятка",
    (
        Field("about", "О чём", "порядок социальной реабилитации", required=True),
        Field("text", "Порядок словами", SOCIAL, required=True),
        Field("authority", "Орган региона", "Комитет социальной защиты населения Заречной области", required=True),
        Field("authority_contacts", "Его адрес и телефон", "400005, г. Заречный, пл. Мира, д. 3", required=True),
        Field("entry_points", "Где принимают заявления", ASK, required=True),
        Field("decision_term", "Срок решения", "10 рабочих дней со дня регистрации заявления", required=True),
        Field("given_by_post", "Кто выдал: должность", "Медицинская сестра кабинета", required=True),
        Field("given_by_name", "Кто выдал: И. О. Фамилия", "О. П. Рябинина", required=True),
    ),
)


def gather(register: Register, session: Session, memo: Memo) -> dict[str, Any]:
    """The memo by the profile of its day; a term that nobody confirmed is not told."""
    profile, patient = register.profile_on(memo.given_on), session.get_one(Patient, memo.patient_id)
    given_by = session.get_one(Person, memo.given_by)
    return {
        "office": gathering.office_contents(session),
        "patient": gathering.patient_contents(patient, memo.given_on),
        "memo": {
            "about": memo.kind.label,
            "text": TEXTS[memo.kind],
            **_of_region(profile),
            "given_by_post": given_by.post or given_by.role_title,
            "given_by_name": gathering.signature(given_by),
        },
    }


def _of_region(profile: Profile) -> dict[str, str]:
    authority, term = profile.authority, profile.decision
    contacts = ", ".join(filter(None, (authority.address, authority.phone)))
    return {
        "authority": gathering.capital(authority.name),
        "authority_contacts": contacts or ASK,
        "entry_points": "; ".join(profile.entry_points) or ASK,
        "decision_term": term.shown if term.value is not None and term.confirmed else ASK,
    }


SCOPE = Scope(Group("memo", "памятка", (OFFICE, PATIENT, MEMO)), Memo, gather)
