"""Writes pictures in many forms into a folder, each with the pixels that Pillow reads from it:
NAME and NAME.rgb (width and height as 32-bit big-endian numbers, then RGB on white, upright)."""
import io
import struct
import sys

from PIL import Image, ImageOps

folder = sys.argv[1]
WIDTH, HEIGHT = 97, 71


def pattern():
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    for y in range(HEIGHT):
        for x in range(WIDTH):
            picture.putpixel((x, y), (x * 255 // WIDTH, y * 255 // HEIGHT, (x + y) % 256))
    picture.paste((250, 20, 20), (10, 10, 40, 30))
    return picture


def reference(file):
    picture = Image.open(file)
    picture.load()
    picture = ImageOps.exif_transpose(picture)
    if picture.mode.startswith("I"):
        picture = picture.point(lambda v: v / 257).convert("L")
    if "transparency" in picture.info or picture.mode in ("RGBA", "LA", "PA"):
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        white.alpha_composite(picture)
        picture = white
    picture = picture.convert("RGB")
    return struct.pack(">II", *picture.size) + picture.tobytes()


def save(name, picture, form=None, **how):
    file = f"{folder}/{name}"
    picture.save(file, form, **how)
    with open(file + ".rgb", "wb") as out:
        out.write(reference(file))


def exif(orientation, order):
    head = b"II*\0" if order == "<" else b"MM\0*"
    return head + struct.pack(order + "IHHHIHHI", 8, 1, 0x112, 3, 1, orientation, 0, 0)


rgb = pattern()
alpha = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
rgba = rgb.copy()
rgba.putalpha(alpha)
grey = rgb.convert("L")
la = Image.merge("LA", (grey, alpha))
palette = rgb.quantize(64)
bits = rgb.convert("1")

for quality, subsampling in ((90, 0), (75, 1), (60, 2)):
    for progressive in (False, True):
        save(f"{quality}-{progressive}.jpg", rgb, quality=quality, subsampling=subsampling, progressive=progressive)
save("grey.jpg", grey, quality=90)
save("cmyk.jpg", rgb.convert("CMYK"), quality=95)
save("restart.jpg", rgb, quality=90, restart_marker_rows=1)
save("rgb.jpg", rgb, quality=95, keep_rgb=True)
for name, picture in (("1", bits), ("l", grey), ("la", la), ("p", palette), ("rgb", rgb), ("rgba", rgba)):
    save(f"{name}.png", picture)
    if name != "la":
        save(f"{name}.bmp", picture)
save("key.png", grey, transparency=100)
save("keys.png", rgb, transparency=(250, 20, 20))
save("palette-alpha.png", palette, transparency=bytes(range(64)))
save("sixteen.png", grey.convert("I;16"))
save("plain.gif", palette, interlace=0)
save("interlaced.gif", palette, interlace=1)
save("transparent.gif", palette, transparency=5)
save("moving.gif", palette, save_all=True, append_images=[palette.rotate(180)], duration=50)
for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"):
    save(f"rgb-{compression}.tif", rgb, compression=compression)
    save(f"grey-{compression}.tif", grey, compression=compression)
    if compression != "jpeg":
        save(f"rgba-{compression}.tif", rgba, compression=compression)
        save(f"palette-{compression}.tif", palette, compression=compression)
        save(f"cmyk-{compression}.tif", rgb.convert("CMYK"), compression=compression)
for compression in ("group3", "group4", "raw"):
    save(f"bits-{compression}.tif", bits, compression=compression)
for lossless in (False, True):
    save(f"rgb-{lossless}.webp", rgb, lossless=lossless, quality=95)
    save(f"rgba-{lossless}.webp", rgba, lossless=lossless, quality=95, exact=True)
    save(f"moving-{lossless}.webp", rgba, lossless=lossless, save_all=True, append_images=[rgba.rotate(180)])
for orientation in range(1, 9):
    for order in "<>":
        tags = b"Exif\0\0" + exif(orientation, order)
        end = "little" if order == "<" else "big"
        save(f"{end}{orientation}.jpg", rgb, quality=90, exif=tags)
        save(f"{end}{orientation}.png", rgba, exif=tags)
        save(f"{end}{orientation}.webp", rgb, quality=95, exif=tags)
    for compression in ("tiff_lzw", "raw", "jpeg"):
        save(f"{orientation}-{compression}.tif", rgb, compression=compression, tiffinfo={274: orientation})
    save(f"{orientation}-group4.tif", bits, compression="group4", tiffinfo={274: orientation})
