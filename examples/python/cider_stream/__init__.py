"""Puts, deletes and searches pictures of cider-stream over Kafka, without a schema registry.

``Client`` blocks, ``AsyncClient`` is for asyncio; both have the same methods. What to search with is a
picture (bytes or a path), ``Id``, ``Url`` or ``Vector``.
"""

from .aio import AsyncClient
from .client import Client
from .types import (
    Box,
    CiderError,
    Id,
    Match,
    Picture,
    Position,
    Reply,
    SearchFailed,
    Subject,
    Url,
    Vector,
    Verification,
)

__all__ = [
    "AsyncClient",
    "Box",
    "CiderError",
    "Client",
    "Id",
    "Match",
    "Picture",
    "Position",
    "Reply",
    "SearchFailed",
    "Subject",
    "Url",
    "Vector",
    "Verification",
]
