"""What is written of organisations, and the sheet of a person's choice."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from narcdesk import choices, providers
from narcdesk.provider_choice import Case, Wish
from narcdesk.register import Register
from tests import factories

if TYPE_CHECKING:
    from tests.faults.desk import Desk

SITE = {"source": "сайт", "as_of": factories.DAY}
BRANCH = {"name": "Дом у реки", "accessible": "да", "men": "6", "free_men": "2"}
CHECK = {"purpose": "monitoring", "on": "с", "who": "комиссия", "staff.met": "no", "staff.method": "talk"}
CASE = Case(factories.DAY)


def make_ready(register: Register, ids: dict[str, int]) -> None:
    """An organisation with a branch, one that is excluded and one that will be, a person who has to sign his choice."""
    ids["with branch"], ids["excluded"], ids["forsaken"] = (one.id for one in providers.find(register)[1:4])
    providers.keep_part(register, ids["with branch"], "branch", SITE | BRANCH)
    providers.exclude(register, ids["excluded"], {"ground": "liquidated", "on": factories.DAY})
    ids["chooses"] = factories.patient(register, surname="Выборов", snils="", policy_number="").id
    ids["sheet of choice"] = choices.offer(register, ids["chooses"], [ids["with branch"]], CASE).id


ACTS: dict[str, Callable[["Desk"], object]] = {
    "providers.tell": lambda d: providers.tell(d.register, d["provider"], SITE | {"court": "да", "age_from": "18"}),
    "providers.keep_part": lambda d: providers.keep_part(d.register, d["provider"], "branch", SITE | BRANCH),
    "providers.drop_part": lambda d: providers.drop_part(d.register, d["with branch"], "branch", 1, "закрыт"),
    "providers.check": lambda d: providers.check(d.register, d["provider"], CHECK),
    "providers.exclude": lambda d: providers.exclude(d.register, d["forsaken"], {"ground": "rights", "on": "с"}),
    "providers.restore": lambda d: providers.restore(d.register, d["excluded"], {"why": "решение суда"}),
    "choices.offer": lambda d: choices.offer(d.register, d["chooses"], [d["with branch"]], CASE, [Wish.SECULAR]),
    "choices.sign": lambda d: choices.sign(d.register, d["sheet of choice"], d["with branch"], d.register.today()),
}
