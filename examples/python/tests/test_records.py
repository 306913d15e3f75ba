"""python -m unittest discover -s tests"""

import base64
import json
import os
import pathlib
import tempfile
import unittest

from cider_stream import Id, Position, SearchFailed, Url, Vector
from cider_stream.records import metadata_headers, query
from cider_stream.types import reply_of


class RecordsTest(unittest.TestCase):
    def test_one_picture_is_sent_as_it_is_with_its_parameters_in_headers(self):
        value, headers = query(
            [b"picture"],
            region=(0, 0.25, 0.5, 1),
            top_k=5,
            offset=10,
            min_score=0.5,
            group_by="shop",
            verify=20,
            at_least=[Position(0, 7), Position(1, 9)],
        )
        self.assertEqual(b"picture", value)
        self.assertEqual(
            {
                "region": b"0.0,0.25,0.5,1.0",
                "top-k": b"5",
                "offset": b"10",
                "min-score": b"0.5",
                "group-by": b"shop",
                "verify": b"20",
                "at-least": b"0:7,1:9",
            },
            dict(headers),
        )

    def test_several_pictures_are_sent_as_json(self):
        value, headers = query(
            [b"a", Id("x"), Url("http://host/b"), Id("y")],
            combine="any",
            exclude_self=True,
            at_least=[Position(0, 7)],
        )
        self.assertEqual([], headers)
        self.assertEqual(
            {
                "contents": [base64.b64encode(b"a").decode()],
                "uris": ["http://host/b"],
                "image_ids": ["x", "y"],
                "combine": "any",
                "top_k": 10,
                "exclude_self": True,
                "at_least": [{"partition": 0, "offset": 7}],
            },
            json.loads(value),
        )

    def test_one_subject_that_is_no_picture_is_sent_as_json(self):
        self.assertEqual({"image_id": "x", "top_k": 10}, json.loads(query([Id("x")])[0]))
        self.assertEqual({"uri": "u", "top_k": 3}, json.loads(query([Url("u")], top_k=3)[0]))
        self.assertEqual(
            {"vector": [1.0, 0.0], "vector_model": "m", "top_k": 10},
            json.loads(query([Vector([1, 0], "m")])[0]),
        )

    def test_a_path_is_a_picture_wherever_it_stands(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "a.jpg")
            with open(path, "wb") as file:
                file.write(b"a")
            self.assertEqual(b"a", query([path])[0])
            for picture in (path, pathlib.Path(path), b"a", bytearray(b"a"), memoryview(b"a")):
                self.assertEqual(
                    {"contents": ["YQ=="], "uris": [], "image_ids": ["x"], "top_k": 10},
                    json.loads(query([Id("x"), picture])[0]),
                )

    def test_numbers_of_numpy_are_numbers(self):
        class Scalar:  # as numpy.float32(0.5)
            def item(self):
                return 0.5

        fields = json.loads(query([Id("x")], min_score=Scalar())[0])
        self.assertEqual(0.5, fields["min_score"])
        self.assertEqual([("meta-number.price", b"0.5")], metadata_headers({"price": Scalar()}))

    def test_fields_of_a_newer_server_are_ignored(self):
        box = {"x1": 0, "y1": 0, "x2": 1, "y2": 1, "score": 0.5, "label": "new"}
        position = {"partition": 0, "offset": 7, "epoch": 1}
        reply = reply_of(
            {
                "status": "OK",
                "reply_id": "r",
                "model": None,
                "matches": [],
                "boxes": [box],
                "index_position": [position],
                "timings": {},
            }
        )
        self.assertEqual([Position(0, 7)], reply.index_position)
        self.assertEqual(0.5, reply.boxes[0].score)

    def test_what_cannot_be_asked_is_refused(self):
        for subjects in ([None], [Id("x"), None], [Id("x"), 7], [b"a", ["b"]]):
            with self.assertRaises(TypeError):
                query(subjects)
        with self.assertRaises(ValueError):
            query([])
        with self.assertRaises(ValueError):
            query([Vector([1.0]), Id("x")])
        with self.assertRaises(TypeError):
            query([Id("x")], topk=3)

    def test_metadata_keeps_its_types(self):
        self.assertEqual(
            [
                ("meta.shop", b"north"),
                ("meta-number.price", b"12"),
                ("meta-number.weight", b"0.5"),
                ("meta-bool.sold", b"true"),
            ],
            metadata_headers({"shop": "north", "price": 12, "weight": 0.5, "sold": True}),
        )
        with self.assertRaises(TypeError):
            metadata_headers({"shop": None})

    def test_another_status_than_ok_is_raised(self):
        with self.assertRaises(SearchFailed) as failed:
            reply_of(
                {"status": "INVALID", "error_code": "IMAGE_UNKNOWN", "error_message": "unknown"}
            )
        self.assertEqual("IMAGE_UNKNOWN", failed.exception.code)


if __name__ == "__main__":
    unittest.main()
