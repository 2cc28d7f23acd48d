from django.urls import path

from jisr.station.vigilance import views

app_name = "vigilance"
urlpatterns = [
    path("", views.flags, name="flags"),
    path("rules/", views.rules, name="rules"),
    path("rules/<str:code>/", views.rule, name="rule"),
    path("mine/", views.mine, name="mine"),
    path("<uuid:flag_id>/", views.flag, name="flag"),
    path("<uuid:flag_id>/handle/", views.handle, name="handle"),
]
