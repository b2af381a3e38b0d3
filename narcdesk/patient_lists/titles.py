"""The words over the columns of an office's own list of patients: which fact a column tells.

Such a list was kept by hand for years, so the same column has many titles. Below, per fact, patterns of a title in
small letters without punctuation; the first that fits says how surely.
"""

import re
from collections.abc import Mapping

from narcdesk.names import search_key
from narcdesk.spreadsheets.columns import Words

FACTS: Mapping[str, str] = {  # fact -> how the wizard calls it, in the order of the card
    "full_name": "Фамилия, имя, отчество",
    "surname": "Фамилия",
    "given": "Имя",
    "patronymic": "Отчество",
    "sex": "Пол",
    "birth": "Дата рождения",
    "snils": "СНИЛС",
    "policy_number": "Полис ОМС",
    "document": "Паспорт, документ",
    "address": "Адрес",
    "settlement": "Населённый пункт",
    "phone": "Телефон",
    "came_on": "Дата обращения",
    "diagnosis": "Диагноз",
    "diagnosed_on": "Дата диагноза",
    "taken_on": "Взят под наблюдение",
    "ended_on": "Снят с наблюдения",
    "end_ground": "Причина снятия",
    "representative": "Законный представитель",
    "remark": "Примечание",
}
NAMES = frozenset({"full_name", "surname", "given", "patronymic"})

# Somebody else's name, address or telephone.
_OTHERS = re.compile(r"представител|родител|опекун|\b(мат(ь|ери)|отца?)\b|врач|родствен|супруг|законн|участков")
_WHOLE_NAME = r"^(ф ?и ?о|фамилия и ?о|фамилия имя.*|ф и отчество)\b|^пациент\w*$|^больн\w+$|\bф ?и ?о\b"

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "full_name": (_WHOLE_NAME,),
    "surname": (r"^фамилия( пациента| больного)?$", r"^фам$"),
    "given": (r"^имя( пациента| больного)?$",),
    "patronymic": (r"^отчество( пациента| больного)?$", r"^отч$"),
    "sex": (r"^пол( пациента)?$", r"^пол м ?ж$"),
    "birth": (r"дат\w* рожд", r"^д ?р$|\bг ?р\b", r"год\w* рожд|рожден", r"^год$"),
    "snils": (r"\bснилс\b", r"страхов\w+ (номер|свид)|пенсионн\w+ (страх|свид)"),
    "policy_number": (r"\bполис", r"\bомс\b", r"\bенп\b"),
    "document": (r"паспорт", r"документ\w*.* личност|удостовер\w+ личност"),
    "address": (
        r"адрес.*(регистр|прописк)|^прописк",
        r"\bадрес",
        r"место ?(жит|прожив)|\bпрожива\w+",
    ),
    "settlement": (r"населенн\w+ пункт|^(село|деревня|поселок|город)$|^н п$",),
    "phone": (r"телефон|^тел\b", r"\bтел\b|сотов"),
    "came_on": (r"дат\w* (первичн\w+ )?(обращ|прием)", r"^обрати\w+"),
    "diagnosis": (r"^диагноз( по)?( мкб.*)?$", r"\bдиагноз(?!\w* (постав|установ))|\bds\b|\bмкб", r"^код$"),
    "diagnosed_on": (r"дат\w* .*диагноз", r"диагноз\w* (постав|установ)"),
    "taken_on": (
        r"(дат\w* )?(взят\w*|постав\w*|постановк\w*|принят\w*)( на| под)?( дисп\w*| д)? ?(учет|наблюд)",
        r"дат\w* (взят|постанов|постав)|^взят\w*",
        r"состоит на (учете|наблюд\w+) с|на учете с",
    ),
    "ended_on": (r"дат\w* снят|снят\w* с", r"^снят\w*$"),
    "end_ground": (r"причин\w* снят|основани\w* снят",),
    "representative": (r"представител|опекун|^родител|^(мать|отец|мать отец)\b",),
    "remark": (r"примечан|^заметк|коммент|^прим$",),
}


def recognise(title: str) -> dict[str, int]:
    """The facts that a column of this title tells, each with how sure it is (0 is the surest)."""
    words = search_key(title)
    if not words or len(words) > 200:
        return {}
    found = {fact: rank for fact in SYNONYMS if (rank := _rank(fact, words)) is not None}
    if _OTHERS.search(words):
        return {"representative": found["representative"]} if "representative" in found else {}
    if "diagnosed_on" in found:
        found.pop("diagnosis", None)
    if "ended_on" in found and "end_ground" in found and not re.search(r"\bдат", words):
        del found["ended_on"]  # «Причина снятия с учёта»
    if "taken_on" in found:  # «Дата взятия на учёт (обращения)»
        found.pop("came_on", None)
    if "full_name" in found:  # «ФИО, год рождения» shares a cell; nothing else can be told apart in it
        return {fact: rank for fact, rank in found.items() if fact in ("full_name", "birth")}
    if "document" in found and len(found) > 1:
        found.pop("birth", None)
    return dict([min(found.items(), key=lambda one: one[1])]) if found else {}


def _rank(fact: str, words: str) -> int | None:
    return next((rank for rank, pattern in enumerate(SYNONYMS[fact]) if re.search(pattern, words)), None)


WORDS = Words(recognise, leading="full_name")
