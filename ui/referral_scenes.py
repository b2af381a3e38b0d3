"""Pictures of the directory, of referrals in and out; `ui.scenes` shows them with the others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from narcdesk import patients, referrals, subjects
from narcdesk.patients import Patient
from narcdesk.referrals import ReferralOut
from narcdesk.register import Register
from ui import referral_dialogs, referral_letters, subject_dialogs
from ui.patient_page import PatientPage
from ui.referrals_page import ReferralsPage
from ui.subjects_page import SubjectsPage

if TYPE_CHECKING:
    from ui.scenes import Scene, Stage

PATIENTS, PROVIDERS = 1, 3  # the sections


def scenes(stage: "Stage") -> Iterator["Scene"]:
    """The directory with its ended bodies, who is waited for, and the card of somebody who was sent on."""
    desk, window = stage.desk, stage.window
    person, sent = desk.ask(_sent_on)
    yield "subjects", lambda: _directory(stage)
    yield "subject-new", lambda: subject_dialogs.enter(window, desk)
    yield "subject-close", lambda: subject_dialogs.close(window, desk, desk.ask(subjects.one, 1))
    yield "referrals", lambda: stage.over(PATIENTS, ReferralsPage(desk))
    yield "patient-referrals-out", lambda: stage.over(PATIENTS, PatientPage(desk, person.id, "referrals"))
    yield "referral-in", lambda: referral_dialogs.receive(window, desk)
    yield "referral-out", lambda: _to_doctors(stage, person)
    yield "referral-letter", lambda: referral_letters.new_letter(window, desk, person, sent)
    yield "referral-back", lambda: referral_dialogs.came_back(window, desk, person, sent)


def _sent_on(register: Register) -> tuple[Patient, ReferralOut]:
    """Somebody whom the office sent on; the training register always has one."""
    for number in range(1, patients.count(register) + 1):
        if found := referrals.outgoing(register, number):
            return patients.one(register, number), found[0]
    raise LookupError("nobody was sent on")


def _directory(stage: "Stage") -> QWidget:
    page = SubjectsPage(stage.desk)
    stage.over(PROVIDERS, page)
    page.filters["ended"].set_value(True)
    page.narrow()
    return stage.window


def _to_doctors(stage: "Stage", person: Patient) -> QWidget:
    dialog = referral_dialogs.prepare(stage.window, stage.desk, person)
    key = next(body.key for body in stage.desk.ask(subjects.listing) if body.reference == "dispensary")
    dialog.form["addressee"].set_value(key)
    dialog.form["addressee"].edited.emit()
    return dialog
