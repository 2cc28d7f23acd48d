from django.urls import path

from jisr.station.compartments.views import compartments, glass

app_name = "compartments"
urlpatterns = [
    path("", compartments.compartment_list, name="list"),
    path("new/", compartments.new, name="new"),
    path("glass/", glass.glass, name="glass"),
    path("glass/off-duty/", glass.off_duty, name="off_duty"),
    path("glass/<uuid:opening_id>/close/", glass.close, name="close_opening"),
    path("openings/", glass.openings, name="openings"),
    path("openings/<uuid:opening_id>/", glass.opening, name="opening"),
    path("<uuid:compartment_id>/", compartments.one, name="one"),
    path("<uuid:compartment_id>/members/", compartments.add_member, name="add_member"),
    path("<uuid:compartment_id>/members/renew/", compartments.renew_member, name="renew_member"),
    path("<uuid:compartment_id>/members/<str:username>/end/", compartments.end_member, name="end_member"),
    path("<uuid:compartment_id>/put-in/", compartments.put_in, name="put_in"),
    path("<uuid:compartment_id>/arrivals/", compartments.place_arrivals, name="arrivals"),
    path("<uuid:compartment_id>/take-out/", compartments.take_out, name="take_out"),
    path("<uuid:compartment_id>/hand-over/", compartments.hand_over, name="hand_over"),
    path("<uuid:compartment_id>/review/", compartments.review, name="review"),
    path("<uuid:compartment_id>/close/", compartments.close, name="close"),
    path("<uuid:compartment_id>/touches/", compartments.touches_seen, name="touches_seen"),
]
