from django.urls import path

from jisr.station.retention.views import holds, pages

app_name = "retention"
urlpatterns = [
    path("", pages.upcoming, name="upcoming"),
    path("longer/<str:kind>/<uuid:record_id>/", pages.extend, name="extend"),
    path("longer/<uuid:extension_id>/undo/", pages.undo_extension, name="undo_extension"),
    path("erased/", pages.erased, name="erased"),
    path("holds/", holds.standing, name="holds"),
    path("holds/new/", holds.place, name="place_hold"),
    path("holds/<uuid:hold_id>/", holds.one, name="hold"),
    path("holds/<uuid:hold_id>/renew/", holds.renew, name="renew_hold"),
    path("holds/<uuid:hold_id>/lift/", holds.lift, name="lift_hold"),
    path("holds/<uuid:hold_id>/read/", holds.read, name="read_held"),
]
