"""Prints the descriptor of each picture, as cider-stream computes it.

    python describe.py MODEL.onnx PICTURE...

docs/reference/preprocessing.md states the rules that this file follows.
"""

import json
import sys

import cv2
import numpy as np
import onnxruntime

JPEG = b"\xff\xd8\xff"
REDUCED = {
    8: cv2.IMREAD_REDUCED_COLOR_8,
    4: cv2.IMREAD_REDUCED_COLOR_4,
    2: cv2.IMREAD_REDUCED_COLOR_2,
}


class Describer:
    """A model and its preprocessing."""

    def __init__(self, model_file):
        self.session = onnxruntime.InferenceSession(model_file, providers=["CPUExecutionProvider"])
        facts = self.session.get_modelmeta().custom_metadata_map
        if facts["cider.input"] != "uint8-nhwc-rgb":
            raise ValueError("this model takes another input: " + facts["cider.input"])
        self.sizes = [tuple(map(int, s.split("x"))) for s in facts["cider.groups"].split(",")]
        self.bounds = [float(b) for b in facts["cider.bounds"].split(",") if b]

    def input_size(self, width, height):
        """Width and height of the network's input for an upright picture."""
        return self.sizes[sum(height / width >= bound for bound in self.bounds)]

    def pixels(self, content):
        """The network's input: uint8, [height, width, 3], RGB."""
        if content.startswith(JPEG):
            picture = decode(content, cv2.IMREAD_COLOR)
            target = self.input_size(picture.shape[1], picture.shape[0])
            picture = decode(content, reduction(picture, target))
        else:
            picture = on_white(decode(content, cv2.IMREAD_UNCHANGED))
            target = self.input_size(picture.shape[1], picture.shape[0])
        height, width = picture.shape[:2]
        shrinks = width > 1.5 * target[0] or height > 1.5 * target[1]
        resized = cv2.resize(
            picture, target, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
        )
        return cv2.cvtColor(resized, cv2.COLOR_BGR2RGB)

    def describe(self, content):
        """The descriptor: float32, of Euclidean length 1."""
        batch = self.pixels(content)[np.newaxis]
        return self.session.run(["descriptors"], {"images": batch})[0][0]


def reduction(picture, target):
    """The strongest reduction in decoding that leaves at least the target's pixels."""
    room = min(picture.shape[1] / target[0], picture.shape[0] / target[1])
    return next((flag for factor, flag in REDUCED.items() if room >= factor), cv2.IMREAD_COLOR)


def decode(content, flags):
    """Decodes; a JPEG's EXIF orientation is applied."""
    picture = cv2.imdecode(np.frombuffer(content, np.uint8), flags)
    if picture is None:
        raise ValueError("not a picture that OpenCV reads")
    return picture


def on_white(picture):
    """8-bit BGR; alpha is composed onto white."""
    if picture.dtype == np.uint16:
        picture = (picture // 256).astype(np.uint8)
    if picture.ndim == 2:
        return cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    if picture.shape[2] == 3:
        return picture
    alpha = picture[..., 3:].astype(np.uint32)
    colour = picture[..., :3].astype(np.uint32)
    return ((colour * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)


if __name__ == "__main__":
    describer = Describer(sys.argv[1])
    for name in sys.argv[2:]:
        with open(name, "rb") as file:
            print(json.dumps([round(float(x), 7) for x in describer.describe(file.read())]))
