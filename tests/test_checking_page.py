"""`ПРОВЕРКА.html`: what it accepts and refuses, asked of its own script in node."""

import base64
import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from narcdesk.commission import checking_page, package, policy, verification
from narcdesk.commission.archive import pack, unpack
from narcdesk.commission.cohorts import policy as cohorts
from tests.checking_samples import FINGERPRINT, NOT_TYPED, PUBLIC, TYPED, altered, letter
from tests.command_line import Ask
from tests.commission_samples import KEY, OFFICE, OTHER_KEY, batch, built

GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493  # RFC 8032, 5.1
OTHER_PAIR = {"office.pem": package.public_pem(OTHER_KEY)}


def _node() -> str:
    """Why the script cannot be run here, if so."""
    found = shutil.which("node")
    if found is None:
        return "no node here"
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    return "" if int(said.removeprefix("v").partition(".")[0]) >= 20 else f"node {said.strip()} is older than 20"


NO_NODE = _node()


# The page as a file ---------------------------------------------------------------------------------------------------


def test_the_page_is_the_same_in_every_batch_and_out_of_the_program(ask: Ask, tmp_path: Path) -> None:
    assert unpack(built(1))["ПРОВЕРКА.html"] == unpack(built(2, 40, "2025"))["ПРОВЕРКА.html"] == checking_page.page()
    done = ask("checking-page", "--out", tmp_path / "Страница", "--json")
    assert Path(done.data["page"]) == tmp_path / "Страница" / "ПРОВЕРКА.html"
    assert Path(done.data["page"]).read_bytes() == checking_page.page()
    assert done.data["sha256"] == hashlib.sha256(checking_page.page()).hexdigest()


def test_the_page_names_nothing_outside_itself_and_may_not_connect() -> None:
    page = checking_page.page().decode("utf-8")
    markup = re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL)
    assert not re.search(r"\b(src|href|action|srcset)\s*=|url\(|@import", markup + page[: page.index("</style>")])
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    told = dict(part.split(" ", 1) for part in policy[1].split("; "))
    script = page[page.index("<script>") + 8 : page.rindex("</script>")]
    expected = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert told.pop("script-src") == f"'sha256-{expected}'"
    assert told.pop("style-src").startswith("'sha256-")
    assert told == {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|localStorage|innerHTML|eval)\b", script)


def test_the_page_calls_every_recipient_as_his_rules_do() -> None:
    script = (checking_page.FOLDER / "batch.js").read_text(encoding="utf-8")
    called = dict(re.findall(r'^  (\w+): "(.+)",$', script, re.MULTILINE))
    assert {rules.recipient: rules.title for rules in (*policy.all_policies(), *cohorts.all_rules())} == called


