"""``python -m crash URL FOLDER STEPS [MUTANT] [SEED]``: one run on an empty database; prints what happened as one line of JSON."""

import json
import random
import sys
from pathlib import Path

from baton.dispatch.inline import NullDispatcher
from crash.checker import Checker
from crash.nemesis import Nemesis, child, settle, wait_for
from crash.place import Place, populate

LONG = 2000  # steps of a run in which every point is met often enough
LIMIT = 420.0  # on a machine busy with other things; about 50 otherwise


def main(url: str, folder: str, steps: str, mutant: str = "none", seed: str = "1") -> int:
    place = Place(url, Path(folder))
    wait_for(child(lambda: populate(place), place))
    nemesis = Nemesis(place, mutant, random.Random(int(seed)), max(1, LONG // int(steps)))
    seconds = nemesis.run(int(steps), LIMIT)
    wait_for(child(lambda: settle(place), place))
    found = Checker(place, place.platform(NullDispatcher(), lambda name: None)).check()
    violations = {sentence: [len(examples), str(examples[0])[:400]] for sentence, examples in found.items()}
    result = {"mutant": mutant, "steps": place.steps(), "seconds": round(seconds, 1), "deaths": dict(nemesis.deaths)}
    sys.stdout.write(json.dumps({**result, "violations": violations}) + "\n")
    return 0


sys.exit(main(*sys.argv[1:]))
