"""Makes cmyk.jpg: a 64 x 48 CMYK JPEG, all of it a strong red."""

from PIL import Image

Image.new("CMYK", (64, 48), (0, 230, 230, 0)).save("cmyk.jpg", quality=95)
