"""usage: find.py BOOTSTRAP PICTURE

Puts a picture, searches for it in several ways, and deletes it.
"""

import asyncio
import sys
import uuid
from pathlib import Path

from cider_stream import AsyncClient, Client, Id, SearchFailed


def find(bootstrap, picture, image_id):
    # [client]
    with Client(bootstrap) as client:
        position = client.put(image_id, picture, {"shop": "north", "price": 10})
        reply = client.search(
            picture,
            top_k=3,
            verify=20,  # compare the first 20 position by position; the model must have local features
            filter='metadata["shop"] == "north"',
            at_least=[position],  # answer only from an index that holds what was just put
        )
        for match in reply.matches:
            inliers = match.verification.inliers if match.verification else 0
            print(f"{match.score:.4f} {inliers} inliers {match.image_id} {match.metadata}")
        # [end]
        if reply.matches[0].image_id != image_id:
            sys.exit(f"{image_id} is not the first match")
        try:
            client.search(Id("no such image " + image_id))
            sys.exit("an unknown image was found")
        except SearchFailed as e:
            print("rejected with", e.code)


async def refine(bootstrap, picture, image_id):
    # [async]
    async with AsyncClient(bootstrap) as client:
        copy = image_id + "-copy"
        positions = await client.put_all(
            [(copy, picture, {"shop": "north"}), (copy + "-2", picture, {"shop": "south"})]
        )
        reply = await client.search(
            Id(image_id),
            picture,
            combine="any",
            exclude_self=True,
            min_score=0.99,
            group_by="shop",
            at_least=positions,
        )
        print("one of each shop:", sorted(match.metadata["shop"] for match in reply.matches))
        for name in (image_id, copy, copy + "-2"):
            await client.delete(name)
    # [end]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    name = f"python-{uuid.uuid4()}"
    find(sys.argv[1], Path(sys.argv[2]), name)
    asyncio.run(refine(sys.argv[1], Path(sys.argv[2]), name))
    print(f"found {name}")
