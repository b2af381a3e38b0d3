"""What the office has decided about its backups, and their making: by hand, by plan, at the exit.

A backup is journalled before it is made, so that its own record lies in it; where it did not come off, a second record
says so. Whether one that was begun was also proved, this computer remembers (`backups.recall`).
"""

from narcdesk.backup_plan.age import Standing, standing
from narcdesk.backup_plan.making import Made, NoPlace, begin, make
from narcdesk.backup_plan.rules import BackupMade, BackupPlan, Plan, Why, accepted, amend, decided, plan
from narcdesk.backup_plan.shelf import Found, check, history, listing, lying_in

__all__ = [
    "BackupMade",
    "BackupPlan",
    "Found",
    "Made",
    "NoPlace",
    "Plan",
    "Standing",
    "Why",
    "accepted",
    "amend",
    "begin",
    "check",
    "decided",
    "history",
    "listing",
    "lying_in",
    "make",
    "plan",
    "standing",
]
