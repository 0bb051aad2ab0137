"""Screens of incidents, findings and sites."""

from __future__ import annotations

from django.urls import path

from incidents.views import workspace

app_name = "incidents"
urlpatterns = [
    path("", workspace.map_page, name="map"),
    path("map/data/", workspace.map_data, name="map-data"),
]
