"""The addresses of people: coming in, the own page, the people one looks after."""

from django.urls import path

from accounts.views import acts, acts_export, demo, granting, history, login, me, people, person, second_factor, setup, tokens

app_name = "accounts"
urlpatterns = [
    path("accounts/login/", login.Login.as_view(), name="login"),
    path("accounts/logout/", login.go, name="logout"),
    path("accounts/demo/", demo.demo, name="demo"),
    path("setup/", setup.setup, name="setup"),
    path("me/", me.me, name="me"),
    path("me/password/", me.Password.as_view(), name="password"),
    path("me/second-factor/", second_factor.second_factor, name="second-factor"),
    path("me/tokens/new/", tokens.token_new, name="token-new"),
    path("me/tokens/<int:pk>/revoke/", tokens.token_revoke, name="token-revoke"),
    path("audit/", acts.acts, name="acts"),
    path("audit/acts.<slug:suffix>", acts_export.export, name="acts-export"),
    path("audit/<int:pk>/", acts.act, name="act"),
    path("history/<slug:kind>/<str:code>/", history.history, name="history"),
    path("record/<slug:kind>/<int:pk>/", history.record, name="record"),
    path("people/<int:pk>/history/", history.person, name="person-history"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person-new"),
    path("people/<int:pk>/", person.person, name="person"),
    path("people/<int:pk>/close/", person.close, name="person-close"),
    path("people/grants/new/", granting.grant_new, name="grant-new"),
    path("people/grants/<int:pk>/revoke/", granting.grant_revoke, name="grant-revoke"),
]
