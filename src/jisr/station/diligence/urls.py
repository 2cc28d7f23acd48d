"""Addresses of the room."""

from django.urls import path

from jisr.station.diligence.views import assessing, records

app_name = "diligence"
urlpatterns = [
    path("", assessing.assessments, name="assessments"),
    path("new/", assessing.new, name="new"),
    path("about/<str:kind>/<uuid:subject_id>/", assessing.about, name="about"),
    path("countries/", records.countries, name="countries"),
    path("countries/new/", records.country_new, name="country_new"),
    path("countries/<uuid:country_id>/", records.country, name="country"),
    path("overrides/", records.overrides, name="overrides"),
    path("overrides/ask/", records.override_ask, name="override_ask"),
    path("overrides/<uuid:override_id>/", records.override, name="override"),
    path("overrides/<uuid:override_id>/confirm/", records.override_confirm, name="override_confirm"),
    path("overrides/<uuid:override_id>/examine/", records.override_examine, name="override_examine"),
    path("taint/<str:kind>/<uuid:subject_id>/", records.taint, name="taint"),
    path("taint/<str:kind>/<uuid:subject_id>/lift/", records.taint_lift, name="taint_lift"),
    path("<uuid:assessment_id>/", assessing.assessment, name="assessment"),
    path("<uuid:assessment_id>/country/", assessing.check_country, name="check_country"),
    path("<uuid:assessment_id>/risks/", assessing.identify, name="identify"),
    path("<uuid:assessment_id>/mitigate/", assessing.mitigate, name="mitigate"),
    path("<uuid:assessment_id>/assurance/", assessing.receive_assurance, name="receive_assurance"),
    path("<uuid:assessment_id>/assurance-refused/", assessing.refuse_assurance, name="refuse_assurance"),
    path("<uuid:assessment_id>/reassess/", assessing.reassess, name="reassess"),
    path("<uuid:assessment_id>/approve/", assessing.approve, name="approve"),
    path("<uuid:assessment_id>/withhold/", assessing.withhold, name="withhold"),
    path("<uuid:assessment_id>/review/", assessing.review, name="review"),
    path("<uuid:assessment_id>/remedy/", assessing.remedy, name="remedy"),
    path("<uuid:assessment_id>/concern/", assessing.concern, name="concern"),
    path("<uuid:assessment_id>/terminate/", assessing.terminate, name="terminate"),
]
