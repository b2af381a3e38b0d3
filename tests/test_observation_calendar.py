"""The golden calendar: two hundred cases computed by hand, against what the program computes.

The fixture was made apart from the program and is never written by it: `tests/golden/observation_calendar.yaml`.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import yaml

from narcdesk import diagnoses, duties, observation, rules, signers
from narcdesk.dates import Calendar
from narcdesk.observation import EndGround, Episode, Pause
from narcdesk.register import Register
from narcdesk.rules import rule_set
from tests import factories
from tests.factories import Clock

TODAY = date(2031, 6, 2)  # after every day of the cases
FIXTURE = yaml.safe_load((Path(__file__).parent / "golden" / "observation_calendar.yaml").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = FIXTURE["cases"]
Given = dict[str, Any]
Offices = dict[bool, Register]


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offices]:
    """An office that has set nothing, and one that has set the cells of the fixture."""
    made = {
        is_set: factories.register(tmp_path_factory.mktemp("golden") / "register", Clock(TODAY))
        for is_set in (False, True)
    }
    for key, value in FIXTURE["cells"].items():
        observation.set_cell(made[True], key, {"value": value, "basis": "задано примером"})
    yield made
    for register in made.values():
        register.close()


def person(register: Register, given: Given) -> int:
    """A patient with the diagnosis and the court of a case."""
    who = factories.patient(register, surname="Примеров", snils="", policy_number="").id
    sick(register, who, given["diagnosis"])
    if given.get("court"):
        duties.receive(register, who, {"kind": "АП", "court": "суд", "decided_on": "02.03.2026"})
    return who


def sick(register: Register, who: int, code: str, made_on: date = date(2013, 1, 14)) -> None:
    facts = {name: value or "" for name, value in diagnoses.parse_code(code).items()}
    diagnoses.record(register, who, {**facts, "made_on": made_on})


def episode(register: Register, who: int, given: Given) -> Episode:
    """The observation of a case, with the facts of remission known of it."""
    made = observation.take(register, who, {"taken_on": given["taken"]}, group=given.get("group"))
    if given.get("last_use"):
        observation.note_remission(register, who, {"kind": "last_use", "on": given["last_use"], "proof": "слова"})
    if given.get("sober"):
        observation.note_remission(register, who, {"kind": "abstinent", "on": given["sober"], "proof": "анализ"})
    if moved := given.get("transfer"):
        observation.transfer(register, made.id, {"on": moved["on"]}, group=moved["group"])
    return made


def next_visit(offices: Offices, given: Given) -> Given:
    register = offices[given["office"]]
    who = person(register, given)
    episode(register, who, given)
    with register.read() as session:
        uses = given.get("test_found", False)
        found = observation.rhythm(session, who, given["visit"], uses=uses)
        proposed = observation.next_visit(session, who, given["visit"], uses=uses)
    assert found is not None
    assert proposed is not None
    return {"next": proposed.on, "doubt": found.interval.doubt if found.interval else ""}


def remission(offices: Offices, given: Given) -> Given:
    register = offices[False]
    who = person(register, {"diagnosis": "F10.202"})
    for fact in given["facts"]:
        observation.note_remission(register, who, {**fact, "proof": "запись"})
    with register.read() as session:
        found = observation.remission_on(session, who, given["day"])
    if found is None:
        return {"since": None, "months": None, "form37": None, "dn2026": None}
    bands = {"ещё не входит": "нет", "от 6 до 12": "6-12", "от года до двух": "1-2", "больше двух": "2+"}
    band = next(code for words, code in bands.items() if words in found.band)
    is_one = "ещё не" not in found.by(rule_set("ДН-2026"))
    return {"since": found.since, "months": found.months, "form37": band, "dn2026": is_one}


def group(_offices: Offices, given: Given) -> Given:
    found = rule_set(given["order"]).group_for(given["diagnosis"], court_duty=given["court"])
    return {"group": found.code if found else None}


def absence(offices: Offices, given: Given) -> Given:
    register = offices[given["office"]]
    who = person(register, given)
    order = rules.observation_rules(given["taken"])
    named = {"ДН-1988": "alcohol", "ДН-2026": "ДН-2"}.get(order.id)
    made = observation.take(register, who, {"taken_on": given["taken"]}, group=named)
    for days, kept in ((given["kept"], "да"), (given["missed"], "нет")):
        for day in days:
            observation.visit(register, who, {"on": day, "kept": kept})
    for pause in given["pauses"]:
        observation.pause(register, made.id, {**pause, "reason": "hospital"})
    with register.read() as session:
        ground_on = observation.no_show_on(session, session.get_one(Episode, made.id), given["day"])
    return {"ground_on": ground_on, "is_due": ground_on is not None and ground_on <= given["day"]}


def awaited(_offices: Offices, given: Given) -> Given:
    pauses = cast(list[Pause], [SimpleNamespace(**pause) for pause in given["pauses"]])
    found = observation.awaited(given["next"], pauses, given["grace"], Calendar.load())
    return {"on": found.on if found else None, "last": found.until if found else None}


def working_day(_offices: Offices, given: Given) -> Given:
    return {"day": observation.working_day(given["day"], Calendar.load())}


def working_term(_offices: Offices, given: Given) -> Given:
    return {"last": Calendar.load().add_working_days(given["start"], given["days"])}


def order(offices: Offices, given: Given) -> Given:
    register = offices[False]
    who = person(register, {"diagnosis": "F11.242Н"})
    made = observation.take(register, who, {"taken_on": given["taken"]}, group=given["group"])
    for change in given["changes"]:
        current = observation.episodes(register, who)[0].rule_set
        act = observation.regroup if current == "ДН-2026" else observation.transfer
        act(register, made.id, {"on": change["on"]}, group=change["group"])
    with register.read() as session:
        lived = observation.lived_by(session, session.get_one(Episode, made.id), given["day"])
    return {"order": lived[0], "group": lived[1]}


def signer(offices: Offices, given: Given) -> Given:
    register = offices[False]
    card = {"document_kind": "none", "document_series": "", "document_number": "", "document_issued_on": ""}
    patient = factories.patient(
        register, surname="Примеров", snils="", policy_number="", birth=f"{given['birth']:%d.%m.%Y}", **card
    )
    sick(register, patient.id, given["diagnosis"], date(2026, 1, 12))
    with register.read() as session:
        needed = signers.needs_representative(session, patient, given["day"], examination=given["examination"])
    return {"representative": needed}


def recovery(offices: Offices, given: Given) -> Given:
    register = offices[given["office"]]
    who = person(register, given)
    made = episode(register, who, given)
    if given["commission"]:
        told = {"decided_on": given["on"], "number": "1", "members": "комиссия", "verdict": "end"}
        observation.decide(register, made.id, told)
    with register.read() as session:
        kept = session.get_one(Episode, made.id)
        lacks = observation.lacking(session, kept, EndGround.RECOVERY, given["on"])
    return {"blocked": any(lack.blocks for lack in lacks), "warned": any(not lack.blocks for lack in lacks)}


KINDS: dict[str, Callable[[Offices, Given], Given]] = {
    "next_visit": next_visit,
    "remission": remission,
    "group": group,
    "absence": absence,
    "awaited": awaited,
    "working_day": working_day,
    "working_term": working_term,
    "order": order,
    "signer": signer,
    "recovery": recovery,
}


def test_there_are_two_hundred_cases_and_each_names_its_rule() -> None:
    assert len(CASES) >= 200
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert {case["kind"] for case in CASES} == set(KINDS)
    assert all(case["case"] and case["rule"] for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_case_of_the_golden_calendar(offices: Offices, case: dict[str, Any]) -> None:
    assert KINDS[case["kind"]](offices, case["given"]) == case["expected"], f"{case['case']} — {case['rule']}"
