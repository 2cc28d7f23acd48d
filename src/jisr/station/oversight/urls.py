from django.urls import path
from django.views.generic import RedirectView

from jisr.station.accounts.access import requires
from jisr.station.accounts.roles import Right
from jisr.station.oversight.views import entries, integrity, readings, releases, samples, statistics

app_name = "oversight"
urlpatterns = [
    path("", requires(Right.LEDGER_VERIFY)(RedirectView.as_view(pattern_name="oversight:integrity")), name="room"),
    path("ledger/", entries.ledger_page, name="ledger"),
    path("ledger/entries/<int:index>/", entries.entry_page, name="entry"),
    path("ledger/entries/<int:index>/bundle/", entries.export_entry, name="export_entry"),
    path("ledger/records/<str:record_kind>/<path:record_id>/", entries.record_panel, name="record_panel"),
    path("ledger/export/", entries.export_page, name="export"),
    path("ledger/export/selection/", entries.export_selection, name="export_selection"),
    path("ledger/life/<str:record_kind>/<path:record_id>/", entries.life_page, name="life"),
    path("ledger/export/sheet/", entries.export_csv, name="export_csv"),
    path("ledger/verifier/", entries.verifier, name="verifier"),
    path("ledger/searches/", entries.keep_search, name="keep_search"),
    path("ledger/searches/<uuid:search_id>/forget/", entries.forget_search, name="forget_search"),
    path("readings/", readings.readings_page, name="readings"),
    path("readings/seen/", readings.mark, name="mark_readings"),
    path("samples/", samples.samples_page, name="samples"),
    path("samples/<uuid:sample_id>/", samples.sample_page, name="sample"),
    path("samples/<uuid:sample_id>/<int:index>/", samples.judge_page, name="judge"),
    path("releases/", releases.releases_page, name="releases"),
    path("releases/<uuid:proposal_id>/stop/", releases.stop, name="stop_release"),
    path("releases/<uuid:proposal_id>/resume/", releases.resume, name="resume_release"),
    path("statistics/", statistics.statistics_page, name="statistics"),
    path("statistics/<str:period>/", statistics.period_page, name="period"),
    path("statistics/<str:period>/preview/", statistics.preview_page, name="preview_period"),
    path("statistics/<str:period>/publish/", statistics.publish, name="publish_period"),
    path("statistics/<str:period>/file.<str:form>", statistics.period_file, name="period_file"),
    path("integrity/", integrity.integrity_page, name="integrity"),
    path("integrity/check/", integrity.check_now, name="check_now"),
    path("partners/", integrity.witness_page, name="witness"),
    path("partners/<str:station_id>/", integrity.partner_page, name="partner"),
    path("partners/<str:station_id>/ask/", integrity.ask_partner, name="ask_partner"),
    path("v1/consistency", integrity.consistency, name="consistency"),
]
