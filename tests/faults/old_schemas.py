"""R24. A register of an older program is brought to today's schema, or stays as it was, wherever the program dies."""

import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from narcdesk import migrations, schema, vault
from tests.faults import children, schemas
from tests.faults.children import Tell
from tests.faults.desk import LOGIN, PASSWORD, Volumes, open_register
from tests.faults.outcome import Outcome, Share
from tests.faults.stories import Office, use
from tests.faults.truth import State, read_tables, state_of

JOURNAL = ("audit_entries", "audit_touches", "failed_tries")  # the killed program may have signed in
SPREAD = 1.3  # of the time that the undisturbed opening took


def run(office: Office, share: Share, folder: Path) -> Outcome:
    """Kill each older schema so many times on its way; then open it in peace."""
    found, dice = Outcome(), share.dice
    for revision in schemas.released():
        if revision == migrations.known_revisions()[-1]:
            continue
        kept = Volumes(folder / f"схема {revision}")
        schemas.build(revision, kept)
        original = Office(kept, {})
        old, rows = children.ask(partial(_raw, original.copy(folder / "случай")))
        new, whole, seconds = children.ask(partial(_undisturbed, original.copy(folder / "случай")))
        if lost := _lost(rows, whole):
            found.wrong.append(f"{revision}: the step itself loses {lost[:5]}")
        for _ in share.numbers:
            case = original.copy(folder / "случай")
            child = children.start(partial(_open, case))
            child.listen(messages=1)
            child.listen(messages=2, seconds=dice.uniform(0, seconds * SPREAD))
            child.kill()
            made, _ = children.ask(partial(_raw, case))
            found.tried += 1
            found.counted[f"{revision} {'old' if made == old else 'new' if made == new else 'between'}"] += 1
            if made not in (old, new):
                differing = [name for name in {*made, *old} if made.get(name) not in (old.get(name), new.get(name))]
                found.wrong.append(f"{revision}: between the schemas: {differing}")
            said, after = children.ask(partial(_in_peace, case))
            differing = after.without_tables(JOURNAL).differences(whole.without_tables(JOURNAL))
            found.wrong += [f"{revision}: {what}" for what in (*said, *differing)]
    return found


def _open(volumes: Volumes, tell: Tell) -> None:
    use(volumes)
    tell("begun")
    open_register(volumes)
    tell("open")


def _raw(volumes: Volumes) -> tuple[dict[str, list[str]], dict[str, Any]]:
    """The schema as it lies there, and the rows; nothing is migrated."""
    use(volumes)
    with vault.unlock(volumes.data, LOGIN, PASSWORD) as opened:
        raw = opened.engine.raw_connection()
        try:
            return schemas.schema_of(raw.driver_connection), read_tables(raw.driver_connection)
        finally:
            raw.close()


def _undisturbed(volumes: Volumes) -> tuple[dict[str, list[str]], State, float]:
    began = time.monotonic()
    use(volumes)
    register = open_register(volumes)
    seconds = time.monotonic() - began
    state = state_of(register).before_opening()
    register.close()
    return _raw(volumes)[0], state, seconds


def _in_peace(volumes: Volumes) -> tuple[list[str], State]:
    """What is found at the next opening, and the rows without the sign-ins."""
    use(volumes)
    register = open_register(volumes)
    try:
        return [*register.findings, *schema.check(register)], state_of(register).before_opening()
    finally:
        register.close()


def _lost(old: Mapping[str, Any], new: State) -> list[str]:
    """Cells of the old rows that the new schema holds under the same name with another value, or no more."""
    return [
        f"{table} {key}.{column}"
        for table, rows in old.items()
        if table in new.tables and table != "alembic_version"
        for key, row in rows.items()
        for column, value in row.items()
        if column in new.tables[table].get(key, {}) and new.tables[table][key][column] != value
    ]
