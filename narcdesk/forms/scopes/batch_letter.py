"""The cover letter of an anonymised batch: what its recipient knows the file by, and of no person a word."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.shapes import Field, Flag, Group
from narcdesk.register import Register


@dataclass(frozen=True)
class Covered:
    """A batch that left, in words; sums and fingerprints in hex, `sealed_to` empty where it left in the clear."""

    recipient: str
    period: str
    number: str
    file_name: str
    made_on: str
    file_sha256: str
    zip_sha256: str
    sealed_to: str
    key: str


def _halves(name: str, about: str, sample: str) -> tuple[Field, Field]:
    first, second = in_groups(sample)
    return (
        Field(f"{name}_1", f"{about}: первая строка", first),
        Field(f"{name}_2", f"{about}: вторая строка", second),
    )


def in_groups(sum_or_fingerprint: str) -> tuple[str, str]:
    """64 hex signs in two lines of groups of four, as the page of the batch shows them: to be compared by eye."""
    groups = [sum_or_fingerprint[at : at + 4] for at in range(0, len(sum_or_fingerprint), 4)]
    return " ".join(groups[:8]), " ".join(groups[8:])


BATCH = Group(
    "batch",
    "Обезличенная выгрузка, которая записана",
    (
        Field("recipient", "Кому", "Антинаркотическая комиссия муниципального образования", required=True, blank_mm=70),
        Field("period", "Период", "I квартал 2026 года", required=True),
        Field("number", "Номер пакета", "5c1f9e0218a74b3d9f60c2d4e8a1b7f3", required=True),
        Field("file_name", "Имя файла", "Выгрузка 2026-Q1 муниципальная комиссия 5c1f9e02.zip", required=True),
        Field("made_on", "Когда записан", "16.04.2026", required=True),
        *_halves("file_sum", "SHA-256 файла", "43539321617fd77e7625650c657edb1ad27953167fd66289036d5f88072377cc"),
        Flag("sealed", "Файл зашифрован ключом получателя", sample=False),
        *_halves("sealed_to", "Отпечаток ключа получателя", "c0ffee00" * 8),
        *_halves("zip_sum", "SHA-256 того, что внутри зашифрованного файла", "0badcafe" * 8),
        *_halves("key", "Отпечаток ключа подписи", "f0ff50dacf109dea7f716d7c03eb7a821aa3a283fd3fa02f4c14dbba7d3c3322"),
    ),
)


def gather(register: Register, session: Session, covered: Covered) -> dict[str, Any]:
    """The batch, the office and who prints the letter."""
    sums = {
        "file_sum": covered.file_sha256,
        "sealed_to": covered.sealed_to,
        "zip_sum": covered.zip_sha256,
        "key": covered.key,
    }
    halves = {name: in_groups(value) for name, value in sums.items()}
    return {
        "office": gathering.office_contents(session),
        "staff": gathering.staff_contents(session, register.person),
        "batch": {
            "recipient": covered.recipient,
            "period": covered.period,
            "number": covered.number,
            "file_name": covered.file_name,
            "made_on": covered.made_on,
            "sealed": bool(covered.sealed_to),
            **{f"{name}_1": first for name, (first, _) in halves.items()},
            **{f"{name}_2": second for name, (_, second) in halves.items()},
        },
    }


SCOPE = Scope(
    Group("batch_letter", "письмо к обезличенной выгрузке", (OFFICE, BATCH, STAFF)), gather=gather, about_nobody=True
)
