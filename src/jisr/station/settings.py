"""Django settings of a station, read from its home (see `home`)."""

import os
from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from jisr.station.database import connection_settings, embedded_url
from jisr.station.home import StationHome

HOME = StationHome.load()
IDENTITY = HOME.identity
STATION = HOME.settings

BASE_DIR = Path(__file__).resolve().parent
SECRET_KEY = STATION.secret_key
DEBUG = False
ALLOWED_HOSTS = STATION.allowed_hosts
EXERCISE = STATION.exercise

ROOMS = [
    "jisr.station.ledger",
    "jisr.station.web",
    "jisr.station.accounts",
    "jisr.station.vault",
    "jisr.station.compartments",
    "jisr.station.partners",
    "jisr.station.knowledge",
    "jisr.station.exchange",
    "jisr.station.intake",
    "jisr.station.diligence",
    "jisr.station.retention",
    "jisr.station.release",
    "jisr.station.warnings",
    "jisr.station.diplomacy",
    "jisr.station.redress",
    "jisr.station.vigilance",
    "jisr.station.oversight",
    "jisr.station.today",
    "jisr.station.observability",
    "jisr.station.api",
]
INSTALLED_APPS = [
    *(room for room in ROOMS if (BASE_DIR / room.rpartition(".")[2] / "apps.py").exists()),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "ninja",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "jisr.station.observability.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jisr.station.accounts.middleware.ReaderMiddleware",
    "jisr.station.compartments.middleware.StrangerMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jisr.station.web.errors.ProblemMiddleware",
    "jisr.station.api.errors.name_refused_method",
]
ROOT_URLCONF = "jisr.station.urls"
WSGI_APPLICATION = "jisr.station.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jisr.station.web.context.shell",
            ],
        },
    },
]

DATABASES = {"default": connection_settings(HOME.database_url or embedded_url(HOME.path / "postgres"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "jisr_cache"}}

# People and sessions
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "jisr.station.accounts.adapters.AccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "5/5m/key,20/5m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ACCOUNT_FORMS = {
    "login": "jisr.station.accounts.entrance_forms.SignInForm",
    "change_password": "jisr.station.accounts.entrance_forms.PasswordChangeForm",
    "reauthenticate": "jisr.station.accounts.entrance_forms.ConfirmByPasswordForm",
}
MFA_FORMS = {
    "authenticate": "jisr.station.accounts.entrance_forms.SecondStepForm",
    "reauthenticate": "jisr.station.accounts.entrance_forms.ConfirmByCodeForm",
    "activate_totp": "jisr.station.accounts.entrance_forms.SecondFactorSetUpForm",
}
MFA_ADAPTER = "jisr.station.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = f"Jisr {IDENTITY.station_id}"
SESSION_COOKIE_AGE = STATION.session_minutes * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = f"jisr_{IDENTITY.station_id}"
CSRF_COOKIE_NAME = f"jisr_csrf_{IDENTITY.station_id}"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = STATION.https

# The browser may load nothing from outside the station, and run nothing written into a page.
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if STATION.https else 0
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if STATION.behind_proxy else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if STATION.behind_proxy else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
CSRF_FAILURE_VIEW = "jisr.station.web.errors.csrf_failure"

# Languages
LANGUAGE_CODE = STATION.default_language
LANGUAGES = [("ar", _("Arabic")), ("fr", _("French")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = STATION.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = HOME.path / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

PROCRASTINATE_IMPORT_PATHS: list[str] = []
LOGGING_CONFIG = None if os.environ.get("JISR_LOG") == "off" else "logging.config.dictConfig"
