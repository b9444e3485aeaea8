"""Settings shared by every environment. The three others each say only what differs."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from config.catalogues import compile_catalogues
from config.databases import every_database
from config.version import VERSION as VERSION

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "procrastinate.contrib.django",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "accounts",
    "intake",
    "assessments",
    "pilots",
    "facilities",
    "communities",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.circumstances.CircumstancesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "accounts.session_limits.SessionLimitMiddleware",
    "accounts.middleware.GateMiddleware",
    "config.replica.middleware.ReplicaMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.product",
            ],
        },
    },
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = every_database(
    BASE_DIR, env.str("DATABASE_URL", default=""), replica_url=env.str("DATABASE_REPLICA_URL", default="")
)
DATABASE_ROUTERS = ["config.replica.router.ReplicaRouter"]
REPLICA_MAX_LAG = env.int("REPLICA_MAX_LAG", default=30)  # seconds; a standby further behind is not read from
AUTH_USER_MODEL = "accounts.User"
SCOPE_OF = "accounts.selectors.scope_of"  # for rooms below accounts, which do not import it
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "assessments:home"
LOGOUT_REDIRECT_URL = "assessments:home"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_PROFILE = env.str("PASSWORD_PROFILE", default="asvs")  # accounts/profiles.toml

SECOND_FACTOR_ROLES = env.list("SECOND_FACTOR_ROLES", default=[])  # besides those of the profile
OTP_TOTP_ISSUER = "Wanzheng"

# Wrong passwords are counted by name and address together, in the database. A try during the lock does not count.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = "accounts.lockout.tries"
AXES_COOLOFF_TIME = "accounts.lockout.cool_off"
AXES_CLIENT_IP_CALLABLE = "accounts.lockout.address"
AXES_LOCKOUT_CALLABLE = "accounts.lockout.locked"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ACCESS_FAILURE_LOG = True  # the lasting record of what failed
AXES_DISABLE_ACCESS_LOG = True  # logins are acts: accounts/services/coming_in.py
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken", "next"]
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.passwords.ProfileValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
compile_catalogues()
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]

# Files that people bring. Private: no address serves this folder. Web processes and workers share it.
MEDIA_ROOT = env.path("FILES", default=BASE_DIR / ".data" / "files")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "intake.upload_limit.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds; accounts/profiles.toml says less, and none may say more
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.api.authentication.AsTheGateFound"],
    "DEFAULT_PERMISSION_CLASSES": [],  # the gate decides: accounts/policy.toml
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "config.pagination.CursorPagination",
    "DEFAULT_FILTER_BACKENDS": ["config.api_rules.StrictFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "config.api_schema.ProblemAutoSchema",
    "DEFAULT_VERSIONING_CLASS": None,
    "EXCEPTION_HANDLER": "config.problems.problem_response",
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    # In ASCII: generated clients make the name of their package of it.
    "TITLE": "Wanzheng API",
    "DESCRIPTION": (
        "完整社区评估：逐个社区列出短板，附条款与计算过程。"
        "Gaps of complete communities, community by community, each with its clause and its arithmetic. "
        "To try what writes on the page of the docs, log in on the site first: /accounts/login/?next=/api/docs/. "
        "试用写入操作前，请先在本站登录。"
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {},
}

# The queue of intake/tasks.py, in the same database: manage.py procrastinate worker.
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 2, "delete_jobs": "successful"}

# The kinds of documents that carry a verification code (assessments/documents/kinds.py); every room adds its own here.
DOCUMENT_KINDS = [
    "assessments.documents.registered.SCORECARD", "assessments.documents.registered.GAPS", "pilots.progress.kind.PROGRESS",
]  # fmt: skip
# Fonts of PDF files before those of the wheel: folders, and the families in them by name.
REPORT_FONT_DIRS = env.list("REPORT_FONT_DIRS", default=[])
REPORT_FONTS = env.list("REPORT_FONTS", default=[])

# Whether a proxy of ours stands before the site and names who asks. Networks of tokens are held against that address.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)

# Anybody may be one of three ready people. Only config/settings/demo.py turns it on: elsewhere nothing starts with it.
DEMO = False

# Anybody may read what the installation holds. On in the demo; a shared installation decides for itself.
OPEN_READING = env.bool("OPEN_READING", default=False)
