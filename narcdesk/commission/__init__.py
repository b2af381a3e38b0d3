"""The anonymised batch for a commission: what may leave, how the counts are protected, the package and its proof.

Read in this order: ``catalogue`` and ``policy`` (the closed list of what may leave), ``tables`` (cells and what ties
them), ``rounding``, ``batch`` (exact beside published), ``package`` (the ZIP), ``verification`` (from the ZIP alone).
"""
