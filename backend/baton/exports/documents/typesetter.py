"""Sets documents with Typst: values go in as JSON, so no text can be markup."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from baton.domain.errors import Unavailable

LOOKS = Path(__file__).parent


class Typesetter:
    """Satisfies the ``Documents`` port; loads its library when it is first needed."""

    def pdf(self, kind: str, content: Mapping[str, Any], pictures: Mapping[str, bytes]) -> bytes:
        try:
            import typst
        except ImportError:
            raise Unavailable(
                "PDF files need the part “documents” of Baton, which is not installed. Print the page from your browser instead."
            ) from None
        files = dict(pictures)
        files["main.typ"] = (LOOKS / f"{kind}.typ").read_bytes()
        files["content.json"] = json.dumps(content, ensure_ascii=False, default=str).encode()
        compile_files: Any = typst.compile  # its types forget that it takes several files
        made: bytes = compile_files(files, format="pdf", pdf_standards=["a-3b"])
        return made
