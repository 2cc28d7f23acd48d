"""Addresses of the API. What is not a route answers in the API's shape, not with a page."""

from django.urls import path, re_path

from jisr.station.accounts.access import public
from jisr.station.api.errors import not_found
from jisr.station.api.routes import api

urlpatterns = [
    path("api/v1/", api.urls),
    re_path(r"^api/", public("says that there is no such route")(not_found), name="api_unknown"),
]