def test_a_batch_with_the_page_of_an_earlier_program_verifies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever changes the page adds a line to `editions.txt`: what has left keeps the page it left with."""
    assert checking_page.editions()[-1] == hashlib.sha256(checking_page.page()).hexdigest()
    earlier = checking_page.page().replace(b"<h1>", b"<h1> ")
    monkeypatch.setattr(checking_page, "page", lambda: earlier)
    before = package.build(batch(), KEY)
    monkeypatch.undo()
    assert "ПРОВЕРКА.html" in verification.verify(before).problems[0]
    known = (hashlib.sha256(earlier).hexdigest(), *checking_page.editions())
    monkeypatch.setattr(checking_page, "editions", lambda: known)
    assert verification.verify(before).ok
    assert verification.verify(built()).ok


def test_the_packages_lie_with_their_licences_and_versions_and_the_page_carries_both_licences() -> None:
    for name, version in (("noble-ed25519", "3.2.0"), ("noble-hashes", "2.4.0")):
        folder = checking_page.FOLDER / name
        assert json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"] == version
        licence = (folder / "LICENSE").read_text(encoding="utf-8")
        assert licence.startswith("The MIT License")
        assert licence in checking_page.page().decode("utf-8")


# What it says of batches ----------------------------------------------------------------------------------------------


def _cases() -> dict[str, tuple[bytes, bytes | None, str]]:
    """Batch, key file and typed fingerprint of each."""
    good, parts = built(), unpack(built())
    earlier = unpack(package.build(batch(period="2023", batch_id="1e" * 16), KEY))
    deflated = io.BytesIO()
    with zipfile.ZipFile(deflated, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    signature = parts["manifest.sig"]
    more = int.from_bytes(signature[32:], "little") + GROUP_ORDER  # satisfies the equation, and no signer writes it
    replayed = {name: earlier[name] for name in ("manifest.json", "manifest.sig")}
    foreign = package.build(batch(office="Чужая больница"), OTHER_KEY)
    typed = FINGERPRINT.upper().replace("A", "А").replace("C", "С").replace("E", "Е").replace("B", "В")
    bad: dict[str, bytes] = {
        **{f"altered {name}": pack({**parts, name: altered(data)}) for name, data in parts.items()},
        **{f"missing {name}": pack({n: d for n, d in parts.items() if n != name}) for name in parts},
        **{f"byte {at}": altered(good, at) for at in range(7, len(good), len(good) // 40)},
        **{f"cut at {at}": good[:at] for at in (0, 1, 29, 30, 5000, len(good) - 23, len(good) - 22, len(good) - 1)},
        "appended": good + b"\0",
        "before it": b"\0" + good,
        "extra": pack({**parts, "cases.csv": b"1"}),
        "deflated": deflated.getvalue(),
        "signature of another": pack({**parts, "manifest.sig": unpack(built(2))["manifest.sig"]}),
        "signature too long": pack({**parts, "manifest.sig": signature + b"\0"}),
        "signature not reduced": pack({**parts, "manifest.sig": signature[:32] + more.to_bytes(32, "little")}),
        "key of another": pack({**parts, **OTHER_PAIR}),
        "replayed": pack({**parts, **replayed}),
        "odd recipient": pack({**parts, "manifest.json": parts["manifest.json"].replace(b"municipal", b"constructor")}),
        "garbage": b"PK\3\4" * 100,
        "sealed": b"NARCDESK-HPKE/1\n",
    }
    return {
        "good": (good, None, ""),
        "good, key": (good, PUBLIC, ""),
        "good, key by mail": (good, PUBLIC.replace(b"\n", b"\r\n"), ""),
        "good, typed": (good, None, FINGERPRINT),
        "good, typed from paper": (good, PUBLIC, " ".join(re.findall("....", typed)) + " "),
        "foreign": (foreign, None, ""),
        "foreign, key": (foreign, PUBLIC, ""),
        "foreign, typed": (foreign, None, FINGERPRINT),
        "good, half typed": (good, None, FINGERPRINT[:60]),
        "good, no key": (good, b"-----BEGIN", ""),
        **{f"typed: {name}": (good, None, words or letter()) for name, words in TYPED.items()},
        **{f"not typed: {name}": (good, None, words) for name, words in NOT_TYPED.items()},
        "key: of Notepad": (good, b"\xef\xbb\xbf" + PUBLIC.replace(b"\n", b"\r\n"), ""),
        "key: lines apart": (good, b"\n  " + PUBLIC.replace(b"\n", b" \n\n  "), ""),
        "key: in short lines": (good, PUBLIC.replace(b"MCow", b"MCow\r\n"), ""),
        "not key: with a word": (good, b"x\n" + PUBLIC, ""),
        "not key: in capitals": (good, PUBLIC.upper(), ""),
        "earlier": (package.build(batch(period="2023-Q4", batch_id="1e" * 16), KEY), None, ""),
        **{f"bad: {name}": (data, None, "") for name, data in bad.items()},
    }


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the script of the page says of every case, in one run of node."""
    if NO_NODE:
        pytest.skip(NO_NODE)
    page = tmp_path_factory.mktemp("page") / checking_page.NAME
    page.write_bytes(checking_page.page())
    asked = {
        name: {
            "batch": base64.b64encode(data).decode(),
            "key": None if key is None else base64.b64encode(key).decode(),
            "fingerprint": typed,
        }
        for name, (data, key, typed) in _cases().items()
    }
    command = ["node", str(Path(__file__).with_name("checking_page.cjs")), str(page)]
    ran = subprocess.run(command, input=json.dumps(asked).encode(), capture_output=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    answers: dict[str, Any] = json.loads(ran.stdout)
    return answers


def test_a_good_batch_is_whole_and_its_facts_are_told(told: dict[str, Any]) -> None:
    good = told["good"]
    assert (good["problems"], good["known"]) == ([], False)
    assert dict(good["facts"]) == {
        "Организация": OFFICE,
        "Получатель": "Антинаркотическая комиссия муниципального образования",
        "Период": "2024 год",
        "Номер пакета": "0f" * 16,
    }
    assert good["fingerprint"] == FINGERPRINT
    assert good["sha256"] == hashlib.sha256(built()).hexdigest()
    assert {part["name"] for part in good["parts"]} == set(unpack(built())) - {"manifest.sig"}
    assert all(part["good"] for part in good["parts"])
    assert dict(told["earlier"]["facts"])["Период"] == "IV квартал 2023 года"


@pytest.mark.parametrize("name", ["good, key", "good, key by mail", "good, typed", "good, typed from paper"])
def test_a_key_or_a_fingerprint_from_elsewhere_shows_who_made_it(told: dict[str, Any], name: str) -> None:
    assert (told[name]["problems"], told[name]["known"]) == ([], True)


def test_the_batch_of_another_is_whole_but_is_not_taken_for_the_office(told: dict[str, Any]) -> None:
    assert (told["foreign"]["problems"], told["foreign"]["known"]) == ([], False)
    assert told["foreign"]["fingerprint"] == hashlib.sha256(package.public_pem(OTHER_KEY)).hexdigest()
    for name in ("foreign, key", "foreign, typed"):
        assert "другим ключом" in told[name]["problems"][0]
        assert told[name]["known"] is False


def test_a_fingerprint_is_taken_however_it_is_typed_or_pasted(told: dict[str, Any]) -> None:
    forgiven = {name: answer for name, answer in told.items() if name.startswith(("typed: ", "key: "))}
    assert len(forgiven) == len(TYPED) + 3
    assert letter().count("\n") > 1  # over lines, and with a word of the letter
    assert {name: answer["problems"] for name, answer in forgiven.items() if not answer["known"]} == {}


def test_what_is_no_fingerprint_or_another_is_not_taken(told: dict[str, Any]) -> None:
    refused = {name: answer for name, answer in told.items() if name.startswith(("not typed: ", "not key: "))}
    assert len(refused) == len(NOT_TYPED) + 2
    assert [name for name, answer in refused.items() if answer["known"] or len(answer["problems"]) != 1] == []
    said = {name.partition(": ")[2]: answer["problems"][0] for name, answer in refused.items()}
    assert "введено 63." in said["one less"]
    assert "введено 65." in said["one more"]
    assert "введено 128." in said["twice"]
    assert "таких знаков в нём не бывает: «ж»." in said["a letter that is none"]
    assert "другим ключом" in said["one wrong"]
    assert "другим ключом" in said["groups in another order"]


def test_a_fingerprint_or_a_key_given_wrong_is_named(told: dict[str, Any]) -> None:
    assert "введено 60" in told["good, half typed"]["problems"][0]
    assert "ключа не читается" in told["good, no key"]["problems"][0]


def test_every_bad_batch_is_refused(told: dict[str, Any]) -> None:
    bad = {name: answer for name, answer in told.items() if name.startswith("bad: ")}
    assert len(bad) > 75
    assert [name for name, answer in bad.items() if not answer["problems"] or answer["known"]] == []


def test_a_recipient_that_nobody_knows_is_shown_as_he_is_written(told: dict[str, Any]) -> None:
    assert dict(told["bad: odd recipient"]["facts"])["Получатель"] == "constructor"


SAID = {
    "bad: altered tables.csv": "Часть «tables.csv» изменена",
    "bad: altered ПРОВЕРКА.html": "Часть «ПРОВЕРКА.html» изменена",
    "bad: altered manifest.sig": "Подпись не подходит",
    "bad: missing tables.xlsx": "в пакете её нет",
    "bad: missing manifest.sig": "нет части «manifest.sig»",
    "bad: cut at 5000": "не до конца",
    "bad: appended": "приписано",
    "bad: before it": "не пакет выгрузки",
    "bad: extra": "Часть «cases.csv» в описи не названа",
    "bad: deflated": "сжата",
    "bad: signature of another": "Подпись не подходит",
    "bad: signature not reduced": "Подпись не подходит",
    "bad: key of another": "Подпись не подходит",
    "bad: replayed": "Часть «tables.xlsx» изменена",
    "bad: sealed": "narcdesk-cli open",
}


@pytest.mark.parametrize(("name", "said"), SAID.items())
def test_a_refusal_says_why(told: dict[str, Any], name: str, said: str) -> None:
    assert any(said in problem for problem in told[name]["problems"]), told[name]["problems"]
