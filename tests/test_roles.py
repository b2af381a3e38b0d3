"""Every action and every query of the program, found by introspection, asked by every role that must not have it."""

import dataclasses
import importlib
import inspect
import io
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pypdf
import pytest

import narcdesk
from narcdesk import infections, staff
from narcdesk.base import Base
from narcdesk.errors import Forbidden
from narcdesk.journal import Wanted
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import DAY, Clock
from tests.test_reading_rights import QUERIES, Query, told

__all__ = ["told"]  # the fixture

NOT_THE_OFFICE = re.compile(r"narcdesk\.(cli|demo|training|migrations|vault)\b")


def functions() -> dict[str, Callable[..., Any]]:
    """Everything public that is given a register, by the name of its module."""
    found = {}
    for module in pkgutil.walk_packages(narcdesk.__path__, "narcdesk."):
        if NOT_THE_OFFICE.match(module.name):
            continue
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            given = list(inspect.signature(function).parameters.values())
            if function.__module__ != module.name or name.startswith("_") or not given:
                continue
            # What is given a session as well is a part of an act, behind the door of that act.
            if given[0].annotation is Register and "session" not in [one.name for one in given]:
                found[f"{module.name.removeprefix('narcdesk.')}.{name}"] = function
    return found


ALL = functions()

FREE = {  # asked by every window, whoever works; each tells of no patient
    "administration.about": "a colleague",
    "administration.office": "the requisites",
    "administration.staff": "who works here",
    "appointments.next_if_missed": "a day",
    "applications.sketches.sketch": "made of what was asked before",
    "backup_plan.age.standing": "how old the last copy is",
    "backup_plan.rules.decided": "where copies go",
    "backup_plan.rules.plan": "where copies go",
    "commission.export.must_be_whole": "the journal",
    "commission.export.check_file": "a batch on a medium",
    "commission.export.fingerprint": "the public key",
    "commission.export.listing": "what has left, in counts",
    "commission.export.offered": "periods",
    "duties.actions.asked_of": "fields and kinds",
    "duties.kinds.book": "kinds of duties",
    "drafts.doubt": "one's own",
    "drafts.drop": "one's own",
    "drafts.keep": "one's own",
    "drafts.mine": "one's own",
    "drafts.one": "one's own",
    "groups.directory": "groups",
    "journal.people": "who worked here",
    "journal.watch": "tables and numbers of rows",
    "locking.rules": "when the program locks itself",
    "office_profile.actions.cell_of": "what the acts of the region say",
    "office_profile.actions.cells": "what the acts of the region say",
    "office_profile.actions.history": "what the acts of the region say",
    "office_profile.actions.last_act": "what the acts of the region say",
    "office_profile.actions.values_of": "what the acts of the region say",
    "office_profile.list_columns.list_columns": "the titles over the columns of the region's lists",
    "patient_lists.taking.last_columns": "titles of columns",
    "patient_lists.taking.taken_before": "a file",
    "patients.actions.count": "how many",
    "provider_choice.finding.count": "organisations",
    "provider_choice.finding.forms": "organisations",
    "provider_choice.finding.one": "organisations",
    "provider_choice.finding.page": "organisations",
    "provider_choice.finding.summary": "organisations",
    "providers.checks.checks": "an organisation",
    "providers.views.calls": "an organisation",
    "providers.views.fact_history": "an organisation",
    "providers.views.find": "organisations",
    "providers.views.one": "an organisation",
    "providers.writing.is_taken": "a file",
    "providers.writing.newest_list": "a list",
    "registry.applying.known_providers": "organisations",
    "registry.applying.proposal_of": "organisations",
    "registry.applying.propose": "organisations",
    "schema.check": "tables and numbers of rows",
    "schema.watch": "tables and numbers of rows",
    "taking_back.may": "whether an undo is offered",
    "working_days.calendar_of": "days",
    "working_days.proposed": "days",
    "working_days.years": "days",
}
LATE = {  # what looks at a thing that no test can invent before it comes to its door; the matrix has their rights
    "appointments.together",
    "backup_plan.rules.amend",
    "commission.cohorts.export.confirm",
    "commission.export.confirm",
    "commission.export.send",
    "documents.write_out",
    "duties.kinds.with_choices",
    "forms.scopes.duty.sent",
    "referrals.incoming.answered",
    "referrals.outgoing.sent",
    "list_exports.export",
    "patient_lists.proposal.mend",
    "patient_lists.taking.counts",
    "locking.amend",
    "registry.applying.apply",
    "taking_back.take_back",
}
PLANTED = ("Воробь", "ВОРОБЬ", "11223344595", "112-233-445", "Садовый", "центра СПИД")


def test_the_functions_were_found() -> None:
    assert {"applications.actions.submit", "infections.look", "oversight.workbook.export"} <= set(ALL)
    assert len(ALL) > 150
    assert set(FREE) <= set(ALL)


