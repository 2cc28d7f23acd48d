"""Addresses of the room: two for partners' stations, the others for people."""

from django.urls import path

from jisr.station.exchange.views import endpoint

app_name = "exchange"
urlpatterns = [
    path("exchange/v1/dispatches", endpoint.dispatches, name="endpoint"),
    path("exchange/v1/card", endpoint.card, name="card"),
]
