"""The training register: an invented district with invented people and their full histories over three years.

Nothing in it that a window could not have made: only the program's own actions, each on its own day.
"""

from narcdesk.training.providers import provider_list
from narcdesk.training.register import Built, build, discard

__all__ = ["Built", "build", "discard", "provider_list"]
