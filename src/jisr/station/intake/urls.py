from django.urls import path

from jisr.station.intake.views import findings, imports, new, portions, reports, sources

app_name = "intake"
urlpatterns = [
    path("", reports.report_list, name="reports"),
    path("new/", new.new_report, name="new"),
    path("sources/", sources.source_list, name="sources"),
    path("lists/", imports.import_list, name="imports"),
    path("lists/new/", imports.new_import, name="import_new"),
    path("lists/<uuid:import_id>/", imports.import_page, name="import"),
    path("lists/<uuid:import_id>/state/", imports.import_state, name="import_state"),
    path("lists/<uuid:import_id>/stop/", imports.stop, name="import_stop"),
    path("lists/<uuid:import_id>/resume/", imports.resume, name="import_resume"),
    path("lists/<uuid:import_id>/wrong-rows/", imports.wrong_rows_file, name="import_wrong_rows"),
    path("findings/<uuid:finding_id>/<str:decision>/", findings.decide, name="finding_decide"),
    path("portions/<uuid:portion_id>/", portions.portion, name="portion"),
    path("portions/<uuid:portion_id>/divide/", portions.divide, name="portion_divide"),
    path("<uuid:report_id>/", reports.report_page, name="report"),
    path("<uuid:report_id>/edit/", reports.edit, name="report_edit"),
    path("<uuid:report_id>/findings/all/", findings.decide_all, name="findings_all"),
    path("<uuid:report_id>/category/", findings.choose_category, name="report_category"),
    path("<uuid:report_id>/findings/add/", findings.add, name="finding_add"),
    path("<uuid:report_id>/files/<uuid:attachment_id>/", reports.attachment, name="attachment"),
]
