"""Keeping comments, share links, reviews and snippets."""

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.modelling import Comment, Review, ShareLink, Snippet
from baton.storage.tables.collaboration import comments, reviews, share_links, snippets
from baton.storage.transaction import Transaction, Upsert, by_id

_COMMENT = by_id(comments)
_COMMENTS = sa.select(comments).where(comments.c.draft_id == bindparam("draft")).order_by(comments.c.at, comments.c.id)
_KEEP_COMMENT = Upsert(comments, "id")
_LINK = sa.select(share_links).where(share_links.c.digest == bindparam("secret"))
_LINKS = (
    sa.select(share_links)
    .where(share_links.c.draft_id == bindparam("draft"))
    .order_by(share_links.c.created_at.desc(), share_links.c.id.desc())
)
_KEEP_LINK = Upsert(share_links, "id")
_REVIEWS = (
    sa.select(reviews)
    .where(reviews.c.draft_id == bindparam("draft"))
    .order_by(reviews.c.requested_at.desc(), reviews.c.id.desc())
)
_OPEN_REVIEWS = sa.select(reviews).where(reviews.c.decision.is_(None)).order_by(reviews.c.requested_at, reviews.c.id)
_KEEP_REVIEW = Upsert(reviews, "id")
_SNIPPET = by_id(snippets)
_SNIPPETS = sa.select(snippets).order_by(snippets.c.name, snippets.c.id)
_KEEP_SNIPPET = Upsert(snippets, "id")
_DROP_SNIPPET = sa.delete(snippets).where(snippets.c.id == bindparam("snippet"))


class CollaborationWriter(Transaction):
    """What people say about drafts, whom they show them to, and pieces they share."""

    def comment(self, id: str) -> Comment:
        return Comment(**self._one(_COMMENT, "comment", id)._mapping)

    def comments(self, draft_id: str) -> list[Comment]:
        return [Comment(**row._mapping) for row in self._rows(_COMMENTS, draft=draft_id)]

    def save_comment(self, comment: Comment) -> None:
        self._run(_KEEP_COMMENT, vars(comment))

    def share_link(self, digest: str) -> ShareLink | None:
        row = self._row(_LINK, secret=digest)
        return None if row is None else ShareLink(**row._mapping)

    def share_links(self, draft_id: str) -> list[ShareLink]:
        return [ShareLink(**row._mapping) for row in self._rows(_LINKS, draft=draft_id)]

    def save_share_link(self, link: ShareLink) -> None:
        self._run(_KEEP_LINK, vars(link))

    def reviews(self, draft_id: str) -> list[Review]:
        return [Review(**row._mapping) for row in self._rows(_REVIEWS, draft=draft_id)]

    def open_reviews(self) -> list[Review]:
        return [Review(**row._mapping) for row in self._rows(_OPEN_REVIEWS)]

    def save_review(self, review: Review) -> None:
        self._run(_KEEP_REVIEW, vars(review))

    def snippet(self, id: str) -> Snippet:
        return Snippet(**self._one(_SNIPPET, "snippet", id)._mapping)

    def snippets(self) -> list[Snippet]:
        return [Snippet(**row._mapping) for row in self._rows(_SNIPPETS)]

    def save_snippet(self, snippet: Snippet) -> None:
        self._run(_KEEP_SNIPPET, vars(snippet))

    def drop_snippet(self, id: str) -> None:
        self._run(_DROP_SNIPPET, {"snippet": id})
