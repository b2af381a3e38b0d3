"""`ПРОВЕРКА.html`: whoever gets a batch checks its hashes and signature in a browser, without a program or a network.

The page is the same bytes in every batch and on every computer. It is assembled from ``resources/verify``: our own page
and script, and the cryptography of the packages noble-ed25519 and noble-hashes as they ship (not every browser has
cryptography of its own for a page of a folder). Its policy allows that one script and style, and no connection.
"""

import base64
import hashlib
import re
from functools import cache

from narcdesk.places import RESOURCES

FOLDER = RESOURCES / "verify"
NAME = "ПРОВЕРКА.html"

# Each module of the packages, under the name by which others import it, those first that are imported.
_MODULES = (
    ("u64", "noble-hashes/_u64.js"),
    ("utils", "noble-hashes/utils.js"),
    ("md", "noble-hashes/_md.js"),
    ("sha2", "noble-hashes/sha2.js"),
    ("ed25519", "noble-ed25519/index.js"),
)
_PACKAGES = ("noble-hashes", "noble-ed25519")

_IMPORT = re.compile(r'^import (\* as \w+|\{.*?\}) from "\./_?(\w+)\.js";$', re.MULTILINE | re.DOTALL)
_DECLARED = re.compile(r"^export ((?:async )?(?:function|class|const)) (\w+)", re.MULTILINE)
_LISTED = re.compile(r"^export \{(.*?)\};?$", re.MULTILINE | re.DOTALL)
_COMMENTS = re.compile(r"^[ \t]*(?:/\*\*.*?\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)


@cache
def page() -> bytes:
    """The page, the same bytes each time."""
    script = "\n".join(['"use strict";', *_licences(), *_modules(), _text("batch.js"), _text("page.js")])
    style = _text("page.css")
    made = _text("page.html")
    for name, words in (
        ("script_hash", _policy_hash(script)),
        ("style_hash", _policy_hash(style)),
        ("style", style),
        ("script", script),
    ):
        made = made.replace(f"{{{name}}}", words, 1)
    return made.encode("utf-8")


@cache
def editions() -> tuple[str, ...]:
    """The SHA-256 of every page that batches have left with, the last one being that of now."""
    lines = _text("editions.txt").splitlines()
    return tuple(line.split()[0] for line in lines if line and not line.startswith("#"))


def _text(name: str) -> str:
    # As text, so that line ends of a checkout make no other page.
    return (FOLDER / name).read_text(encoding="utf-8")


def _policy_hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _licences() -> list[str]:
    return [f"/*! {name}\n{_text(f'{name}/LICENSE')}*/" for name in _PACKAGES]


def _modules() -> list[str]:
    """The modules of the packages as functions of one script: a page of a folder may not import files."""
    return [f"const {name} = {_module(_text(path))};" for name, path in _MODULES]


def _module(text: str) -> str:
    code = _COMMENTS.sub("", text)
    # A module taken whole is there under the very name that `_MODULES` gives it.
    code = _IMPORT.sub(lambda found: "" if found[1][0] == "*" else f"const {found[1]} = {found[2]};", code)
    exported = [name for _, name in _DECLARED.findall(code)]
    code = _DECLARED.sub(r"\1 \2", code)
    for listed in _LISTED.findall(code):
        exported += [name.strip() for name in listed.split(",") if name.strip()]
    code = _LISTED.sub("", code)
    return f"(() => {{\n{code.strip()}\nreturn {{ {', '.join(exported)} }};\n}})()"
