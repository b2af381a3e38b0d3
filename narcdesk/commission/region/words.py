"""What must be said beside a region's sums: how far they may be off, whom they leave out, who may be in them twice."""

import math
from collections import Counter
from collections.abc import Sequence

from narcdesk.commission.region.gathering import Consolidated, Missing, Region
from narcdesk.dates import plural
from narcdesk.files import readable

TYPICAL = 1.6  # how far a rounded count lies from the true one, root of the mean square: offices of 20 to 3,000 people
NOT_HERE = "Нет в сводной"  # the sheet with all of whom there is nothing
DIFFERENT = "В разных периодах сложены разные организации: рост или спад может быть от одного этого."
SOME = 10  # names in one sentence


def _offices(count: int) -> str:
    """So many of them, in the genitive."""
    return plural(count, "организации", "организаций", "организаций")


def in_words(region: Region) -> list[str]:
    """What sums of rounded counts are, and what they are not."""
    count, base = len(region.districts), max(one.release.policy.base for one in region.districts)
    likely = math.ceil(2 * TYPICAL * base / region.policy.base * math.sqrt(count))
    rounded = f"Каждое число района заменено соседним кратным {base}."
    if any(one.release.exact for one in region.districts):
        rounded = (
            f"Числа на день, а у малых районов все, заменены соседними кратными {base}; остальные точны или скрыты."
        )
    farther = sum(one.release.widened for one in region.districts)
    said = [
        f"Сложены только опубликованные числа {_offices(count)}. Точных чисел районов здесь нет и быть не может."
        if not any(one.release.exact for one in region.districts)
        else f"Сложены только опубликованные числа {_offices(count)}; скрытые («…») ни в одну сумму не вошли.",
        f"{rounded} Ошибка суммы не больше {(base - 1) * count}, "
        f"обычно не больше {likely}: ошибки районов гасят друг друга. Малые суммы ненадёжны.",
        "Показатель сложен из районов, где он показан: скрытые (мало людей) в него не вошли. Сравнивайте с планом "
        "с этой оговоркой.",
        "Один человек, которого наблюдали в двух районах, посчитан дважды: по числам этого не видно.",
    ]
    if farther:
        said[1] += (
            f" Это верно для остальных, но у {_offices(farther)} некоторые числа отошли дальше, чтобы сойтись "
            "с прежними выгрузками: насколько, по выгрузке не видно."
        )
    return said + twice(region)


def twice(region: Region) -> list[str]:
    """Offices of one name with different keys, in a sentence: perhaps one office whose key has changed."""
    if not region.namesakes:
        return []
    return [
        f"Одно название у нескольких ключей: {_listed(region.namesakes)}. Если это одна организация, которая сменила "
        "ключ, она сложена дважды: оставьте один её пакет."
    ]


def without(missing: Missing) -> str:
    """Of whose known keys there is nothing in the sums of a period, in a sentence."""
    return (
        f"в сводной нет {_offices(len(missing.keys))} из {missing.known}, чьи ключи известны: {_listed(missing.keys)}."
    )


def names(regions: Sequence[Region]) -> dict[Region, str]:
    """How each is called: its period, and its recipient and the edition of the rules where there are several."""
    asked = Counter(region.asked for region in regions)
    return {
        region: asked_for(region, regions) + (f", правила {region.policy.edition}" if asked[region.asked] > 1 else "")
        for region in regions
    }


def told(found: Consolidated) -> list[str]:
    """All of it that whoever runs the command must read, period by period."""
    called = names(found.regions)
    said = [f"{called[region]}: {sentence}" for region in found.regions for sentence in twice(region)]
    asked = {region.asked: asked_for(region, found.regions) for region in found.regions}
    return said + [f"{asked[one.recipient, one.period.code]}: {without(one)}" for one in found.missing]


def asked_for(region: Region, regions: Sequence[Region]) -> str:
    """Its period, and its recipient where there are several."""
    several = len({one.policy.recipient for one in regions}) > 1
    return region.period.label + (f", {region.policy.called}" if several else "")


def _listed(words: Sequence[str]) -> str:
    shown = ", ".join(f"«{readable(word)}»" for word in words[:SOME])
    return shown + (f" и ещё {len(words) - SOME}" if len(words) > SOME else "")
