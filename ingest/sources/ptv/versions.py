"""What a version of PTV's open interface has to say; one module each, so that the next one only adds one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol

from ingest.sources.json_text import Object
from ingest.sources.ptv.model import Channel, Organisation, Service
from ingest.sources.ptv.v11 import Version11


class Version(Protocol):
    """Know the addresses and the shapes of one version. Objects of other shapes are of no kind (None)."""

    name: str

    def organisation_address(self, base: str, id: str) -> str: ...

    def business_id_address(self, base: str, business_id: str) -> str: ...

    def services_address(self, base: str, organisation_id: str, page: int) -> str: ...

    def service_address(self, base: str, id: str) -> str: ...

    def channels_address(self, base: str, ids: Collection[str]) -> str: ...

    def kind_of(self, thing: Object) -> str | None: ...

    def page_of(self, answer: Any) -> tuple[list[Object], int]: ...

    def organisation(self, thing: Object) -> Organisation: ...

    def service(self, thing: Object) -> Service: ...

    def channel(self, thing: Object) -> Channel: ...

    def bare_organisation(self, id: str, name: str, language: str) -> Object: ...


VERSIONS: dict[str, Version] = {"v11": Version11()}
