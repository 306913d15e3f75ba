"""Writes pictures and what networks are fed of them, as torchvision's transforms and Pillow make it."""

import pathlib
import random
import sys

from PIL import Image, ImageOps

FOLDER = pathlib.Path(sys.argv[1])
FILTERS = {
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
}


def crop(picture, shorter, width, height, resample):
    """torchvision's Resize(shorter) and CenterCrop((height, width))."""
    w, h = picture.size
    size = (shorter, int(shorter * h / w)) if w <= h else (int(shorter * w / h), shorter)
    left = int(round((size[0] - width) / 2.0))
    top = int(round((size[1] - height) / 2.0))
    return picture.resize(size, resample).crop((left, top, left + width, top + height))


for name, size in {"wide": (401, 300), "tall": (97, 350), "small": (50, 37)}.items():
    noise = random.Random(size[0]).randbytes(size[0] * size[1] * 3)
    picture = Image.frombytes("RGB", size, noise)
    picture.save(FOLDER / f"{name}.png")
    for filter, resample in FILTERS.items():
        fed = {
            "stretch": picture.resize((112, 96), resample),
            "crop": crop(picture, 128, 111, 96, resample),
            "pad": ImageOps.pad(picture, (112, 96), resample, color=(9, 8, 7)),
        }
        for fit, result in fed.items():
            (FOLDER / f"{name}-{filter}-{fit}.rgb").write_bytes(result.tobytes())
