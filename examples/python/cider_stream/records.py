"""The values and headers of the contract's records: see docs/reference/contract.md."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Sequence
from typing import Any, Union

from .types import Id, Metadata, Picture, Position, Subject, Url, Vector

PICTURE = (bytes, bytearray, memoryview, str, os.PathLike)
"""The types of :data:`Picture`."""

Headers = list[tuple[str, Union[str, bytes, None]]]
"""The headers of a record, as confluent-kafka takes them."""


def content(picture: Picture) -> bytes:
    """Returns the encoded picture."""
    if isinstance(picture, (bytes, bytearray, memoryview)):
        return bytes(picture)
    with open(os.fspath(picture), "rb") as file:
        return file.read()


def metadata_headers(metadata: Metadata) -> Headers:
    """Returns the headers that become a picture's metadata."""
    return [_metadata_header(name, value) for name, value in metadata.items()]


def _metadata_header(name: str, given: Any) -> tuple[str, str | bytes | None]:
    value = _plain(given)
    if isinstance(value, bool):  # a bool is an int too
        return f"meta-bool.{name}", str(value).lower().encode()
    if isinstance(value, (int, float)):
        return f"meta-number.{name}", str(value).encode()
    if isinstance(value, str):
        return f"meta.{name}", value.encode()
    raise TypeError(f"metadata {name} is {value!r}; it must be str, int, float or bool")


def query(
    subjects: Sequence[Subject],
    *,
    combine: str | None = None,
    region: Sequence[float] | None = None,
    top_k: int = 10,
    offset: int = 0,
    min_score: float | None = None,
    exclude_self: bool = False,
    group_by: str | None = None,
    filter: str | None = None,
    verify: int = 0,
    at_least: Sequence[Position] = (),
) -> tuple[bytes, Headers]:
    """Returns the value and headers of a query: one picture as it is, anything else as JSON."""
    fields: dict[str, Any] = {
        "combine": combine,
        "region": None if region is None else [float(edge) for edge in region],
        "top_k": top_k,
        "offset": offset or None,
        "min_score": min_score,
        "exclude_self": exclude_self or None,
        "group_by": group_by,
        "filter": filter,
        "verify": verify or None,
        "at_least": [_position(position) for position in at_least] or None,
    }
    fields = {name: _plain(value) for name, value in fields.items() if value is not None}
    single = subjects[0] if len(subjects) == 1 else None
    if isinstance(single, PICTURE) and not exclude_self:
        fields.pop("combine", None)
        return content(single), [(n.replace("_", "-"), _header(v)) for n, v in fields.items()]
    return json.dumps(_subjects(subjects) | fields).encode(), []


def _position(position: Position) -> dict[str, int]:
    return {"partition": _plain(position.partition), "offset": _plain(position.offset)}


def _plain(value: Any) -> Any:
    """Returns a number of NumPy as one of Python."""
    return value.item() if hasattr(value, "item") else value


def _header(value: Any) -> bytes:
    if isinstance(value, list):
        items = (f"{i['partition']}:{i['offset']}" if isinstance(i, dict) else str(i) for i in value)
        return ",".join(items).encode()
    return str(value).encode()


def _subjects(subjects: Sequence[Subject]) -> dict[str, Any]:
    if not subjects:
        raise ValueError("there is nothing to search with")
    for subject in subjects:
        if not isinstance(subject, (*PICTURE, Id, Url, Vector)):
            raise TypeError(
                f"{subject!r} is nothing to search with; "
                "it must be a picture (bytes or a path), Id, Url or Vector"
            )
    if len(subjects) == 1:
        return _single(subjects[0])
    if any(isinstance(subject, Vector) for subject in subjects):
        raise ValueError("a vector cannot be combined with others")
    return {
        "contents": [_base64(s) for s in subjects if isinstance(s, PICTURE)],
        "uris": [s.value for s in subjects if isinstance(s, Url)],
        "image_ids": [s.value for s in subjects if isinstance(s, Id)],
    }


def _single(subject: Subject) -> dict[str, Any]:
    if isinstance(subject, Id):
        return {"image_id": subject.value}
    if isinstance(subject, Url):
        return {"uri": subject.value}
    if isinstance(subject, Vector):
        return {"vector": [float(x) for x in subject.values], "vector_model": subject.model}
    return {"content": _base64(subject)}


def _base64(picture: Picture) -> str:
    return base64.b64encode(content(picture)).decode()
