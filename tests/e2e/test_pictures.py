"""The pictures of the documentation: small, of the right size, and to the eye what the browser drew."""

import struct
from base64 import b64encode
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tools.png import smaller

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
pytestmark = pytest.mark.slow

# Mean and largest difference of two pictures, in steps of 255.
COMPARE = """async ([one, other]) => {
  const read = async png => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + png;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
    canvas.drawImage(image, 0, 0);
    return canvas.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = [await read(one), await read(other)];
  if (a.width !== b.width || a.height !== b.height) return [255, 255];
  let sum = 0, most = 0;
  for (let i = 0; i < a.data.length; i++) {
    const far = Math.abs(a.data[i] - b.data[i]);
    sum += far;
    most = Math.max(most, far);
  }
  return [sum / a.data.length, most];
}"""


def test_a_smaller_picture_looks_the_same(page: Page, seat: Page) -> None:
    seat.goto("/voices")
    drawn = seat.screenshot()
    kept = smaller(drawn)
    assert len(kept) < len(drawn) * 0.6
    mean, most = page.evaluate(COMPARE, [b64encode(one).decode() for one in (drawn, kept)])
    assert mean < 1
    assert most < 64


def test_a_picture_of_few_colours_is_kept_to_the_point(page: Page) -> None:
    page.set_content("<body style='margin:0;background:#fff'><p style='background:#3d3aa8;height:40px'></p></body>")
    drawn = page.screenshot()
    assert page.evaluate(COMPARE, [b64encode(one).decode() for one in (drawn, smaller(drawn))]) == [0, 0]


def test_the_pictures_are_small_and_the_readme_has_its_own() -> None:
    pictures = {path.name: path.read_bytes() for path in IMAGES.glob("*.png")}
    assert {f"datum-{part}.png" for part in ("before", "between", "after")} <= pictures.keys()
    assert max(map(len, pictures.values())) < 150_000
    sizes = {name: struct.unpack(">II", png[16:24]) for name, png in pictures.items()}
    assert all(width >= 390 and height >= 400 for width, height in sizes.values())
