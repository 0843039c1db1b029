"""Views around signing in that django-allauth does not have."""

from __future__ import annotations

from typing import NoReturn

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView


class Enter(TemplateView):
    """Where people who may not enter the shell are sent: to sign in, or, signed in without a role, to be told so."""

    template_name = "account/no_role.html"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Tell, send to sign in, or let pass."""
        if not request.user.is_authenticated:
            following = request.GET.get("next", "")
            return redirect(f"{reverse('account_login')}?{urlencode({'next': following})}")
        if request.user.has_perm("wagtailadmin.access_admin"):
            return redirect("wagtailadmin_home")
        return self.render_to_response(self.get_context_data(), status=403)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language chosen on a page for people who are not signed in."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = reverse("account_login")
    response = HttpResponseRedirect(back)
    if request.POST.get("language") in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, request.POST["language"], max_age=365 * 86400, samesite="Lax"
        )
    return response


def closed(request: HttpRequest) -> NoReturn:
    """Doors of django-allauth that this installation does not open."""
    raise Http404
