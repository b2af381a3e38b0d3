"""A register with the cases of one year, invented: what the records for the dispensary are made of."""

import random
from datetime import date, timedelta
from pathlib import Path

from narcdesk import administration, vault
from narcdesk.base import add_many
from narcdesk.commission import recipient_keys, sealing
from narcdesk.commission.cohorts import census
from narcdesk.dates import PartialDay
from narcdesk.diagnoses import Diagnosis
from narcdesk.duties import Duty
from narcdesk.observation import EndGround, Episode, RemissionFact, RemissionKind
from narcdesk.patients import Locality, Patient, Sex
from narcdesk.register import Register
from tests import factories
from tests.cohort_samples import CENSUS

YEAR, COUNT = 2024, 150
PLACES = ("г. Среднеозёрск", "рп Тихореченский", "Ольховый Лог", "Нигде")  # the last one is in no census
GROUNDS = (None, None, None, EndGround.RECOVERY, EndGround.REFUSED, EndGround.DEATH, EndGround.MOVED)
CANARY = "Канарейкин"


def fill(register: Register, count: int = COUNT) -> None:
    """So many people, each first taken in that year."""
    chance = random.Random(1)
    with register.write("patients.import_list") as session:
        cards = [
            Patient(
                card_number=n,
                opened_on=date(YEAR, 1, 9),
                surname=f"{CANARY}{'абвгдежзик'[n % 10]}{'лмнопрстуф'[n // 10 % 10]}",
                given="Канарей",
                sex=chance.choices([Sex.MALE, Sex.FEMALE], (7, 3))[0],
                birth=PartialDay(chance.randint(1955, 2007), chance.randint(1, 12), 5),
                settlement=chance.choices(PLACES, (10, 5, 3, 1))[0],
                locality=Locality.TOWN,
                came_from=chance.choice(["self", "relatives", "hospital", "police", "court"]),
                came_on=date(YEAR, 1, 9),
                legal_ground="voluntary",
                remark=f"{CANARY} живёт у реки",
                snils=f"9900000{n:04}",
            )
            for n in range(1, count + 1)
        ]
        add_many(session, cards)
        rows: list[Episode | Diagnosis | Duty | RemissionFact] = []
        for card in cards:
            taken, ground = date(YEAR, 1, 1) + timedelta(days=chance.randrange(366)), chance.choice(GROUNDS)
            ended = taken + timedelta(days=chance.randrange(30, 360)) if ground else None
            rows.append(
                Episode(patient_id=card.id, rule_set="ДН-2015", taken_on=taken, ended_on=ended, end_ground=ground)
            )
            if ground is EndGround.DEATH:
                card.died_on = ended
            substance = chance.choice(["F10", "F10", "F11", "F12", "F15", "F13"])
            rows.append(Diagnosis(patient_id=card.id, substance=substance, state=chance.choice("1223"), made_on=taken))
            if chance.random() < 0.15 and card.card_number > 1:
                rows.append(Duty(patient_id=card.id, kind="АП", court=f"{CANARY} суд", decided_on=taken))
            if chance.random() < 0.2 and card.card_number > 1:
                used = taken + timedelta(days=20)
                rows.append(RemissionFact(patient_id=card.id, kind=RemissionKind.USE, on=used, proof="тест"))
        add_many(session, rows)


def filled_register(folder: Path) -> Register:
    """The register with its census, the key of the dispensary and a second person, open."""
    register = factories.register(folder, region_code="00")
    fill(register)
    census.take(register, CENSUS)
    recipient_keys.keep(register, "medical", sealing.make_pair()[1].pem)
    second = {"surname": "Ольхин", "given": "Пётр", "role": "doctor", "login": "второй", "post": "врач"}
    administration.hire(register, second, factories.PASSWORD, kdf=vault.QUICK)
    return register
