"""Every value that comes from the environment, typed, in one place.

A malformed value stops the start with a message that names the variable.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parents[2]

CommaList = Annotated[tuple[str, ...], NoDecode]
"""A value like ``a, b``; written without JSON's brackets."""

RoleList = Annotated[
    tuple[
        Literal[
            "administrator",
            "umbrella_editor",
            "moderator",
            "organisation_administrator",
            "organisation_editor",
        ],
        ...,
    ],
    NoDecode,
]
"""Names of roles, written like a ``CommaList``."""


class Environment(BaseSettings):
    """Read the environment; field names in upper case are the variables' names."""

    model_config = SettingsConfigDict(env_prefix="", extra="ignore", frozen=True)

    palvelupaketti_var: Path = Field(
        PROJECT_ROOT / "var", description="Where the product keeps its state: database, index, media, logs."
    )
    debug: bool = Field(
        False, description="Whether errors show their code and templates are read anew; development only."
    )
    secret_key: str = Field("", description="Django's signing key; required in production.")
    allowed_hosts: CommaList = Field((), description="Host names that the site answers to.")
    csrf_trusted_origins: CommaList = Field((), description="Origins that may post, with their scheme.")
    two_factor_roles: RoleList = Field((), description="Roles that must log in with a second factor.")
    trusted_proxies: int = Field(
        0, ge=0, description="How many proxies of our own stand before us and name the client's address."
    )
    base_url: str = Field("http://127.0.0.1:8000", description="The public address, without a final slash.")
    database_url: str = Field("", description="PostgreSQL or SQLite; SQLite under var/ when empty.")
    redis_url: str = Field("", description="Redis of the workers and of politeness; required in production.")
    search_engine: str = Field("embedded", description="Which engine serves; a system check tells of others.")
    search_fallback: str = Field(
        "", description="An engine that is kept beside and answers while the other is away."
    )
    search_log_months: int = Field(13, ge=1, description="How long searches are kept in the log.")
    elasticsearch_url: str = Field("", description="Address of Elasticsearch 8 or 9.")
    elasticsearch_api_key: str = Field("", description="API key; wins over user and password.")
    elasticsearch_user: str = Field("", description="User name, where there is no API key.")
    elasticsearch_password: str = Field("", description="The user's password.")
    elasticsearch_ca_certs: str = Field("", description="Path of the authority's certificates.")
    elasticsearch_index: str = Field("palvelupaketti", description="Name that all our indexes begin with.")
    email_url: str = Field(
        "", description="smtp+tls://user:password@host:port; files under var/mail/ when empty."
    )
    default_from_email: str = Field("palvelupaketti@localhost", description="Sender of our mail.")
    mail_kept_days: int = Field(30, ge=1, description="How long letters that went are kept.")
    freshness_first_months: int = Field(
        6, ge=1, description="Months without confirmation until an organisation is first reminded."
    )
    freshness_second_months: int = Field(
        9, ge=1, description="Months without confirmation until it is reminded again."
    )
    freshness_overdue_months: int = Field(
        12, ge=1, description="Months until the umbrella is told too, and the public page says so."
    )
    freshness_link_days: int = Field(
        60, ge=1, description="How long the link in a reminder confirms without a login."
    )
    feedback_kept_months: int = Field(12, ge=1, description="How long feedback is kept.")
    feedback_per_hour: int = Field(5, ge=1, description="How much feedback one address may send in an hour.")
    shortlist_shared_days: int = Field(90, ge=1, description="How long a shortlist shared by link is kept.")
    saved_search_months: int = Field(
        12, ge=1, description="How long a saved search sends mail unless it is renewed."
    )
    letters_per_hour: int = Field(
        30,
        ge=1,
        description="Letters to people without an account that one network address may cause in an hour.",
    )
    outbound_allowed_networks: CommaList = Field(
        (), description="address[/prefix][:port] that outbound requests may reach although not public."
    )
    outbound_user_agent: str = Field("", description="User agent of outbound requests, with a contact.")
    outbound_contact: str = Field(
        "", description="Whom to ask about our outbound requests; an address or URL."
    )
    outbound_ca_file: str = Field("", description="Path of certificates to trust beside the usual ones.")
    outbound_host_interval: float = Field(0.5, ge=0, description="Seconds between two requests to a host.")
    outbound_host_concurrency: int = Field(2, ge=1, description="Requests to a host at a time.")
    linkcheck_interval_days: int = Field(
        7, ge=1, description="Days between two checks of a working link in members' own content."
    )
    linkcheck_other_interval_days: int = Field(
        30, ge=1, description="Days between two checks of a working link elsewhere."
    )
    outbound_ports: CommaList = Field(("80", "443"), description="Ports that outbound requests may use.")
    ingest_folders: CommaList = Field(
        (), description="Folders of the server whose files sources kept in the admin may read."
    )

    api_rate_per_minute: int = Field(
        1200,
        ge=0,
        description="Requests to the APIs that one address may make in a minute; 0: any number.",
    )
    api_token_rate_per_minute: int = Field(6000, ge=0, description="The same for one token.")
    api_cors_origins: CommaList = Field(
        ("*",), description="Origins whose pages may read the APIs in a browser; * for all."
    )
    front_end_preview_url: str = Field(
        "", description="Address of another front end that shows drafts, with {token} in it."
    )
    preview_minutes: int = Field(60, ge=1, description="How long a link to a draft works.")

    @field_validator(
        "allowed_hosts",
        "csrf_trusted_origins",
        "outbound_allowed_networks",
        "outbound_ports",
        "ingest_folders",
        "two_factor_roles",
        "api_cors_origins",
        mode="before",
    )
    @classmethod
    def _split_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value
