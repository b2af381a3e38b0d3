"""The federal rules of the office as data: who sends people, on what ground, how long they are observed, who signs.

The files lie in ``resources/rules`` with act, source and `confirmed` in each; code asks for the rules of the day of
an event, never of today. What no source tells is None here, and the screen says so.
"""

from narcdesk.rules.cells import GRACE, NO_ORDER, Cell, CellKind, cells, in_words, kept_value, office_cells, with_office
from narcdesk.rules.icd import Icd, icd
from narcdesk.rules.observation import (
    BY_OFFICE,
    DECIDES,
    UNCONFIRMED,
    Absence,
    EndRule,
    Group,
    Interval,
    RuleSet,
    all_rule_sets,
    observation_rules,
    rule_set,
)
from narcdesk.rules.reference import (
    ConsentKind,
    DisclosureGround,
    DutyKind,
    LegalGround,
    Signer,
    Subject,
    all_subjects,
    consent_kinds,
    disclosure_grounds,
    duty_kind,
    duty_kinds,
    legal_grounds,
    signer,
    subject,
    subjects,
)

__all__ = [
    "BY_OFFICE",
    "DECIDES",
    "GRACE",
    "NO_ORDER",
    "UNCONFIRMED",
    "Absence",
    "Cell",
    "CellKind",
    "ConsentKind",
    "DisclosureGround",
    "DutyKind",
    "EndRule",
    "Group",
    "Icd",
    "Interval",
    "LegalGround",
    "RuleSet",
    "Signer",
    "Subject",
    "all_rule_sets",
    "all_subjects",
    "cells",
    "consent_kinds",
    "disclosure_grounds",
    "duty_kind",
    "duty_kinds",
    "icd",
    "in_words",
    "kept_value",
    "legal_grounds",
    "observation_rules",
    "office_cells",
    "rule_set",
    "signer",
    "subject",
    "subjects",
    "with_office",
]
