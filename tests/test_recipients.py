"""To whom a consent may be addressed."""

from pathlib import Path

from narcdesk import applications, providers, recipients
from narcdesk.recipients import Recipient
from tests import factories


def test_the_authority_and_then_the_chosen_provider(tmp_path: Path) -> None:
    register = factories.register(tmp_path / "реестр кабинета", region_code="00")
    who = factories.patient(register).id
    [authority] = recipients.offered(register, who)
    profile = register.profile_on(register.today())
    assert (authority.name, authority.address) == (profile.authority.name, profile.authority.address)
    assert authority.purpose == "получение учебного сертификата на социальную реабилитацию"
    facts = {"name": "АНО «Исток»", "address": "404621, с. Заплавное, ул. Речная, д. 2"}
    providers.take_list(register, title="Список", as_of=factories.DAY, new=[facts], changed={}, gone=[])
    [provider] = providers.find(register)
    factories.application(register, who)
    assert len(recipients.offered(register, who)) == 1
    other = factories.patient(register, surname="Котов", snils="").id
    applications.start(register, other, {"days": "180", "circumstance": "voluntary"}, provider_id=provider.id)
    assert recipients.offered(register, other)[1:] == [
        Recipient("АНО «Исток»", "404621, с. Заплавное, ул. Речная, д. 2", "прохождение курса реабилитации")
    ]
    assert len(recipients.offered(register, who)) == 1
    register.close()
