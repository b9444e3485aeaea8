from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        """Raises ImproperlyConfigured for a demo elsewhere: a web server runs no checks."""
        from accounts import checks, demo  # noqa: F401  the checks register themselves, once the models are there

        if demo.is_elsewhere():
            raise ImproperlyConfigured(demo.ELSEWHERE)
