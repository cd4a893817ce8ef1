"""How one entry of the demo content becomes content, unless something of its name is there already."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from functools import cache
from html import escape
from typing import Any

from django.apps import apps
from django.conf import settings as project
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission
from django.utils.timezone import localdate, make_aware
from wagtail.models import Page, Site

from cms.accounts.models import User
from cms.demo import catalogue
from cms.demo.accounts import DemoAccount
from cms.demo.catalogue import (
    CONTENT,
    EVERYWHERE,
    DemoArticle,
    DemoEvent,
    DemoIssue,
    DemoOrganisation,
    DemoService,
    DemoTerm,
)
from cms.demo.markup import body_blocks, picked
from cms.directory.actions import save_service_draft
from cms.directory.models import (
    Challenge,
    Municipality,
    OrganisationIndex,
    OrganisationPage,
    Service,
    TargetGroup,
)
from cms.events.models import EventPage
from cms.membership.models import Membership
from cms.newsletters.models import NewsletterIndexPage, NewsletterPage
from cms.publishing.actions import save_page_draft
from cms.publishing.models import AnnualReview, News, PressRelease
from cms.publishing.models.article import Article
from cms.publishing.selectors import default_parent

EDITOR = "toimittaja@vslj.example"
"""Whose name stands in the history of what is loaded."""
PICKED: dict[str, type[Any]] = {"uutinen": News, "tapahtuma": EventPage, "palvelu": Service}
"""What an issue picks, by the word for it in the content."""


def load_account(account: DemoAccount) -> None:
    """Make the account, and those of its groups that are missing, with the right to enter the admin."""
    if User.objects.filter(username=account.username).exists():
        return
    user = User.objects.create(
        username=account.username,
        email=account.email,
        first_name=account.first_name,
        last_name=account.last_name,
        password=_password_hash(account.password),
        is_superuser=account.superuser,
        is_staff=account.superuser,
    )
    for name in account.groups:
        group, created = Group.objects.get_or_create(name=name)
        if created:
            group.permissions.add(Permission.objects.get(codename="access_admin"))
        user.groups.add(group)


def load_membership(account: DemoAccount) -> None:
    """Let the account work for its organisation, unless one of them has been deleted."""
    user = User.objects.filter(username=account.username).first()
    organisation = OrganisationPage.objects.filter(slug=account.organisation).first()
    if user is not None and organisation is not None:
        Membership.objects.get_or_create(
            user=user, organisation=organisation, defaults={"role": account.membership}
        )


def load_target_group(term: DemoTerm) -> None:
    """Make the target group."""
    _load_term(TargetGroup, term)


def load_challenge(term: DemoTerm) -> None:
    """Make the challenge."""
    _load_term(Challenge, term)


def load_organisation(organisation: DemoOrganisation) -> None:
    """Publish the organisation's page."""
    everywhere = organisation.municipalities == (EVERYWHERE,)
    places = Municipality.objects.all()
    _load_page(
        OrganisationPage,
        OrganisationIndex.original(),
        organisation.slug,
        title=organisation.name,
        business_id=organisation.business_id,
        summary=organisation.summary,
        body=body_blocks(organisation.body),
        website=organisation.website,
        email=organisation.email,
        telephone=organisation.telephone,
        member_since=organisation.member_since,
        municipalities=list(places if everywhere else places.filter(name_fi__in=organisation.municipalities)),
    )


def load_service(service: DemoService) -> None:
    """Publish the service, unless its organisation has been deleted."""
    organisation = OrganisationPage.objects.filter(slug=service.organisation).first()
    if organisation is None or Service.objects.filter(slug=service.slug).exists():
        return
    values: dict[str, Any] = {
        "organisation": organisation,
        "is_free": not service.price,
        "link": service.section_url,
        "confirmed_at": localdate() - timedelta(days=service.confirmed_days_ago),
        "channels": list(service.channels),
        "languages": list(service.languages),
        "target_groups": list(TargetGroup.objects.filter(slug__in=service.target_groups)),
        "challenges": list(Challenge.objects.filter(slug__in=service.challenges)),
        "municipalities": list(Municipality.objects.filter(name_fi__in=service.municipalities)),
        "tags": list(service.tags),
    }
    for name in (
        "slug", "name", "summary", "description", "whole_county", "digital", "opening_hours", "price",
        "anonymous", "age_from", "age_to", "status",
    ):  # fmt: skip
        values[name] = getattr(service, name)
    save_service_draft(values=values, publish=True, user=_editor())


def load_news(article: DemoArticle) -> None:
    """Publish the news item."""
    _load_article(News, article, date=article.date)


