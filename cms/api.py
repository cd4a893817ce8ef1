"""The HTTP APIs: one OpenAPI document over the packages' routers, and Wagtail's own for pages."""

from __future__ import annotations

from ninja import NinjaAPI
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet

api = NinjaAPI(title="Palvelupaketti", version="1", docs_url=None, urls_namespace="api")
api.add_router("", "search.api.router")
api.add_router("", "cms.directory.api.public.router")
api.add_router("/hsds", "cms.directory.hsds.router.router")

pages_api = WagtailAPIRouter("wagtailapi")
pages_api.register_endpoint("pages", PagesAPIViewSet)
pages_api.register_endpoint("images", ImagesAPIViewSet)
pages_api.register_endpoint("documents", DocumentsAPIViewSet)
