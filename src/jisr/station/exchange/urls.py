"""Addresses of the room: two for partners' stations, the others for people."""

from django.urls import path

from jisr.station.exchange.views import changes, consents, dispatch, endpoint, lists, owed, requests, reviews

app_name = "exchange"
urlpatterns = [
    path("exchange/v1/dispatches", endpoint.dispatches, name="endpoint"),
    path("exchange/v1/card", endpoint.card, name="card"),
    path("exchange/inbox/", lists.inbox, name="inbox"),
    path("exchange/sent/", lists.sent, name="sent"),
    path("exchange/with/<str:station_id>/", lists.with_partner, name="with_partner"),
    path("exchange/about/<str:subject>/", lists.about, name="about"),
    path("exchange/dispatches/<uuid:record_id>/", dispatch.dispatch, name="dispatch"),
    path("exchange/dispatches/<uuid:record_id>/acknowledge/", dispatch.acknowledge, name="acknowledge"),
    path("exchange/dispatches/<uuid:record_id>/ask/", dispatch.ask, name="ask"),
    path("exchange/dispatches/<uuid:record_id>/answer/", dispatch.answer, name="answer"),
    path("exchange/dispatches/<uuid:record_id>/feedback/", dispatch.feedback, name="feedback"),
    path("exchange/dispatches/<uuid:record_id>/recall/", changes.recall, name="recall"),
    path("exchange/dispatches/<uuid:record_id>/correct/", changes.correct, name="correct"),
    path("exchange/dispatches/<uuid:record_id>/consent/", consents.ask, name="ask_consent"),
    path("exchange/deliveries/<uuid:delivery_id>/receipt/", dispatch.receipt, name="receipt"),
    path("exchange/deliveries/<uuid:delivery_id>/again/", dispatch.try_again, name="try_again"),
    path("exchange/requests/", requests.requests, name="requests"),
    path("exchange/requests/new/", requests.new, name="request_new"),
    path("exchange/requests/<uuid:record_id>/decline/", requests.decline, name="decline"),
    path("exchange/requests/<uuid:record_id>/withdraw/", requests.withdraw, name="withdraw"),
    path("exchange/obligations/", owed.obligations, name="obligations"),
    path("exchange/obligations/<uuid:obligation_id>/fulfil/", owed.fulfil, name="fulfil"),
    path("exchange/consents/", consents.consents, name="consents"),
    path("exchange/consents/<uuid:consent_id>/", consents.consent, name="consent"),
    path("exchange/consents/<uuid:consent_id>/answer/", consents.prepare, name="prepare_consent"),
    path("exchange/consents/<uuid:consent_id>/decide/", consents.decide, name="decide_consent"),
    path("exchange/consents/<uuid:consent_id>/withdraw/", consents.withdraw, name="withdraw_consent"),
    path("exchange/consents/<uuid:consent_id>/originator/", consents.ask_on_behalf, name="ask_on_behalf"),
    path("exchange/reviews/", reviews.reviews, name="reviews"),
    path("exchange/reviews/<uuid:review_id>/done/", reviews.finish, name="review_done"),
    path("exchange/reviews/<uuid:review_id>/reopen/", reviews.reopen, name="review_reopen"),
    path("exchange/dispatches/<uuid:record_id>/where/", reviews.where, name="where"),
]
