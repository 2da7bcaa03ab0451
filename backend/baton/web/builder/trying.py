"""The preview: filled in, checked and read by what does it at run time; nothing is stored."""

from flask import request

from baton.web.builder.acting import preview_form
from baton.web.builder.sitting import PREVIEW, Sitting
from baton.web.language.choice import seen
from baton.web.wired import platform
from baton.web.worklist.filling import posted, understood


def tried(sitting: Sitting, with_sample: str) -> None:
    """A submission, a structural edit, or made-up answers."""
    if sitting.typed is not None:
        return
    sitting.view = PREVIEW
    if with_sample:
        sitting.answers = platform().forms.building.sample(sitting.document, platform().clock.now().date())
        return
    form = preview_form(sitting)
    submission = understood(form, posted(request), platform().forms.initial(form, {}))
    sitting.answers = submission.values
    if submission.operation:
        sitting.trial = submission.refusal.problems if submission.refusal else ()
        return
    sitting.trial = platform().forms.validate(form, submission.values, seen=seen())
    if not sitting.trial:
        sitting.stores = submission.values


def kept(sitting: Sitting) -> None:
    """What was filled in stays filled in while something else is done."""
    form = preview_form(sitting)
    sitting.answers = understood(form, posted(request), platform().forms.initial(form, {})).values
