from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        """Raises ImproperlyConfigured for what a web server, which runs no checks, must not start with."""
        from accounts import checks, demo, profiles  # noqa: F401  the checks register themselves, once the models are there

        profiles.profile()
        if demo.is_elsewhere():
            raise ImproperlyConfigured(demo.ELSEWHERE)