def call(register: Register, function: Callable[..., Any], told: Mapping[str, Any]) -> Any:
    """Ask with what is known by the names of the parameters; with nothing sensible for the rest."""
    wanted = [one for one in inspect.signature(function).parameters.values() if one.default is one.empty][1:]
    given: dict[str, Any] = {"typed": {}, "on": DAY, "wanted": Wanted(), **told}
    placed = [given.get(one.name, 1) for one in wanted if one.kind is not one.KEYWORD_ONLY]
    named = {one.name: given.get(one.name, 1) for one in wanted if one.kind is one.KEYWORD_ONLY}
    answer = function(register, *placed, **named)
    return list(answer) if isinstance(answer, Iterator) else answer


def test_nothing_but_what_is_free_is_done_for_who_has_no_right_at_all(
    register: Register, told: dict[str, Any], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_to_all = []
    with factories.signed_in(register, Role.STATISTICIAN, clock) as opened:
        monkeypatch.setitem(staff.MAY, Role.STATISTICIAN, ())
        before = opened.head
        for name, function in ALL.items():
            if name in FREE or name in LATE:
                continue
            try:
                call(opened, function, told)
            except Forbidden:
                continue
            except Exception as error:
                open_to_all.append(f"{name}: got as far as {error!r:.80}")
            else:
                open_to_all.append(name)
        assert not open_to_all, "\n".join(open_to_all)
        assert opened.head == before


def rights(function: Callable[..., Any]) -> set[str]:
    """The rights that a function names itself."""
    return set(re.findall(r"""\.(?:read|write|must)\(\s*["']([a-z_.]+)["']""", inspect.getsource(function)))


def is_act(function: Callable[..., Any]) -> bool:
    return ".write(" in inspect.getsource(function)


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_who_sees_no_patient_is_told_of_none_by_anything(
    register: Register, told: dict[str, Any], clock: Clock, role: Role
) -> None:
    infection(register)
    said: list[str] = []
    with factories.signed_in(register, role, clock) as opened:
        answered = []
        for name, function in ALL.items():
            may = {right for right in rights(function) if opened.person.may(right)}
            if is_act(function) and may:
                continue  # his own act: what it changes is no patient's
            try:
                answer = call(opened, function, told)
            except Forbidden:
                continue
            except Exception as error:
                if name not in FREE and name not in LATE and not may and name not in BY_ANOTHER[role]:
                    said.append(f"{name}: got as far as {error!r:.80}")
                continue
            answered.append(name)
            said += [f"{name}: {word}" for word in PLANTED if word in text_of(answer)]
            if name not in FREE and not may and name not in BY_ANOTHER[role]:
                said.append(f"{name}: nobody asked for his right")
    assert not said, "\n".join(said)
    assert set(FREE) & set(answered)


BY_ANOTHER = {  # what asks its right in another function
    Role.ADMINISTRATOR: {"oversight.logs.disclosed", "administration.trust_clock"},
    Role.STATISTICIAN: {"commission.export.export", "commission.confirming.must_be_confirmed"},
}


def text_of(answer: object) -> str:
    """Everything that an answer says, however deep, papers and tables included."""
    if isinstance(answer, Base):
        return " ".join(text_of(getattr(answer, column.key)) for column in type(answer).__table__.columns)
    if dataclasses.is_dataclass(answer) and not isinstance(answer, type):
        return " ".join(text_of(getattr(answer, one.name)) for one in dataclasses.fields(answer))
    if isinstance(answer, Mapping):
        return " ".join(text_of(part) for pair in answer.items() for part in pair)
    if isinstance(answer, list | tuple | set | frozenset):
        return " ".join(text_of(part) for part in answer)
    if isinstance(answer, bytes) and answer.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer)).pages)
    return str(answer)


def infection(register: Register) -> None:
    """Something that only the head and the doctors may know."""
    typed = {"infection": "hiv", "found_on": "2019", "source": "справка центра СПИД"}
    infections.record(register, 1, typed)


@pytest.mark.parametrize("role", [Role.HEAD, Role.DOCTOR, Role.NURSE])
def test_no_query_list_or_paper_tells_of_an_infection(
    register: Register, told: dict[str, Any], clock: Clock, role: Role
) -> None:
    """Not to the head either: only what is asked by its own right does, and each time it is journalled."""
    infection(register)
    with factories.signed_in(register, role, clock) as opened:
        for name, query in QUERIES.items():
            if name.startswith("infections."):
                continue
            said = text_of(asked(opened, query, told))
            for word in ("центра СПИД", "ВИЧ", *["особые сведения"] * (role is Role.NURSE)):
                assert word not in said, name


def asked(register: Register, query: Query, told: dict[str, Any]) -> Any:
    wanted = [p for p in inspect.signature(query).parameters.values() if p.default is p.empty]
    return query(register, *(told[parameter.name] for parameter in wanted[1:]))
