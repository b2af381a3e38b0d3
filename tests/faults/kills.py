"""R1. What was shown as saved is there after the program was killed at any moment."""

from functools import partial
from pathlib import Path

from tests.faults import children
from tests.faults.outcome import Outcome, Share
from tests.faults.stories import Office, deal, play, rehearse

HANDS = 4  # stories that together hold every act once


def run(office: Office, share: Share, folder: Path) -> Outcome:
    """Kill so many children, each inside an act chosen by lot, and look at what they left."""
    dice = share.dice
    stories = [rehearse(office, order, folder / "репетиция") for order in deal(dice, HANDS)]
    found = Outcome()
    for number in share.numbers:
        story = dice.choice(stories)
        volumes = office.copy(folder / "случай")
        step = dice.randrange(len(story.order) + 2)
        child = children.start(partial(play, office, volumes, story.order))
        child.listen(messages=step)
        child.listen(messages=step + 1, seconds=dice.uniform(0, story.seconds[step]))
        child.kill()
        found.wrong += [told.trace for told in child.told if isinstance(told, children.Failed)]
        acknowledged = len(child.told)
        wrong = story.judge(volumes, acknowledged, thorough=number % 3 == 0)
        found.tried += 1
        found.counted[f"in {story.under_way(acknowledged)}"] += 1
        found.counted["acknowledged acts"] += acknowledged
        found.wrong += [f"kill {number} in «{story.under_way(acknowledged)}»: {what}" for what in wrong]
    return found
