"""Screens of incidents, findings and sites."""

from __future__ import annotations

from django.urls import path

from incidents.views import audit, decisions, exports, findings, incidents, sites, workspace

app_name = "incidents"
urlpatterns = [
    path("", workspace.map_page, name="map"),
    path("map/data/", workspace.map_data, name="map-data"),
    path("incidents/", incidents.incident_list, name="incident-list"),
    path("incidents/<str:number>/", incidents.incident, name="incident"),
    path("incidents/<str:number>/decide/<slug:code>/", decisions.decide, name="decide"),
    path("findings/", findings.run_list, name="run-list"),
    path("findings/<slug:log>/<int:number>/", findings.run, name="run"),
    path("sites/", sites.site_list, name="site-list"),
    path("sites/<slug:code>/", sites.site, name="site"),
    path("audit/", audit.audit, name="audit"),
    path("exports/", exports.export_list, name="export-list"),
]
