"""The switch of the demo."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.services.coming_in import come_in
from accounts.services.demo import demo_user
from accounts.views.login import first_page


@require_POST
def demo(request: HttpRequest) -> HttpResponse:
    """Take the place of one of the three people. Outside of the demo there is no such address."""
    user = demo_user(request.POST.get("who", ""))
    if user is None:
        raise Http404
    come_in(request, user)
    return redirect(first_page(user))
