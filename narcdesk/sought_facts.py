"""What a search asks of an organisation, made of its facts as they are kept: pure, for the steps of the schema too."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from narcdesk.names import search_key

LONGEST = 300


def folded(facts: Mapping[str, tuple[Any, date]], branches: list[Mapping[str, Any]]) -> dict[str, Any]:
    """The columns of the search from the facts of now (value and day by kind); what nobody told is None."""
    values = {kind: value for kind, (value, _day) in facts.items()}
    forms = [str(form) for form in values.get("forms") or ()]
    men, women = _taken(values)
    substances = values.get("substances") or []
    places = " ".join(str(values.get(kind) or "") for kind in ("address", "district"))
    branch_places = " ".join(str(branch.get("address") or "") for branch in branches)
    free_days = [facts[kind][1] for kind in ("free_men", "free_women", "free_total") if kind in facts]
    free = values.get("free_total")
    return {
        "name_key": search_key(str(values.get("name") or ""))[:LONGEST],
        "inn": str(values.get("inn") or "")[:20],
        "place_key": search_key(f"{places} {branch_places}")[: 2 * LONGEST],
        "forms_key": f"|{'|'.join(sorted(forms))}|"[:LONGEST] if forms else "",
        "included_from": _day(values.get("included_from")),
        "included_to": _day(values.get("included_to")),
        "men": men,
        "women": women,
        "alcohol": _names(substances, "алког"),
        "drugs": _names(substances, "нарко"),
        **{kind: values.get(kind) for kind in ("age_from", "age_to", "certificates", "court", "religious", "unpaid")},
        "accessible": values.get("accessible") or any(branch.get("accessible") for branch in branches) or _told(values),
        "term_days": values.get("term_days"),
        "places": values.get("places_total"),
        # Where nobody said for whom the free places are, they are for whom the organisation takes at all.
        "free_men": values.get("free_men", free if men is not False else 0),
        "free_women": values.get("free_women", free if women is not False else 0),
        "free_on": min(free_days, default=None),
        "told_on": max((day for _value, day in facts.values()), default=None),
    }


def _taken(values: Mapping[str, Any]) -> tuple[bool | None, bool | None]:
    """Whether it takes men and women, by its places; one that tells only the sum, or nothing, did not say."""
    men, women = values.get("places_men"), values.get("places_women")
    if men is None and women is None:
        return None, None
    return bool(men), bool(women)


def _names(substances: list[str], beginning: str) -> bool | None:
    return any(beginning in one for one in substances) if substances else None


def _told(values: Mapping[str, Any]) -> bool | None:
    found = values.get("accessible")
    return bool(found) if found is not None else None


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None
