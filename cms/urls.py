"""All addresses of the site: the composition root."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.utils.module_loading import import_string
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.images.views.serve import ServeView

from cms.api import api, pages_api

urlpatterns = [
    path("healthz", import_string("home.views.healthz"), name="healthz"),
    path("robots.txt", import_string("home.crawlers.robots"), name="robots"),
    path("sitemap.xml", import_string("home.crawlers.site_map_index"), name="sitemap"),
    path("sitemap-<slug:section>.xml", import_string("home.crawlers.site_map"), name="sitemap_part"),
    path("hallinta/turva/", include("cms.accounts.urls")),
    path("hallinta/", import_string("cms.worklist.views.home")),  # in place of Wagtail's dashboard
    path(  # in place of Wagtail's decision, which asks nobody what was read
        "hallinta/<path:kind>/workflow/action/<str:pk>/<slug:action_name>/<int:task_state_id>/",
        import_string("cms.moderation.views.read_first"),
    ),
    path("hallinta/", include(wagtailadmin_urls)),
    path(
        "kutsu/<str:token>/",
        import_string("cms.membership.views.accept_invitation"),
        name="accept_invitation",
    ),
    path("dokumentit/", include(wagtaildocs_urls)),
    path("api/v2/", pages_api.urls),
    path(
        "kuvat/<str:signature>/<int:image_id>/<str:filter_spec>/",
        ServeView.as_view(action="redirect"),
        name="picture",
    ),
    path("api/", import_string("cms.headless.addresses.lead_on")),
    path("api/", api.urls),
    re_path(r"^api/(?!v2/|docs$)", import_string("cms.headless.addresses.lead_on")),  # no page stands below
    path("haku/osuma/", import_string("search.log.views.record_click"), name="search-click"),
    # Pictures alone: documents go through their own view, which asks who may read them.
    re_path(
        rf"^{settings.MEDIA_URL.strip('/')}/(?P<path>(?:images|original_images)/.+)$",
        serve,
        {"document_root": settings.MEDIA_ROOT},
    ),
]

urlpatterns += i18n_patterns(
    path("haku/", import_string("search.views.search_page"), name="search"),
    path("haku/syote.<slug:form>", import_string("search.feeds.search_feed"), name="search_feed"),
    path("poiminnat/", import_string("cms.shortlist.views.shortlist"), name="shortlist"),
    path("poiminnat/jaa/", import_string("cms.shortlist.views.share_list"), name="share_shortlist"),
    path(
        "poiminnat/jaettu/<slug:token>/",
        import_string("cms.shortlist.views.shared_list"),
        name="shared_shortlist",
    ),
    path("poiminnat/pdf/", import_string("cms.shortlist.views.list_as_pdf"), name="shortlist_pdf"),
    path("poiminnat/posti/", import_string("cms.shortlist.views.mail_to_me"), name="mail_shortlist"),
    path("poiminnat/posti/kiitos/", import_string("cms.shortlist.views.mailed"), name="shortlist_mailed"),
    path("haku/tallenna/", import_string("cms.saved_searches.views.save"), name="save_search"),
    path("viestit/kirje/", import_string("cms.subscriptions.views.asked"), name="subscription_asked"),
    path(
        "viestit/uutiskirje/",
        import_string("cms.newsletters.views.subscribe"),
        name="subscribe_to_newsletter",
    ),
    path(
        "viestit/vahvista/<str:token>/",
        import_string("cms.subscriptions.views.confirm_subscription"),
        name="confirm_subscription",
    ),
    path(
        "viestit/lopeta/<str:token>/",
        import_string("cms.subscriptions.views.end_subscription"),
        name="end_subscription",
    ),
    path("upotus/", import_string("cms.embed.views.embedded_search"), name="embedded_search"),
    path("upotus/varit.css", import_string("cms.embed.views.colours"), name="embed_colours"),
    path("upotus/rakenna/", import_string("cms.embed.views.builder"), name="embed_builder"),
    path("posti/lopeta/<str:token>/", import_string("cms.mail.views.stop_mail"), name="stop_mail"),
    path(
        "vahvistus/<str:token>/",
        import_string("cms.freshness.views.confirm_from_letter"),
        name="confirm_by_link",
    ),
    path(
        "palvelut/<slug:slug>/palaute/",
        import_string("cms.feedback.views.feedback"),
        name="feedback_on_service",
    ),
    path(
        "palvelut/<slug:slug>/palaute/kiitos/",
        import_string("cms.feedback.views.thanks"),
        name="feedback_thanks",
    ),
    path(
        "palaute/saavutettavuus/",
        import_string("home.views.accessibility_feedback"),
        name="accessibility_feedback",
    ),
    path(
        "palaute/saavutettavuus/kiitos/",
        import_string("home.views.accessibility_thanks"),
        name="accessibility_thanks",
    ),
    path("tyylit/", import_string("home.views.styles"), name="styles"),
    path("palvelut/<slug:slug>/", import_string("cms.directory.views.service"), name="service"),
    path("api/docs", import_string("cms.headless.reference.reference"), name="api_reference"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
