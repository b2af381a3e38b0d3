"""A region's tables from the batches of its districts: only from what was published, and only from known offices."""

from narcdesk.commission.region.gathering import Consolidated, District, Refused, Region, consolidate
from narcdesk.commission.region.writing import BOOK, write

__all__ = ["BOOK", "Consolidated", "District", "Refused", "Region", "consolidate", "write"]
