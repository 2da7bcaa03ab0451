"""What was signed."""

import sqlalchemy as sa
from sqlalchemy import bindparam

from baton.domain.working.signing import Signature
from baton.storage.tables.working.signatures import signatures
from baton.storage.transaction import Transaction, Upsert, by_id

_READ = by_id(signatures)
_KEEP = Upsert(signatures, "id")
_OF_INSTANCE = (
    sa.select(signatures)
    .where(signatures.c.instance_id == bindparam("instance"))
    .order_by(signatures.c.at, signatures.c.id)
)  # fmt: skip
_SEALED = sa.select(signatures).where(signatures.c.sealed_digest == bindparam("digest")).order_by(signatures.c.id)


class SignaturesWriter(Transaction):
    """Signatures and the documents that prove them."""

    def signature(self, id: str) -> Signature:
        return Signature(**self._one(_READ, "signature", id)._mapping)

    def signatures(self, instance_id: str) -> list[Signature]:
        return [Signature(**row._mapping) for row in self._rows(_OF_INSTANCE, instance=instance_id)]

    def sealed(self, digest: str) -> list[Signature]:
        return [Signature(**row._mapping) for row in self._rows(_SEALED, digest=digest)]

    def save_signature(self, signature: Signature) -> None:
        self._run(_KEEP, vars(signature))
