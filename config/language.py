"""Which language a page speaks: the reader's own choice, else Chinese. The API goes by the Accept-Language header."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

API = "/api/"


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Pages are Chinese until the reader switches: a clerk's borrowed browser must not decide it."""

    def process_request(self, request: HttpRequest) -> None:
        if request.path.startswith(API):
            super().process_request(request)
            return
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()
