"""Sums of money: kept as whole kopecks, shown as roubles."""


def in_roubles(kopecks: int) -> str:
    """«180 000,00»: how a field, a card and a sentence show a sum."""
    roubles, rest = divmod(kopecks, 100)
    return f"{roubles:,}".replace(",", " ") + f",{rest:02}"


def said(kopecks: int) -> str:
    """The same with its sign, for a sentence: no line breaks inside."""
    return f"{in_roubles(kopecks)} ₽".replace(" ", "\u00a0")
