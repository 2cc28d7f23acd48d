from django.urls import path

from jisr.station.release.views import proposals, proposing, waiting

app_name = "release"
urlpatterns = [
    path("", proposals.proposals, name="proposals"),
    path("<uuid:proposal_id>/", proposals.proposal, name="proposal"),
    path("<uuid:proposal_id>/release/", proposals.release, name="decide_release"),
    path("<uuid:proposal_id>/ask-originator/", waiting.ask, name="ask_originator"),
    path("<uuid:proposal_id>/release-when-consented/", waiting.approve, name="approve"),
    path("<uuid:proposal_id>/paraphrase/", waiting.paraphrase, name="paraphrase"),
    path("<uuid:proposal_id>/refuse/", proposals.refuse, name="refuse"),
    path("<uuid:proposal_id>/flag/", proposals.flag, name="flag"),
    path("<uuid:proposal_id>/withdraw/", proposals.withdraw, name="withdraw"),
    path("<uuid:proposal_id>/stop/", proposals.stop, name="stop"),
    path("<uuid:proposal_id>/resume/", proposals.resume, name="resume"),
    path("reports/<uuid:report_id>/who-must-know/", proposing.who_must_know, name="who_must_know"),
    path("reports/<uuid:report_id>/new/", proposing.from_report, name="propose"),
    path("dispatches/<uuid:dispatch_id>/new/", proposing.from_dispatch, name="pass_on"),
    path("preview/<str:kind>/<uuid:source_id>/", proposing.preview, name="preview"),
    path("about/<str:kind>/<uuid:subject_id>/", proposing.about, name="about"),
]
