"""Addresses of this room."""

from django.urls import path

from jisr.station.redress.views import case, decisions, letters, register, rules, searching

app_name = "redress"
urlpatterns = [
    path("", register.register, name="register"),
    path("new/", register.new, name="new"),
    path("export/", register.export, name="export"),
    path("statistics/", register.statistics, name="statistics"),
    path("rules/", rules.show, name="rules"),
    path("rules/terms/", rules.change_terms, name="change_terms"),
    path("rules/texts/<slug:name>/", rules.text, name="text"),
    path("<uuid:case_id>/", case.case, name="case"),
    path("<uuid:case_id>/identity/", case.identity, name="identity"),
    path("<uuid:case_id>/extend/", case.extend, name="extend"),
    path("<uuid:case_id>/consents/", case.consents, name="consents"),
    path("<uuid:case_id>/close/", case.close, name="close"),
    path("<uuid:case_id>/withdraw/", case.withdraw, name="withdraw"),
    path("<uuid:case_id>/follows/<uuid:follow_id>/", case.settle, name="settle"),
    path("<uuid:case_id>/search/", searching.search, name="search"),
    path("<uuid:case_id>/marks/", searching.mark, name="mark"),
    path("<uuid:case_id>/marks/<uuid:mark_id>/undo/", searching.undo_mark, name="undo_mark"),
    path("<uuid:case_id>/decisions/", decisions.propose, name="propose"),
    path("<uuid:case_id>/decisions/<uuid:decision_id>/sign/", decisions.sign, name="sign"),
    path("<uuid:case_id>/decisions/<uuid:decision_id>/return/", decisions.return_decision, name="return_decision"),
    path("<uuid:case_id>/letters/", letters.make, name="make_letter"),
    path("<uuid:case_id>/letters/preview/", letters.preview, name="preview"),
    path("<uuid:case_id>/letters/<uuid:letter_id>/", letters.letter, name="letter"),
    path("<uuid:case_id>/letters/<uuid:letter_id>/pdf/", letters.letter_pdf, name="letter_pdf"),
    path("<uuid:case_id>/letters/<uuid:letter_id>/handed/", letters.hand_over, name="hand_over"),
]
