"""Makes a screenshot smaller: the 256 colours that it needs most, each pixel the nearest of them."""

import struct
import zlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

SIGNATURE = b"\x89PNG\r\n\x1a\n"
Bytes = NDArray[np.uint8]


def smaller(png: bytes) -> bytes:
    """An indexed PNG of an RGB or RGBA one of 8 bits, not interlaced, as browsers write it; transparency is dropped.

    Raises ValueError for other kinds.
    """
    pixels = _pixels(png)
    palette, places = _indexed(pixels)
    height, width = places.shape
    lines = np.insert(places, 0, 0, axis=1).tobytes()
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", header), (b"PLTE", palette.tobytes()), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")]
    return SIGNATURE + b"".join(_chunk(kind, body) for kind, body in parts)


def _indexed(pixels: Bytes) -> tuple[Bytes, Bytes]:
    """A palette of at most 256 colours, and for each pixel its place in it."""
    height, width, _ = pixels.shape
    packed = pixels.astype(np.uint32) @ np.array([65536, 256, 1], dtype=np.uint32)
    colours, inverse, times = np.unique(packed, return_inverse=True, return_counts=True)
    rgb = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1).astype(np.int32)
    palette = _palette(rgb, times)
    nearest = np.concatenate(
        [((part[:, None, :] - palette[None]) ** 2).sum(axis=2).argmin(axis=1) for part in np.array_split(rgb, 64)]
    )
    return palette.astype(np.uint8), nearest[inverse].reshape(height, width).astype(np.uint8)


def _palette(rgb: NDArray[np.int32], times: NDArray[np.int64]) -> NDArray[np.int32]:
    """The commonest colours as they are; the rest by the commonest corners of the colour cube."""
    if len(rgb) <= 256:
        return rgb
    exact = rgb[np.argsort(-times)[:96]]
    _, corner, total = np.unique(rgb >> 4, axis=0, return_inverse=True, return_counts=True)
    weight = np.bincount(corner.ravel(), weights=times, minlength=len(total))
    means = [np.bincount(corner.ravel(), weights=rgb[:, i] * times, minlength=len(total)) / weight for i in range(3)]
    common = np.stack(means, axis=1).round().astype(np.int32)[np.argsort(-weight)[:160]]
    return np.concatenate([exact, common])


def _pixels(png: bytes) -> Bytes:
    """Height × width × 3."""
    chunks = dict[bytes, bytes]()
    for kind, body in _chunks(png):
        chunks[kind] = chunks.get(kind, b"") + body
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    if depth != 8 or colour not in (2, 6) or interlaced:
        raise ValueError(f"A PNG of another kind: depth {depth}, colour type {colour}, interlaced {interlaced}.")
    channels = 3 if colour == 2 else 4
    lines = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, 1 + width * channels)
    return _unfiltered(lines, channels).reshape(height, width, channels)[:, :, :3]


def _unfiltered(lines: Bytes, channels: int) -> Bytes:
    above = np.zeros(lines.shape[1] - 1, np.uint8)
    found = []
    for line in lines:
        above = _line(int(line[0]), line[1:], above, channels)
        found.append(above)
    return np.array(found)


def _line(kind: int, line: Bytes, above: Bytes, channels: int) -> Bytes:
    """PNG's five filters (ISO/IEC 15948, 9.2), undone."""
    if kind == 0:
        return line
    if kind == 1:
        return np.cumsum(line.reshape(-1, channels), axis=0, dtype=np.uint8).ravel()
    if kind == 2:
        return line + above
    known, over = bytearray(line.tobytes()), above.tobytes()
    for place in range(len(known)):
        left = known[place - channels] if place >= channels else 0
        corner = over[place - channels] if place >= channels else 0
        guess = (left + over[place]) // 2 if kind == 3 else _paeth(left, over[place], corner)
        known[place] = (known[place] + guess) & 255
    return np.frombuffer(bytes(known), np.uint8)


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(SIGNATURE)
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        yield kind, png[place + 8 : place + 8 + length]
        place += 12 + length


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
