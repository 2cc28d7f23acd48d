from django.urls import path
from django.views.generic import RedirectView

from jisr.station.accounts.access import requires
from jisr.station.accounts.roles import Right
from jisr.station.oversight.views import entries, integrity

app_name = "oversight"
urlpatterns = [
    path("", requires(Right.LEDGER_VERIFY)(RedirectView.as_view(pattern_name="oversight:integrity")), name="room"),
    path("ledger/", entries.ledger_page, name="ledger"),
    path("ledger/entries/<int:index>/", entries.entry_page, name="entry"),
    path("ledger/entries/<int:index>/bundle/", entries.export_entry, name="export_entry"),
    path("ledger/records/<str:record_kind>/<path:record_id>/", entries.record_panel, name="record_panel"),
    path("ledger/export/", entries.export_page, name="export"),
    path("ledger/export/selection/", entries.export_selection, name="export_selection"),
    path("integrity/", integrity.integrity_page, name="integrity"),
    path("integrity/check/", integrity.check_now, name="check_now"),
    path("partners/", integrity.witness_page, name="witness"),
    path("partners/<str:station_id>/", integrity.partner_page, name="partner"),
    path("partners/<str:station_id>/ask/", integrity.ask_partner, name="ask_partner"),
    path("v1/consistency", integrity.consistency, name="consistency"),
]
