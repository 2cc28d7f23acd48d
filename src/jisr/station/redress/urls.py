"""Addresses of this room."""

app_name = "redress"
urlpatterns: list[object] = []
