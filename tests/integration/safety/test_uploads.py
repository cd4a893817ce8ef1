"""What people upload does no harm to those who open it, and tells nothing of where it was made."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture
from PIL.ExifTags import GPS, IFD, Base
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection

from cms.safety.pictures import without_notes
from home.models import HomePage
from tests.factories import UserFactory

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the buffer of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]
SIDEWAYS = 6
SCRIPT = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def photograph(kind: str, *, several: bool = False) -> bytes:
    """Return a wide picture as a telephone held upright takes it: with the place, and lying on its side."""
    notes = Picture.Exif()
    notes[Base.Orientation] = SIDEWAYS
    notes[Base.Make] = "Kotipuhelin"
    notes.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (60.0, 27.0, 6.0)
    out = BytesIO()
    picture = Picture.new("RGB", (40, 20), "teal")
    more = {"save_all": True, "append_images": [picture]} if several else {}
    picture.save(out, kind, exif=notes, **more)
    return out.getvalue()


@pytest.fixture
def upload(site: HomePage, client: Client) -> Callable[[str, bytes], Image | None]:
    """Return a function that uploads a picture as an editor, and returns what is kept."""
    client.force_login(UserFactory(is_superuser=True))

    def send(name: str, content: bytes) -> Image | None:
        client.post(
            reverse("wagtailimages:add"),
            {
                "title": "Kuva",
                "description": "Turkoosi pinta",
                "file": SimpleUploadedFile(name, content),
                "collection": Collection.get_first_root_node().pk,
            },
        )
        return Image.objects.order_by("pk").last()

    return send


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "MPO"])
def test_a_picture_is_kept_without_the_notes_of_the_camera(
    upload: Callable[[str, bytes], Image | None], kind: str
) -> None:
    name = f"kuva.{'jpg' if kind == 'MPO' else kind.lower()}"
    image = upload(name, photograph(kind, several=kind == "MPO"))
    assert image is not None
    assert (image.width, image.height) == (20, 40), "the notes' turn is in the pixels now"
    kept = Path(image.file.path).read_bytes()
    assert image.file_size == len(kept)
    with image.get_rendition("width-10").file.open() as smaller:
        for content in (kept, smaller.read()):
            with Picture.open(BytesIO(content)) as picture:
                assert not picture.getexif()
            assert b"Kotipuhelin" not in content


def test_pictures_from_before_are_made_anew_by_a_command_and_only_once(site: HomePage) -> None:
    image = Image.objects.create(title="Vanha", file=ContentFile(photograph("JPEG"), "vanha.jpg"))
    before = Path(image.file.path)
    before.write_bytes(photograph("JPEG"))  # as it was stored when nobody cleaned uploads
    image.get_rendition("width-10")
    told = StringIO()
    call_command("clean_pictures", stdout=told)
    image = Image.objects.get(pk=image.pk)
    kept = Path(image.file.path).read_bytes()
    assert b"Kotipuhelin" not in kept
    assert (image.width, image.height, image.file_size) == (20, 40, len(kept))
    assert not before.exists()
    assert not image.renditions.exists()
    call_command("clean_pictures", stdout=told)
    assert told.getvalue().split("\n")[:2] == [
        "1 pictures were made anew without notes.",
        "0 pictures were made anew without notes.",
    ]


def test_what_a_stopped_run_left_is_finished_and_a_broken_picture_stops_no_other(site: HomePage) -> None:
    broken = Image.objects.create(title="Rikki", file=ContentFile(photograph("JPEG"), "rikki.jpg"))
    Path(broken.file.path).write_bytes(photograph("JPEG")[:-80])
    image = Image.objects.create(title="Puhdas", file=ContentFile(photograph("JPEG"), "puhdas.jpg"))
    size = image.get_rendition("width-10")
    Path(size.file.path).write_bytes(photograph("JPEG"))
    told, warned = StringIO(), StringIO()
    with pytest.raises(CommandError, match="1 pictures were left"):
        call_command("clean_pictures", stdout=told, stderr=warned)
    assert (told.getvalue()[:1], f"Picture {broken.pk} " in warned.getvalue()) == ("1", True)
    assert not image.renditions.exists()


def test_a_picture_without_notes_is_kept_as_it_is() -> None:
    out = BytesIO()
    Picture.new("RGB", (4, 4)).save(out, "JPEG")
    assert without_notes(out.getvalue()) is None


def test_the_colours_of_a_palette_stay() -> None:
    out = BytesIO()
    picture = Picture.new("P", (4, 4), 1)
    picture.putpalette([0, 0, 0, 200, 30, 60])
    picture.save(out, "PNG", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00")
    with Picture.open(BytesIO(without_notes(out.getvalue()) or out.getvalue())) as kept:
        assert kept.convert("RGB").getpixel((0, 0)) == (200, 30, 60)


@pytest.mark.parametrize(("name", "content"), [("kuva.svg", SCRIPT), ("kuva.png", SCRIPT)])
def test_drawings_that_may_hold_scripts_are_refused(
    upload: Callable[[str, bytes], Image | None], name: str, content: bytes
) -> None:
    assert upload(name, content) is None


@pytest.mark.parametrize("name", ["sivu.html", "kuva.svg", "ohjelma.js", "makro.docm"])
def test_documents_that_programs_run_are_refused(site: HomePage, client: Client, name: str) -> None:
    client.force_login(UserFactory(is_superuser=True))
    client.post(
        reverse("wagtaildocs:add"),
        {
            "title": "Asiakirja",
            "file": SimpleUploadedFile(name, SCRIPT),
            "collection": Collection.get_first_root_node().pk,
        },
    )
    assert not Document.objects.exists()


@pytest.mark.parametrize("name", ["ohje.pdf", "sivu.html"])
def test_documents_are_served_as_attachments_that_run_nothing(
    site: HomePage, client: Client, name: str
) -> None:
    document = Document.objects.create(title="Ohje", file=ContentFile(SCRIPT, name))
    with closing(client.get(document.url)) as response:
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in response["Content-Security-Policy"]
