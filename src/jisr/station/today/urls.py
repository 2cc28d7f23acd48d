"""The start page."""

from django.urls import path

from jisr.station.today import views

app_name = "today"
urlpatterns = [path("", views.today, name="today")]
