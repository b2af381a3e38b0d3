"""Records of persons so coarse that nobody is found among them: for the regional dispensary alone (decisions 1).

What may be said of a person is a sign with a hierarchy: how it reads exactly, coarser, and not at all. Two ways make
records coarser. `best_node` gives every record the same levels, so that the reader can tabulate; `recode` gives each
group the levels that it needs, and says more. Both answer the same for the same records in whatever order.
"""

from narcdesk.commission.ceilings import Ceiling, Diversity, Protection
from narcdesk.commission.hierarchy import Hierarchy
from narcdesk.commission.microdata.lattice import Node, best_node, every_node
from narcdesk.commission.microdata.local import Recoded, recode
from narcdesk.commission.microdata.presence import Census, Presence
from narcdesk.commission.microdata.protection import Guard
from narcdesk.commission.microdata.records import Records

__all__ = [
    "Ceiling",
    "Census",
    "Diversity",
    "Guard",
    "Hierarchy",
    "Node",
    "Presence",
    "Protection",
    "Recoded",
    "Records",
    "best_node",
    "every_node",
    "recode",
]
