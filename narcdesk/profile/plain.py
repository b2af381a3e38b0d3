"""A profile as plain data, the way the register keeps it and a file carries it: whole, nothing left to common words.

Its edition is the fingerprint of exactly that, so a profile that says the same has the same edition, whoever wrote it
and in whatever layout.
"""

import hashlib
from dataclasses import fields, is_dataclass
from typing import Any

from narcdesk import datafiles
from narcdesk.acts import Term
from narcdesk.profile.shape import Authority, Instrument, Profile, Window

TERMS = ("decision", "completion", "notify", "certificate_valid", "enrol", "interruption")


def plain(profile: Profile) -> dict[str, Any]:
    """All of a profile under the keys of its file; of what is empty only the keys that a question is about."""
    data: dict[str, Any] = {
        "whole": True,
        "region_code": profile.region_code,
        "region_name": profile.region_name,
        "region_name_genitive": profile.region_name_genitive,
        "training": profile.training,
        "valid_from": profile.valid_from,
        "valid_to": profile.valid_to,
        "authority": _authority(profile.authority),
        "acts": [_told(act) for act in profile.acts],
        "instruments": [_instrument(one) for one in profile.instruments],
        "submission_modes": list(profile.submission_modes),
        "register_kinds": list(profile.register_kinds) or None,
        "entry_points": list(profile.entry_points),
        "attachments": [_told(one) for one in profile.attachments],
        "terms": {name: _term(getattr(profile, name)) for name in TERMS},
        "frequency": _told(profile.frequency),
        "quota": _quota(profile),
        "window": _window(profile.window),
        "tariff": _told(profile.tariff),
        "number_mask": profile.number_mask,
        "coupon_mask": profile.coupon_mask,
        "coupons": list(profile.coupons),
        "extension": _told(profile.extension),
        "report": _told(profile.report),
        "notes": list(profile.notes),
        "reasons": [_told(one) for one in (*profile.refusal_reasons, *profile.end_reasons)],
        "unverified": {one.key: one.question for one in profile.unverified},
    }
    if profile.sources:
        data["sources"] = {one.key: one.act for one in profile.sources}
    told: dict[str, Any] = _without_gaps(data, "", {one.key for one in profile.unverified})
    return told


def text_of(profile: Profile) -> str:
    """The same in one line of text."""
    return datafiles.plain(plain(profile))


def edition_of(profile: Profile) -> str:
    """What an application remembers of the profile that it was begun under: 12 hex digits of SHA-256."""
    return hashlib.sha256(text_of(profile).encode("utf-8")).hexdigest()[:12]


def _without_gaps(data: Any, path: str, asked: set[str]) -> Any:
    """A key that is left out says as much as an empty one; a question needs the key that it is about."""
    if isinstance(data, list):
        return [
            _without_gaps(one, f"{path}.{one.get('code')}" if isinstance(one, dict) else path, asked) for one in data
        ]
    if not isinstance(data, dict):
        return data
    paths = {key: f"{path}.{key}".lstrip(".") for key in data}
    return {
        key: _without_gaps(value, paths[key], asked)
        for key, value in data.items()
        if value not in (None, "") or paths[key] in asked
    }


def _told(row: Any) -> Any:
    """Every field of a row by its name."""
    if row is None:
        return None
    assert is_dataclass(row) and not isinstance(row, type)
    return {field.name: _listed(getattr(row, field.name)) for field in fields(row)}


def _listed(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_told(one) if is_dataclass(one) else one for one in value]
    return value


def _authority(authority: Authority) -> dict[str, Any]:
    told: dict[str, Any] = _told(authority)
    if not told.pop("is_named"):
        told |= {"name": None, "name_genitive": None, "name_dative": None}
    return told


def _instrument(one: Instrument) -> dict[str, Any]:
    told: dict[str, Any] = _told(one)
    return told | {"eligibility": _told(one.eligibility), "window": _window(one.window)}


def _term(term: Term) -> dict[str, Any] | None:
    told: dict[str, Any] = _told(term)
    return None if term.value is None else told


def _quota(profile: Profile) -> dict[str, Any] | None:
    if profile.quota_per_year is None:
        return None
    return {"per_year": profile.quota_per_year, "source": profile.quota_source}


def _window(window: Window | None) -> dict[str, Any] | None:
    if window is None:
        return None
    first, last = (f"{month:02}-{day:02}" for month, day in (window.first, window.last))
    return {"first": first, "last": last, "source": window.source}
