"""Things that are true of every rejection: it speaks to a person, has its own code and its own status."""

import importlib
import pkgutil

import pytest

import baton
from baton.domain.errors import Rejection
from baton.web.errors import STATUS


def every_rejection(of: type[Rejection] = Rejection) -> list[type[Rejection]]:
    return [error for child in of.__subclasses__() for error in (child, *every_rejection(child))]


for module in pkgutil.walk_packages(baton.__path__, "baton."):
    if not module.name.endswith("__main__") and ".migrations" not in module.name:
        importlib.import_module(module.name)


@pytest.mark.parametrize("error", every_rejection())
def test_a_rejection_says_itself_and_has_a_status(error):
    assert error.__doc__, "the docstring is the message, in words a user may read"
    assert str(error()) == error.__doc__.strip()
    assert "code" in vars(error)
    assert 400 <= STATUS[error] < 500 or STATUS[error] == 503


def test_no_two_rejections_share_a_code():
    codes = [error.code for error in every_rejection()]
    assert len(codes) == len(set(codes))


def test_every_status_belongs_to_a_rejection():
    assert set(STATUS) <= {Rejection, *every_rejection()}
