"""Makes cmyk.jpg and ycck.jpg: 64 x 48 JPEGs of four colour channels, all of it a strong red.

Both are inverted, as Adobe's programs write them. Pillow cannot write YCCK, so its values are
written as CMYK and the file is marked as YCCK afterwards, in the last byte of the APP14 segment.
"""

from PIL import Image

RED = (0, 230, 230, 0)

Image.new("CMYK", (64, 48), RED).save("cmyk.jpg", quality=95)

y, cb, cr = Image.new("RGB", (1, 1), RED[:3]).convert("YCbCr").getpixel((0, 0))
stored = (y, cb, cr, 255 - RED[3])
Image.new("CMYK", (64, 48), tuple(255 - value for value in stored)).save("ycck.jpg", quality=95)
content = bytearray(open("ycck.jpg", "rb").read())
adobe = content.index(b"\xff\xee\x00\x0eAdobe")
content[adobe + 15] = 2
open("ycck.jpg", "wb").write(content)
