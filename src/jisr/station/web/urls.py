"""The console's own addresses."""

from django.urls import path

from jisr.station.web import views

app_name = "web"
urlpatterns = [path("language/", views.language, name="language")]
