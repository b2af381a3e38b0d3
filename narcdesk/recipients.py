"""To whom a consent may be addressed: the authority of the region, chosen providers, bodies of the directory.

A sheet is for one operator and one purpose (152-ФЗ ст. 9 as of 01.09.2025), so the name must be the very one by which
the application is checked; the office may always write down another.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from narcdesk import applications, certificates, providers, subjects
from narcdesk.certificates import LIVE
from narcdesk.names import search_key
from narcdesk.register import Register


@dataclass(frozen=True)
class Recipient:
    """Whom a sheet is for; `address` is "" where no source tells it, `purpose` is what the office asks it for, ""
    where nobody can know it beforehand.
    """

    name: str
    address: str
    purpose: str


def offered(register: Register, patient_id: int) -> list[Recipient]:
    """The authority first, then the chosen providers."""
    today = register.today()
    profile = register.profile_on(today)
    asked_for = next((instrument.title_genitive for instrument in profile.instruments_on(today)), "")
    authority = Recipient(profile.authority.name, profile.authority.address or "", f"получение {asked_for}".strip())
    return [authority, *_chosen(register, patient_id)]


def everybody(register: Register, patient_id: int) -> list[Recipient]:
    """Those first, then the directory, each once: a letter by a consent wants the very name that stands in it."""
    found = offered(register, patient_id)
    known = {search_key(one.name) for one in found}
    with register.read("patients.look"):
        bodies = [body for body in subjects.listing(register) if body.is_valid_on(register.today())]
    return [*found, *(Recipient(one.name, one.address, "") for one in bodies if search_key(one.name) not in known)]


def _chosen(register: Register, patient_id: int) -> Iterator[Recipient]:
    with register.read("patients.look"):
        live = [found for found in certificates.listing(register, patient_id) if found.status in LIVE]
        asked = applications.listing(register, patient_id=patient_id, open_only=True)
        chosen = [found.provider_id for found in live]
        chosen += [applications.one(register, found.id).provider_id for found in asked]
        for provider_id in dict.fromkeys(chosen):
            if provider_id is not None:
                provider = providers.one(register, provider_id)
                yield Recipient(provider.name, str(provider.value("address") or ""), "прохождение курса реабилитации")
