"""Addresses of the room."""

app_name = "diligence"
urlpatterns: list[object] = []
