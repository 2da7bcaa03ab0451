"""JavaScript is read by ESLint, installed into .tools from the lock file beside this one, the first time it is wanted."""

import shutil
from pathlib import Path

from setup.node import node_environment
from setup.places import TOOLS
from setup.run import step
from setup.stamps import fingerprint, is_stamped, one_at_a_time, write_stamp

HERE = Path(__file__).parent
HOME = TOOLS / "eslint"
STAMP = TOOLS / "stamps" / "eslint"
FILES = ("package.json", "package-lock.json", "eslint.config.mjs")


def eslint() -> list[str]:
    """The beginning of an ESLint command line; its rules are those of this folder."""
    state = fingerprint(HERE / name for name in FILES)
    with one_at_a_time():
        if not is_stamped(STAMP, state):
            HOME.mkdir(parents=True, exist_ok=True)
            for name in FILES:
                shutil.copy(HERE / name, HOME)
            command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
            step("JavaScript lint", command, cwd=HOME, env=node_environment())
            write_stamp(STAMP, state)
    return ["node", str(HOME / "node_modules" / "eslint" / "bin" / "eslint.js"), "--config", str(HOME / "eslint.config.mjs")]
