"""What the plugin is told."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class BulletinSettings(BaseModel):
    """The boards to read, and which of their notices."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    locations: tuple[str, ...] = Field(
        min_length=1, title="Addresses of the boards", description="Each is a JSON file on the web."
    )
    gatherings: bool = Field(default=True, title="Bring the gatherings too")
