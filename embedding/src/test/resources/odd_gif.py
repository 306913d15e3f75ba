"""Makes odd.gif: a valid GIF that OpenCV 4.13 refuses, as its background is no colour of its table.

The screen is 12 x 8; the frame at 4, 2 is 6 x 4, interlaced and red.
"""

import struct

BITS = 2
CLEAR, END = 1 << BITS, (1 << BITS) + 1
BACKGROUND = 255

# a restart in front of each pixel keeps all codes at 3 bits
codes = [code for _ in range(24) for code in (CLEAR, 1)] + [END]
stream = sum(code << (BITS + 1) * i for i, code in enumerate(codes))
data = stream.to_bytes((len(codes) * (BITS + 1) + 7) // 8, "little")

open("odd.gif", "wb").write(
    b"GIF89a"
    + struct.pack("<HHBBB", 12, 8, 0x80, BACKGROUND, 0)
    + bytes([0, 0, 255, 255, 0, 0])
    + struct.pack("<BHHHHB", 0x2C, 4, 2, 6, 4, 0x40)
    + bytes([BITS, len(data)])
    + data
    + b"\0\x3b"
)
