"""Building the training register: an office that has worked for three years, by the program's own actions."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from narcdesk import profile, vault
from narcdesk.commission.cohorts import census
from narcdesk.dates import add_months
from narcdesk.errors import UserError
from narcdesk.office import Office
from narcdesk.places import RESOURCES
from narcdesk.register import Register
from narcdesk.staff import Person, Role
from narcdesk.training import (
    histories,
    motivation,
    orders,
    providers,
    referrals,
    support,
)
from narcdesk.training.cases import Case, World
from narcdesk.training.days import Days, Story
from narcdesk.training.fates import fates
from narcdesk.training.people import character

REGION = "00"  # there is no such region: its terms are invented and marked so
MONTHS = 36
SECOND_LIST = 19  # the region's newer list of providers comes in this month

LOGIN, PASSWORD = "uchebnaya", "учебный реестр"


@dataclass(frozen=True)
class Built:
    """A training register, open, on the morning of its today; and how to open it again."""

    register: Register
    login: str
    password: str


def build(
    folder: Path,
    *,
    patients: int = 200,
    seed: int = 1,
    today: date,
    kdf: vault.Kdf = vault.OFFICE,
    progress: Callable[[int, int], None] | None = None,
) -> Built:
    """Make a training register in a folder; a seed gives the same people all year, the day their histories."""
    days = Days(add_months(today, -MONTHS), today)
    register = Register.create(folder, _office(), _head(days.today), PASSWORD, clock=days, kdf=kdf)
    try:
        world = World(register, days, profile.in_force(REGION, today))
        days.begin(_lists(world))
        days.begin(motivation.groups(world))
        rng = Random(seed)
        for n, fate in enumerate(fates(rng, patients, days), start=1):
            own = Random(rng.getrandbits(64))  # so that nobody's way depends on who came before him
            dealt_on = date(days.first.year, 1, 1) + timedelta(days=fate.dealt)
            who = character(own, n, fate.sex, fate.age, fate.entered, dealt_on)
            days.begin(histories.way(Case(world, who, fate, own, is_first=own.random() < 0.7)))
        days.begin(orders.newest_order(world))
        for story in referrals.stories(world):
            days.begin(story)
        days.run(register, progress)
    except BaseException:
        discard(register)
        raise
    return Built(register, LOGIN, PASSWORD)


def discard(register: Register) -> None:
    """Close a training register that came to nothing and take its files away, so that it can be made again."""
    with suppress(UserError):  # what could not be brought to the medium goes anyway
        register.close()
    for name in ("keys.json", "register.db", "register.db-wal", "register.db-shm", "register.lock"):
        (register.folder / name).unlink(missing_ok=True)
    with suppress(OSError):  # something else lies there
        register.folder.rmdir()


def _lists(world: World) -> Story:
    """The region's lists of providers: one at the beginning, a newer one later; the census of the district."""
    days = world.days
    yield days.first
    providers.take(world.register, edition=1)
    support.list_groups(world.register)
    census.take(world.register, RESOURCES / "demo" / "census.csv")
    yield days.working(add_months(days.first, SECOND_LIST))
    providers.take(world.register, edition=2)


def _office() -> Office:
    return Office(
        name="ГБУЗ «Учебная центральная районная больница» (вымышленное учреждение)",
        short_name="Учебная ЦРБ",
        address="000110, г. Среднеозёрск, ул. Больничная, д. 1 (вымышленный адрес)",
        phone="+70001000000",
        email="crb@primer.invalid",
        chief_name="В. В. Вымыслов",
        district="Среднеозёрский муниципальный район (вымышленный)",
        region_code=REGION,
        training=True,
    )


def _head(day: date) -> Person:
    return Person(
        login=LOGIN,
        surname="Примерова",
        given="Анна",
        patronymic="Сергеевна",
        post="заведующая наркологическим кабинетом, врач психиатр-нарколог",
        role=Role.HEAD.value,
        added_on=day,
    )
