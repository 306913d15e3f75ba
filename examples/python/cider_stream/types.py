"""What goes into and comes out of a client. All values are immutable."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar, Union

T = TypeVar("T")

Picture = Union[bytes, bytearray, memoryview, str, "os.PathLike[str]"]
"""An encoded picture, or the path of one."""

Metadata = Mapping[str, Union[str, int, float, bool]]
"""Values by name, kept in the index and returned with a match."""


@dataclass(frozen=True)
class Id:
    """An indexed picture."""

    value: str


@dataclass(frozen=True)
class Url:
    """A picture that the searcher fetches; its host must be in fetch.allowed.hosts."""

    value: str


@dataclass(frozen=True)
class Vector:
    """A descriptor, and the hash of its model."""

    values: Sequence[float]
    model: str | None = None


Subject = Union[Picture, Id, Url, Vector]
"""What to search with."""


@dataclass(frozen=True)
class Position:
    """A position in the topic of images, for ``at_least``."""

    partition: int
    offset: int

    def __str__(self) -> str:
        return f"{self.partition}:{self.offset}"


@dataclass(frozen=True)
class Box:
    """A rectangle of an upright picture, from 0 (left, top) to 1 (right, bottom)."""

    x1: float
    y1: float
    x2: float
    y2: float
    score: float = 1.0


@dataclass(frozen=True)
class Verification:
    """The geometric comparison of a match with the query."""

    inliers: int
    verified: bool
    query_box: Box | None
    box: Box | None


@dataclass(frozen=True)
class Match:
    """One match; ``score`` is the cosine similarity.

    ``query_index`` says which of several subjects it is like, counted from 0: pictures first, then
    every Url, then every Id.
    """

    image_id: str
    score: float
    metadata: dict[str, Any]
    boxes: list[Box]
    width: int
    height: int
    captured_at: int | None
    source: Position
    verification: Verification | None
    query_index: int | None


@dataclass(frozen=True)
class Reply:
    """The matches of a query, best first, and how long the searcher took, in microseconds by stage."""

    reply_id: str
    model: str
    matches: list[Match]
    boxes: list[Box]
    index_position: list[Position]
    timings: dict[str, int]


class CiderError(Exception):
    """A server did not answer in time, or rejected a record."""


class SearchFailed(CiderError):
    """The searcher answered with another status than OK."""

    def __init__(self, status: str, code: str, message: str):
        super().__init__(f"{status} {message}")
        self.status = status
        self.code = code


def reply_of(json: Mapping[str, Any]) -> Reply:
    """Returns a reply of the contract; raises SearchFailed unless its status is OK."""
    if json["status"] != "OK":
        raise SearchFailed(json["status"], json["error_code"], json["error_message"])
    return Reply(
        reply_id=json["reply_id"],
        model=(json["model"] or {}).get("hash", ""),
        matches=[_match(match) for match in json["matches"]],
        boxes=[_known(Box, box) for box in json["boxes"]],
        index_position=[_known(Position, position) for position in json["index_position"]],
        timings=dict(json["timings"]),
    )


def _known(kind: type[T], json: Mapping[str, Any]) -> T:
    """Returns a value of its fields; a newer server may send others, which are ignored."""
    return kind(**{field.name: json[field.name] for field in fields(kind) if field.name in json})


def _match(json: Mapping[str, Any]) -> Match:
    return Match(
        image_id=json["image_id"],
        score=json["score"],
        metadata=dict(json["metadata"]),
        boxes=[_known(Box, box) for box in json["boxes"]],
        width=json["width"],
        height=json["height"],
        captured_at=json["captured_at"],
        source=_known(Position, json["source"]),
        verification=_verification(json["verification"]),
        query_index=json.get("query_index"),
    )


def _verification(json: Mapping[str, Any] | None) -> Verification | None:
    if json is None:
        return None
    return Verification(
        inliers=json["inliers"],
        verified=json["verified"],
        query_box=_box(json["query_box"]),
        box=_box(json["box"]),
    )


def _box(json: Mapping[str, float] | None) -> Box | None:
    return None if json is None else _known(Box, json)
