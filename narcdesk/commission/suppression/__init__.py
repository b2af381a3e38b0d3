"""Exact linked suppression: small counts hidden, and so few others with them that nobody can work the small ones out.

All tables of a batch are one system of cells and relations, and so is what was published before: an outsider subtracts
one table from another. The hidden cells bear one sign, whatever they were hidden for.
"""

from narcdesk.commission.suppression.search import CannotProtect, Suppressed, suppress

__all__ = ["CannotProtect", "Suppressed", "suppress"]