def load_press_release(article: DemoArticle) -> None:
    """Publish the press release with its contacts."""
    _load_article(PressRelease, article, date=article.date, contacts=article.rows)


def load_annual_review(article: DemoArticle) -> None:
    """Publish the annual review with its key figures."""
    _load_article(AnnualReview, article, year=article.year, figures=article.rows)


def load_event(event: DemoEvent) -> None:
    """Publish the event, counted from today."""
    day = localdate() + timedelta(days=event.in_days)
    groups = TargetGroup.objects.filter(slug__in=event.target_groups)
    until = localdate() + timedelta(days=event.registration_days) if event.registration_days else None
    _load_page(
        EventPage,
        default_parent(EventPage),
        event.slug,
        title=event.title,
        summary=event.summary,
        body=body_blocks(event.body),
        starts_at=_moment(day, event.begins or "0.00"),
        ends_at=_moment(day, event.ends) if event.ends else None,
        all_day=not event.begins,
        place=event.place,
        municipality=Municipality.objects.get(name_fi=event.municipality) if event.municipality else None,
        online_url=event.online_url,
        organisation=OrganisationPage.objects.filter(slug=event.organisation).first(),
        target_groups=list(groups),
        registration_url=event.registration_url,
        registration_until=until,
        contact_email=event.contact_email,
    )


def load_newsletter() -> None:
    """Fill the newsletter's own page while it is empty."""
    page = NewsletterIndexPage.objects.get(locale__language_code=project.LANGUAGE_CODE)
    if not page.introduction:
        save_page_draft(
            model=type(page), page=page, values=catalogue.newsletter(), publish=True, user=_editor()
        )


def load_issue(issue: DemoIssue) -> None:
    """Publish the issue, counted from today, with what it picks that is still there."""
    _load_page(
        NewsletterPage,
        default_parent(NewsletterPage),
        issue.slug,
        title=issue.title,
        summary=issue.summary,
        date=localdate() - timedelta(days=issue.days_ago),
        body=[block for part in issue.body.split("\n\n") for block in _issue_blocks(part.strip())],
    )


def _issue_blocks(part: str) -> list[dict[str, Any]]:
    """Return the block of a part of an issue: a picked page, or what other bodies have too."""
    if part.startswith("- "):
        items = "".join(f"<li>{escape(line[2:], quote=False)}</li>" for line in part.splitlines())
        return [{"type": "paragraph", "value": f"<ul>{items}</ul>"}]
    choice = picked(part)
    if choice is None:
        return body_blocks(part)
    kind, slug = choice
    thing = PICKED[kind].objects.filter(slug=slug).first()
    return [{"type": "service" if kind == "palvelu" else "page", "value": thing.pk}] if thing else []


def _moment(day: date, clock: str) -> datetime:
    return make_aware(datetime.combine(day, datetime.strptime(clock, "%H.%M").time()))  # noqa: DTZ007  a local time


def load_front_page() -> None:
    """Fill the front page and the site's settings, each only while it is empty."""
    texts = tomllib.loads((CONTENT / "front_page.toml").read_text(encoding="utf-8"))
    page = apps.get_model("home", "HomePage").objects.get(locale__language_code=project.LANGUAGE_CODE)
    if not page.introduction:
        values = {"introduction": texts["introduction"], "figures": texts["figures"]}
        save_page_draft(model=type(page), page=page, values=values, publish=True, user=_editor())
    settings = apps.get_model("home", "SiteSettings").for_site(Site.objects.get(is_default_site=True))
    if not settings.organisation_name:
        for name, value in texts["settings"].items():
            setattr(settings, name, value)
        settings.save()


@cache
def _password_hash(password: str) -> str:
    """Hash a password once: hashing is slow on purpose, and the demo accounts share theirs."""
    return make_password(password)


def _load_term(model: type[TargetGroup | Challenge], term: DemoTerm) -> None:
    names = {"name_fi": term.fi, "name_sv": term.sv, "name_en": term.en, "sort_order": term.position}
    if not model.objects.filter(name_fi=term.fi).exists():
        model.objects.get_or_create(slug=term.slug, defaults=names)


def _load_article(model: type[Article], article: DemoArticle, **values: Any) -> None:
    _load_page(
        model,
        default_parent(model),
        article.slug,
        title=article.title,
        summary=article.summary,
        body=body_blocks(article.body),
        tags=list(article.tags),
        **values,
    )


def _load_page(model: type[Page], parent: Page, slug: str, **values: Any) -> None:
    if not parent.get_children().filter(slug=slug).exists():
        save_page_draft(
            model=model, parent=parent, values={"slug": slug, **values}, publish=True, user=_editor()
        )


def _editor() -> User | None:
    return User.objects.filter(username=EDITOR).first()
