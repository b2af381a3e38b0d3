"""The indicators once more, from the bare tables: SQL that shares no line with the program, to be compared with it."""

from collections.abc import Callable

Ask = Callable[[str], list[int]]  # the cards that a statement gives

_DRUGS = "d.substance BETWEEN 'F11' AND 'F19' AND d.substance <> 'F17' AND d.letter = 'Н'"


def of_year(ask: Ask, year: int) -> dict[str, dict[str, set[int]]]:
    """The cards on both sides of the four indicators in a year, by code."""
    last, before = f"{year}-12-31", f"{year - 1}-12-31"
    sick, users = _with_diagnosis(f"{_DRUGS} AND d.state <> '1'", last), _with_diagnosis(_DRUGS, last)
    watched = f"""SELECT patient_id FROM episodes WHERE struck_on IS NULL AND taken_on <= '{last}'
                  AND (ended_on IS NULL OR ended_on > '{last}')"""
    within = f"BETWEEN '{year}-01-01' AND '{last}'"
    began = f"SELECT patient_id FROM courses WHERE struck_on IS NULL AND kind <> 'treatment' AND started_on {within}"
    ended = f"SELECT patient_id FROM courses WHERE struck_on IS NULL AND outcome = 'finished' AND ended_on {within}"
    met = f'SELECT patient_id FROM patronage_contacts WHERE struck_on IS NULL AND "on" {within}'
    # One line of each graduate: the last finish, the last use, the last confirmation, the last sight, by this day.
    graduates = f"""SELECT p.id, p.card_number,
        (SELECT max(ended_on) FROM courses c WHERE c.patient_id = p.id AND c.struck_on IS NULL AND c.complex
            AND c.outcome = 'finished' AND c.ended_on <= '{last}') AS finish,
        coalesce((SELECT max("on") FROM remission_facts r WHERE r.patient_id = p.id AND r.struck_on IS NULL
            AND r.kind IN ('use', 'last_use') AND r."on" <= '{last}'), '') AS used,
        coalesce((SELECT max("on") FROM remission_facts r WHERE r.patient_id = p.id AND r.struck_on IS NULL
            AND r.kind = 'abstinent' AND r."on" <= '{last}'), '') AS confirmed,
        coalesce((SELECT max("on") FROM visits v WHERE v.patient_id = p.id AND v.struck_on IS NULL
            AND v.test = 'clean' AND v."on" <= '{last}'), '') AS tested
        FROM patients p WHERE p.died_on IS NULL OR p.died_on > '{last}'"""
    seen = f"max(confirmed, tested) > '{before}' AND max(confirmed, tested) > used"
    dry = f"finish <> '' AND used <= finish AND (({seen}) OR finish > '{before}')"
    proved = f"finish <> '' AND used <> '' AND confirmed > used AND {seen}"
    long = f"julianday('{last}') - julianday(used) > 730"

    def cards(*sets: str) -> set[int]:
        inside = " AND ".join(f"id IN ({one})" for one in sets)
        return set(ask(f"SELECT card_number FROM patients WHERE {inside}"))

    def of_graduates(condition: str) -> set[int]:
        return set(ask(f"SELECT card_number FROM ({graduates}) WHERE finish IS NOT NULL AND {condition}"))

    return {
        "included": {"numerator": cards(began, users), "denominator": cards(watched, sick)},
        "finished": {"numerator": cards(ended, sick), "denominator": cards(watched, sick)},
        "patronage": {"numerator": of_graduates(f"{dry} AND id IN ({met})"), "denominator": of_graduates(dry)},
        "sober": {"numerator": of_graduates(f"{proved} AND {long}"), "denominator": of_graduates(proved)},
    }


def _with_diagnosis(condition: str, day: str) -> str:
    """Whose diagnosis on a day is such; nobody here was taken under observation before his first one."""
    return f"""SELECT patient_id FROM diagnoses d WHERE d.struck_on IS NULL AND d.made_on <= '{day}'
               AND (d.replaced_on IS NULL OR d.replaced_on > '{day}') AND {condition}"""
