"""Images come along made harmless, and a news item tells its source with a link."""

from __future__ import annotations

import io

import pytest
from PIL import Image as Pillow
from wagtail.images import get_image_model

from cms.publishing.models import News
from home.models import HomePage
from ingest.errors import ParseError
from ingest.images import MAX_PIXELS, reencoded
from ingest.keeping import run_source
from ingest.models import RecordError, Source
from ingest.records import Image
from ingest.work import WORDLESS_IMAGES
from tests.integration.ingest.played import Played, hold, new_world, news

World = type[Played]
PICTURE = "https://esimerkki.example/kuva.jpg"
SECOND = "https://esimerkki.example/toinen.png"


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """Return an image file."""
    written = io.BytesIO()
    Pillow.new("RGB", size, "green").save(written, kind, **options)
    return written.getvalue()


def with_exif() -> bytes:
    """Return a photograph that tells where it was taken."""
    exif = Pillow.Exif()
    exif[0x010E] = "Kotiosoite 1, Turku"
    return picture(exif=exif)


@pytest.fixture
def world(site: HomePage, monkeypatch: pytest.MonkeyPatch) -> World:
    """Return a source's world."""
    return new_world(monkeypatch)


@pytest.fixture
def source(world: World) -> Source:
    """Return a kept source."""
    return Source.objects.create(name="Kuvat", plugin="played", kept=True)


def test_an_image_comes_along_with_its_description(source: Source, world: World) -> None:
    world.images[PICTURE] = with_exif()
    world.images[SECOND] = picture("PNG", (20, 20))
    images = (Image(url=PICTURE, alt="Lapsia leikkimässä"), Image(url=SECOND, alt="Kartta"))
    hold(world, news(1, images=images, url="https://esimerkki.example/1"))
    list(run_source(source))
    page = News.objects.get()
    assert page.image is not None
    assert page.image.description == "Lapsia leikkimässä"
    assert [block.block_type for block in page.body] == ["image"]
    assert page.source_url == "https://esimerkki.example/1"
    assert [user.pk for user, _references in page.image.get_usage()] == [page.pk]
    with page.image.file.open() as file:
        assert b"Kotiosoite" not in file.read()


def test_an_image_is_stored_once_and_an_unchanged_record_stays_unchanged(
    source: Source, world: World
) -> None:
    world.images[PICTURE] = picture()
    hold(
        world, news(1, images=(Image(url=PICTURE, alt="x"),)), news(2, images=(Image(url=PICTURE, alt="x"),))
    )
    list(run_source(source))
    assert get_image_model().objects.count() == 1
    outcomes = [outcome for _, outcome in run_source(source, read_all=True)]
    assert {outcome.action.value for outcome in outcomes} == {"unchanged"}


def test_an_image_without_a_description_is_on_the_work_list(source: Source, world: World) -> None:
    world.images[PICTURE] = picture()
    hold(world, news(1, images=(Image(url=PICTURE),)))
    list(run_source(source))
    assert WORDLESS_IMAGES.count() == 1


def test_a_record_comes_in_without_an_image_that_cannot_be_had_and_the_error_is_kept(
    source: Source, world: World
) -> None:
    hold(world, news(1, images=(Image(url=PICTURE, alt="x"),)))
    list(run_source(source))
    assert News.objects.get().image is None
    error = RecordError.objects.get()
    assert error.stage == "image"
    assert PICTURE in error.message


def test_an_image_loses_what_the_camera_told() -> None:
    content, suffix = reencoded(with_exif())
    assert suffix == "jpg"
    assert b"Kotiosoite" not in content
    assert not Pillow.open(io.BytesIO(content)).getexif()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\x00" * 20,
        picture()[:200],
        picture("BMP"),
    ],
)
def test_what_is_no_whole_image_is_refused(content: bytes) -> None:
    with pytest.raises(ParseError):
        reencoded(content)


def test_an_image_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    side = int(MAX_PIXELS**0.5) + 10
    written = io.BytesIO()
    Pillow.new("1", (side, side)).save(written, "PNG")
    with pytest.raises(ParseError, match="too many"):
        reencoded(written.getvalue())
