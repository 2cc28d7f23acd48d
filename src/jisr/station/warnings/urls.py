"""Addresses of this room."""

from django.urls import path

from jisr.station.warnings.views import board, drafting, following, received

app_name = "warnings"
urlpatterns = [
    path("", board.board, name="board"),
    path("received/", received.received_list, name="received_list"),
    path("received/<uuid:record_id>/", received.received, name="received"),
    path("received/<uuid:record_id>/answer/", received.answer, name="answer"),
    path("of-report/<uuid:report_id>/", board.of_report, name="of_report"),
    path("new/", drafting.new, name="new"),
    path("words/", drafting.words, name="words"),
    path("<uuid:warning_id>/", following.warning, name="warning"),
    path("<uuid:warning_id>/edit/", drafting.edit, name="edit"),
    path("<uuid:warning_id>/propose/", drafting.propose, name="propose"),
    path("<uuid:warning_id>/withdraw/", drafting.withdraw, name="withdraw"),
    path("<uuid:warning_id>/outcome/", following.outcome, name="outcome"),
    path("<uuid:warning_id>/escalate/<uuid:recipient_id>/", following.escalate, name="escalate"),
]
