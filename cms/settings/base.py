"""What is the same in development, tests and production."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from cms.settings.caches import caches_from
from cms.settings.database import database_from
from cms.settings.environment import PROJECT_ROOT, Environment
from cms.settings.security import (  # noqa: F401  some are settings themselves
    ADMIN_CONTENT_SECURITY_POLICY,
    CONTENT_SECURITY_POLICY,
    DOCUMENT_EXTENSIONS,
    PERMISSIONS_POLICY,
    guard_file,
)

ENVIRONMENT = Environment()
VAR = ENVIRONMENT.palvelupaketti_var

SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.csrf_trusted_origins)
DEBUG = False
DEMO_ALLOWED = False
STYLE_PAGE = False  # the living style page, /tyylit/

INSTALLED_APPS = [
    "home",
    "ingest",
    "ingest.linkcheck",
    "ingest.mapping",
    "cms.accounts",
    "cms.directory",
    "cms.figures",
    "cms.publishing",
    "cms.events",
    "cms.membership",
    "cms.worklist",
    "cms.checklists",
    "cms.mail",
    "cms.freshness",
    "cms.feedback",
    "cms.overview",
    "cms.coverage",
    "cms.exchange",
    "cms.safety",
    "cms.headless",
    "cms.page_cache",
    "cms.subscriptions",
    "cms.saved_searches",
    "cms.newsletters",
    "cms.shortlist",
    "cms.translation",
    "cms.guide",
    "cms.readership",
    "search",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "cms.moderation",  # after wagtail.admin, in the place of whose mail it writes its own
    "wagtail",
    "wagtail.api.v2",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "rest_framework",
    "corsheaders",
    "django_filters",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "cms.middleware.PackedText",
    "cms.middleware.NothingTwice",
    "cms.readership.middleware.CountReadings",  # before what answers kept pages
    "cms.page_cache.middleware.KeptPages",  # before all that asks who it is
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.safety.headers.SafetyHeaders",
    "cms.headless.middleware.ApiManners",
    "django_htmx.middleware.HtmxMiddleware",
    "cms.accounts.middleware.SecondFactor",
    "cms.membership.border.OrganisationBorder",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
    "cms.middleware.AtomicWrites",  # last: it calls the view
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    }
]

DATABASES = {"default": database_from(ENVIRONMENT.database_url, VAR / "palvelupaketti.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
AUTHENTICATION_BACKENDS = [
    "cms.accounts.throttling.ThrottledLogin",
    "django.contrib.auth.backends.ModelBackend",
]
TWO_FACTOR_ROLES = frozenset(ENVIRONMENT.two_factor_roles)
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
OTP_TOTP_ISSUER = "Palvelupaketti"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]  # eight for an account, and eight for an address
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "cms.accounts.throttling.client_address"
AXES_USERNAME_CALLABLE = "cms.accounts.throttling.account_name"
AXES_LOCKOUT_CALLABLE = "cms.accounts.throttling.refuse"

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [PROJECT_ROOT / "locale"]
FORMAT_MODULE_PATH = "cms.formats"
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [PROJECT_ROOT / "static"]
WHITENOISE_ADD_HEADERS_FUNCTION = guard_file
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WAGTAIL_SITE_NAME = "Palvelupaketti"
WAGTAILADMIN_BASE_URL = ENVIRONMENT.base_url
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # so that nobody has to choose one
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.publishing.image_form.DescribedImageForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # every document is an attachment
WAGTAILDOCS_EXTENSIONS = DOCUMENT_EXTENSIONS
TAGGIT_CASE_INSENSITIVE = True

CELERY_BROKER_URL = ENVIRONMENT.redis_url
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 3600
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 1, "max_retries": 1}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat-schedule")  # cms.stack.beat_health looks at it
CELERY_BEAT_SCHEDULE = {
    "drain-index-changes": {"task": "search.drain_index_changes", "schedule": 5.0},
    "forget-old-searches": {"task": "search.forget_old_searches", "schedule": 86_400.0},
    "refresh-links": {"task": "linkcheck.refresh_links", "schedule": crontab(hour=2, minute=40)},
    "forget-old-checks": {"task": "linkcheck.forget_old_checks", "schedule": crontab(hour=3, minute=20)},
    "check-due-links": {"task": "linkcheck.check_due_links", "schedule": 900.0},
    "deliver-letters": {"task": "mail.deliver_letters", "schedule": 60.0},
    "forget-old-letters": {"task": "mail.forget_old_letters", "schedule": 86_400.0},
    "remind-of-freshness": {"task": "freshness.remind", "schedule": crontab(hour="7", minute="0")},
    "match-unmet-searches": {"task": "worklist.match_unmet_searches", "schedule": 21_600.0},
    "send-digests": {"task": "worklist.send_digests", "schedule": crontab(hour="7", minute="30")},
    "forget-old-feedback": {"task": "feedback.forget_old_feedback", "schedule": 86_400.0},
    "start-due-sources": {"task": "ingest.start_due_sources", "schedule": 60.0},
    "tell-of-silent-sources": {"task": "ingest.tell_of_silence", "schedule": 86_400.0},
    "forget-old-changes": {"task": "page_cache.forget_old_changes", "schedule": 600.0},
    "deliver-webhooks": {"task": "headless.deliver_webhooks", "schedule": 60.0},
    "forget-old-happenings": {"task": "headless.forget_old_happenings", "schedule": 86_400.0},
    "keep-subscriptions": {"task": "subscriptions.keep_house", "schedule": 21_600.0},
    "tell-of-new-finds": {"task": "saved_searches.tell_of_new", "schedule": crontab(hour=6, minute=10)},
    "forget-shared-lists": {"task": "shortlist.forget_shared_lists", "schedule": 3600.0},
    "forget-old-readings": {"task": "readership.forget_old_readings", "schedule": 86_400.0},
    "send-newsletters": {"task": "newsletters.send_due", "schedule": 60.0},
    "publish-scheduled": {"task": "publishing.publish_scheduled", "schedule": 60.0},
}

REDIS_URL = ENVIRONMENT.redis_url
CACHES = caches_from(REDIS_URL)
SEARCH: dict[str, Any] = {
    "engine": ENVIRONMENT.search_engine,
    "fallback": ENVIRONMENT.search_fallback,
    "directory": VAR / "search",
    "elasticsearch_url": ENVIRONMENT.elasticsearch_url,
    "elasticsearch_api_key": ENVIRONMENT.elasticsearch_api_key,
    "elasticsearch_user": ENVIRONMENT.elasticsearch_user,
    "elasticsearch_password": ENVIRONMENT.elasticsearch_password,
    "elasticsearch_ca_certs": ENVIRONMENT.elasticsearch_ca_certs,
    "elasticsearch_index": ENVIRONMENT.elasticsearch_index,
}
SEARCH_LOG_MONTHS = ENVIRONMENT.search_log_months

OUTBOUND_ALLOWED_NETWORKS = ENVIRONMENT.outbound_allowed_networks
OUTBOUND_USER_AGENT = ENVIRONMENT.outbound_user_agent
OUTBOUND_CONTACT = ENVIRONMENT.outbound_contact
OUTBOUND_CA_FILE = ENVIRONMENT.outbound_ca_file
OUTBOUND_HOST_INTERVAL = ENVIRONMENT.outbound_host_interval
OUTBOUND_HOST_CONCURRENCY = ENVIRONMENT.outbound_host_concurrency
LINKCHECK_INTERVAL_DAYS = ENVIRONMENT.linkcheck_interval_days
LINKCHECK_OTHER_INTERVAL_DAYS = ENVIRONMENT.linkcheck_other_interval_days
OUTBOUND_PORTS = tuple(int(port) for port in ENVIRONMENT.outbound_ports)
INGEST_FOLDERS = tuple(ENVIRONMENT.ingest_folders)

DEFAULT_FROM_EMAIL = ENVIRONMENT.default_from_email
MAIL_KEPT_DAYS = ENVIRONMENT.mail_kept_days
FRESHNESS_MONTHS = (
    ENVIRONMENT.freshness_first_months,
    ENVIRONMENT.freshness_second_months,
    ENVIRONMENT.freshness_overdue_months,
)
FRESHNESS_LINK_DAYS = ENVIRONMENT.freshness_link_days
FEEDBACK_KEPT_MONTHS = ENVIRONMENT.feedback_kept_months
FEEDBACK_PER_HOUR = ENVIRONMENT.feedback_per_hour
SHORTLIST_SHARED_DAYS = ENVIRONMENT.shortlist_shared_days
SAVED_SEARCH_MONTHS = ENVIRONMENT.saved_search_months
LETTERS_PER_HOUR = ENVIRONMENT.letters_per_hour
API_RATE_PER_MINUTE = ENVIRONMENT.api_rate_per_minute
API_TOKEN_RATE_PER_MINUTE = ENVIRONMENT.api_token_rate_per_minute
CORS_URLS_REGEX = r"^(/api/|(/[a-z]{2})?/haku/syote\.)"
CORS_ALLOW_ALL_ORIGINS = "*" in ENVIRONMENT.api_cors_origins
CORS_ALLOWED_ORIGINS = [origin for origin in ENVIRONMENT.api_cors_origins if origin != "*"]
CORS_ALLOW_METHODS = ("GET", "HEAD", "OPTIONS")
CORS_ALLOW_HEADERS = ("accept", "accept-language", "authorization", "if-modified-since", "if-none-match")
CORS_EXPOSE_HEADERS = (
    "ETag",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "RateLimit-Policy",
    "Retry-After",
)
FRONT_END_PREVIEW_URL = ENVIRONMENT.front_end_preview_url
PREVIEW_MINUTES = ENVIRONMENT.preview_minutes
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"  # but for the admin: cms.safety.headers

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},  # else a line for each step of each sheet
        "fontTools": {"level": "WARNING"},
        "elastic_transport": {"level": "ERROR"},  # else a line a request, and what we say ourselves
    },
}
