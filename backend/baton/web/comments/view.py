"""What the comments of a draft look like: threads, the element each is about, who said it."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from baton.domain.modelling import Comment, Draft
from baton.domain.working.remarks import MENTION
from baton.web.naming import person_names

EVERYTHING = "The whole model"


@dataclass(frozen=True)
class Said:
    """One comment with its author's name; ``html`` has its mentions marked."""

    comment: Comment
    author: str
    html: Markup


@dataclass(frozen=True)
class Thread:
    """A comment, what it is about, and its answers."""

    first: Said
    about: str
    answers: tuple[Said, ...]
    settled_by: str


@dataclass(frozen=True)
class CommentsPage:
    draft: Draft
    threads: tuple[Thread, ...]
    settled: int
    counts: dict[str, int]
    show_settled: bool


def comments_page(draft: Draft, comments: Iterable[Comment], names: dict[str, str], show_settled: bool) -> CommentsPage:
    """``names``: of elements by id."""
    comments = list(comments)
    people = person_names([*(one.author for one in comments), *(one.resolved_by for one in comments if one.resolved_by)])
    answers: dict[str, list[Said]] = {}
    for one in comments:
        if one.reply_to:
            answers.setdefault(one.reply_to, []).append(_said(one, people))
    firsts = [one for one in comments if one.reply_to is None]
    shown = [one for one in firsts if show_settled or one.resolved_at is None]
    threads = tuple(
        Thread(
            _said(one, people), names.get(one.element_id, one.element_id) if one.element_id else EVERYTHING,
            tuple(answers.get(one.id, ())), people.get(one.resolved_by or "", ""),
        )
        for one in reversed(shown)
    )  # fmt: skip
    counts: dict[str, int] = {}
    for one in firsts:
        if one.element_id and one.resolved_at is None:
            counts[one.element_id] = counts.get(one.element_id, 0) + 1
    return CommentsPage(draft, threads, sum(one.resolved_at is not None for one in firsts), counts, show_settled)


def _said(comment: Comment, people: dict[str, str]) -> Said:
    parts, end = [], 0
    for match in MENTION.finditer(comment.text):
        if match[1] in comment.mentions:
            parts += [escape(comment.text[end : match.start()]), Markup("<b>@{}</b>").format(match[1])]
            end = match.end()
    return Said(comment, people.get(comment.author, comment.author), Markup("").join([*parts, escape(comment.text[end:])]))
