"""Addresses of the accounts room, and those of allauth's that a station means to have: no sign-up, no e-mail."""

from allauth.account import views as account_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as totp_views
from django.urls import include, path
from django.views.generic import RedirectView

from jisr.station.accounts.access import public, requires
from jisr.station.accounts.roles import Right
from jisr.station.accounts.views import own, people

_signed_in = requires(Right.OWN_ACCOUNT)
_unfinished_too = requires(Right.OWN_ACCOUNT, while_unfinished=True)

sign_in = [
    path("sign-in/", public("people sign in here")(account_views.login), name="account_login"),
    path("sign-in/code/", public("second step of signing in")(mfa_views.authenticate), name="mfa_authenticate"),
    path(
        "sign-in/closed/",
        public("says that an account is disabled")(account_views.account_inactive),
        name="account_inactive",
    ),
    path("sign-out/", public("signing out needs no right")(account_views.logout), name="account_logout"),
    path("account/confirm/", _unfinished_too(account_views.reauthenticate), name="account_reauthenticate"),
    path("account/confirm/code/", _unfinished_too(mfa_views.reauthenticate), name="mfa_reauthenticate"),
    path("account/password/", _unfinished_too(account_views.password_change), name="account_change_password"),
    path("account/second-factor/set-up/", _unfinished_too(totp_views.activate_totp), name="mfa_activate_totp"),
    path("account/second-factor/remove/", _signed_in(totp_views.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/recovery-codes/", _signed_in(recovery_views.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "account/recovery-codes/new/",
        _signed_in(recovery_views.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/recovery-codes/file/",
        _signed_in(recovery_views.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("account/second-factor/", _signed_in(RedirectView.as_view(pattern_name="accounts:own")), name="mfa_index"),
]

room = [
    path("account/", own.own, name="own"),
    path("account/preferences/", own.preferences, name="preferences"),
    path("account/tokens/", own.token_new, name="token_new"),
    path("account/tokens/<int:token_id>/revoke/", own.token_revoke, name="token_revoke"),
    path("account/reason/", own.reason, name="reason"),
    path("account/purpose/", own.purpose, name="purpose"),
    path("account/permissions/", own.permissions, name="permissions"),
    path("people/", people.people, name="people"),
    path("new-person/", people.person_new, name="person_new"),
    path("people/<str:username>/", people.person, name="person"),
    path("people/<str:username>/close/", people.person_close, name="person_close"),
    path("people/<str:username>/open/", people.person_open, name="person_open"),
    path("people/<str:username>/password/", people.person_password, name="person_password"),
    path("people/<str:username>/second-factor/", people.person_second_factor, name="person_second_factor"),
]

urlpatterns = [*sign_in, path("", include((room, "accounts")))]
