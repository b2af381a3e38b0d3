"""The papers of an observation, made of a real register: the card, the refusal, the words of doctor and commission."""

from datetime import date

import pytest

from narcdesk import observation
from narcdesk.forms import sheets
from narcdesk.observation import CommissionDecision, Episode
from narcdesk.register import Register
from tests import factories
from tests.papers import one_line, text_of

FORMS = ("karta_nablyudeniya", "zaklyuchenie_vracha", "otkaz_ot_nablyudeniya")


@pytest.fixture
def episode(register: Register) -> Episode:
    who = factories.patient(register).id
    factories.diagnosis(register, who)
    made = observation.take(register, who, {"taken_on": "01.02.2016"}, group="drugs")
    observation.visit(register, who, {"on": "09.03.2026", "test": "clean", "note": "спокоен", "next_on": "09.04.2026"})
    observation.note_remission(register, who, {"kind": "last_use", "on": "10.01.2025", "proof": "слова"})
    observation.note_remission(register, who, {"kind": "abstinent", "on": "09.02.2026", "proof": "анализ мочи"})
    observation.transfer(register, made.id, {"on": "16.03.2026", "why": "решение врача"}, group="syndrome")
    return made


@pytest.mark.parametrize("code", FORMS)
def test_a_paper_of_the_observation_is_made_and_names_whom_it_is_about(
    register: Register, episode: Episode, code: str
) -> None:
    said = one_line(text_of(sheets.preview(register, code, episode)))
    assert "Воробьёв Илья Петрович" in said
    assert "01.02.2016" in said
    kept = sheets.prepare(register, code, episode)
    assert (kept.about_kind, kept.about_id) == ("episodes", episode.id)


def test_the_card_tells_visits_facts_and_changes_and_that_it_is_no_official_form(
    register: Register, episode: Episode
) -> None:
    said = one_line(text_of(sheets.preview(register, "karta_nablyudeniya", episode)))
    assert "официальный бланк 030-1/у-02 она не заменяет" in said
    assert "14 месяцев, с 10.01.2025" in said
    assert "09.03.2026 явился отрицательный спокоен 09.04.2026" in said
    assert "трезвость подтверждена, анализ мочи" in said
    assert "16.03.2026 переведён с ДН-1988 на ДН-2015" in said


def test_the_commissions_conclusion_follows_its_protocol(register: Register, episode: Episode) -> None:
    told = {"decided_on": date(2026, 3, 16), "number": "17", "members": "П. П. Председателев", "verdict": "go_on"}
    decision = observation.decide(register, episode.id, {**told, "again_on": "16.09.2026", "said": "срок мал"})
    assert isinstance(decision, CommissionDecision)
    said = one_line(text_of(sheets.preview(register, "zaklyuchenie_vk", decision)))
    assert "№ 17 от 16.03.2026" in said
    assert "Комиссия решила: продолжить наблюдение; вернуться к вопросу 16.09.2026." in said
