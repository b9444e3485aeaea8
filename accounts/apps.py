from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import ImproperlyConfigured


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        """Raises ImproperlyConfigured for what a web server, which runs no checks, must not start with."""
        from accounts import checks, demo, profiles, session_limits  # noqa: F401  the checks register themselves

        user_logged_in.connect(session_limits.begin, dispatch_uid="accounts.session_limits")
        profiles.profile()
        if demo.is_elsewhere():
            raise ImproperlyConfigured(demo.ELSEWHERE)
