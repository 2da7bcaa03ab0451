"""Every function that designers may call is described, and nothing that they may not."""

from baton.sandbox.expressions.functions.table import FUNCTIONS
from baton.sandbox.sandbox import HybridSandbox


def test_editors_know_every_function_and_no_other():
    told = {function.name for function in HybridSandbox().functions()}
    # The module's own spelling, datetime.date.today, is understood but not offered.
    spelled = {name for name in FUNCTIONS if not name.startswith("datetime.") or f"datetime.{name}" in FUNCTIONS}
    assert told == spelled | {"isinstance"}
