"""Addresses of the room, under /partners/."""

from django.urls import path
from django.views.generic import RedirectView

from jisr.station.accounts.access import requires
from jisr.station.accounts.roles import Right
from jisr.station.partners.views import agreements, interests, own_card, stations, verification

app_name = "partners"
urlpatterns = [
    path("", requires(Right.PARTNER_READ)(RedirectView.as_view(pattern_name="partners:list")), name="room"),
    path("stations/", stations.stations, name="list"),
    path("new-station/", stations.add, name="add"),
    path("stations/<str:station_id>/", stations.station, name="station"),
    path("stations/<str:station_id>/card/", stations.card_file, name="card_file"),
    path("stations/<str:station_id>/interests/", interests.panel, name="interests_panel"),
    path("stations/<str:station_id>/verify/", verification.verify, name="verify"),
    path("stations/<str:station_id>/verify/code/", verification.verify_code, name="verify_code"),
    path("stations/<str:station_id>/verify/difference/", verification.report_difference, name="report_difference"),
    path("stations/<str:station_id>/activate/", stations.activate, name="activate"),
    path("stations/<str:station_id>/suspend/", stations.suspend, name="suspend"),
    path("stations/<str:station_id>/lift/", stations.lift, name="lift"),
    path("stations/<str:station_id>/revoke/", stations.revoke, name="revoke"),
    path("stations/<str:station_id>/discard/", stations.discard, name="discard"),
    path("stations/<str:station_id>/region/", stations.region, name="region"),
    path("stations/<str:station_id>/minimum-suite/", stations.minimum_suite, name="minimum_suite"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/new/", agreements.new, name="agreement_new"),
    path("agreements/<uuid:thread>/", agreements.agreement, name="agreement"),
    path("agreements/<uuid:thread>/edit/", agreements.edit, name="agreement_edit"),
    path("agreements/<uuid:thread>/renew/", agreements.renew, name="agreement_renew"),
    path("agreements/<uuid:thread>/end/", agreements.end, name="agreement_end"),
    path("interests/", interests.interests, name="interests"),
    path("interests/new/", interests.new, name="interest_new"),
    path("interests/<uuid:interest_id>/", interests.edit, name="interest"),
    path("interests/<uuid:interest_id>/share/", interests.share, name="interest_share"),
    path("interests/<uuid:interest_id>/withdraw/", interests.withdraw, name="interest_withdraw"),
    path("own-card/", own_card.own_card, name="own_card"),
    path("own-card/file/", own_card.own_file, name="own_file"),
    path("own-card/qr.svg", own_card.own_qr, name="own_qr"),
    path("own-card/issue/", own_card.issue, name="own_issue"),
    path("own-card/rotate/", own_card.rotate, name="own_rotate"),
    path("own-card/revoke-keys/", own_card.revoke_keys, name="own_revoke"),
]
