"""Invented numbers that nobody has, with check digits that fit: from ranges that no issuer uses.

Region 00 does not exist, СНИЛС numbers from 990… were never given out, and no telephone code is 000.
"""

from stdnum import luhn


def snils(n: int) -> str:
    """The СНИЛС of the n-th invented person, with its right check number."""
    nine = f"{990_000_000 + n * 7_919 % 1_000_000:09}"
    total = sum(int(digit) * weight for digit, weight in zip(nine, range(9, 0, -1), strict=True))
    return f"{nine}{total % 101 % 100:02}"


def policy(n: int) -> str:
    """A unified policy number of region 00."""
    fifteen = f"00{n * 104_729 % 10**13:013}"
    return fifteen + str(luhn.calc_check_digit(fifteen))


def passport_number(n: int) -> str:
    """Six digits that look like no order of arrival; never all zeros."""
    return f"{n * 48_271 % 999_983 + 1:06}"


def phone(n: int) -> str:
    """A telephone with the code 000."""
    return f"+7000{n * 15_485_863 % 10**7:07}"


def inn(n: int) -> str:
    """The ИНН of an organisation of region 00."""
    nine = f"0000{n:05}"
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    total = sum(int(digit) * weight for digit, weight in zip(nine, weights, strict=True))
    return f"{nine}{total % 11 % 10}"


def ogrn(n: int) -> str:
    """The ОГРН of an organisation of region 00."""
    twelve = f"12000{n:07}"
    return f"{twelve}{int(twelve) % 11 % 10}"
