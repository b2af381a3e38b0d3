"""A register that the check at unlock doubts: everything can be seen, nothing changed, till the head decides."""

from narcdesk.errors import UserError

STILL = frozenset(  # acts that leave every record as it is: they go on while the register is read-only
    {
        "audit.accept_copy",
        "audit.export",
        "documents.printed",
        "documents.saved",
        "infections.look",
        "infections.look_counted",
        "keys.recover",
        "office.trust_clock",
        "patients.look",
        "patients.look_counted",
        "staff.note_failures",
        "staff.sign_in",
        "statistics.print",
    }
)


class ReadOnly(UserError):
    """The check at unlock found something, and the head has not decided yet: nothing may be changed."""

    def __init__(self, findings: list[str]) -> None:
        super().__init__(
            f"Реестр открыт только для чтения. {findings[0]}",
            lost="Ничего не записано.",
            do="Заведующий решит: вернуть резервную копию или работать с этой.",
        )
