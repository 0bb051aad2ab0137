"""Screens of incidents, findings and sites."""

from __future__ import annotations

from django.urls import path

from incidents.views import (
    audit,
    decisions,
    exports,
    findings,
    grouping,
    import_batch,
    import_columns,
    import_preview,
    imports,
    incidents,
    places,
    report,
    report_drafts,
    site_files,
    site_lists,
    site_zones,
    sites,
    workspace,
)

app_name = "incidents"
urlpatterns = [
    path("", workspace.map_page, name="map"),
    path("map/data/", workspace.map_data, name="map-data"),
    path("incidents/", incidents.incident_list, name="incident-list"),
    path("incidents/side-by-side/", grouping.side_by_side, name="side-by-side"),
    path("incidents/<str:number>/", incidents.incident, name="incident"),
    path("incidents/<str:number>/decide/<slug:code>/", decisions.decide, name="decide"),
    path("report/", report.report, name="report"),
    path("report/mine/", report.mine, name="report-mine"),
    path("report/mine/<str:number>/take-back/", report.take_back, name="report-take-back"),
    path("report/paper/", report.paper, name="report-paper"),
    path("report/session/", report_drafts.session, name="report-session"),
    path("report/drafts/<uuid:key>/", report_drafts.draft, name="report-draft"),
    path("report/drafts/<uuid:key>/forget/", report.forget, name="report-forget"),
    path("report/<uuid:key>/send/", report_drafts.send, name="report-send"),
    path("imports/", imports.import_list, name="import-list"),
    path("imports/done/<uuid:key>/", import_batch.import_batch, name="import-batch"),
    path(
        "imports/done/<uuid:key>/returned/", import_batch.import_batch_returned, name="import-batch-returned"
    ),
    path("imports/<uuid:key>/", import_preview.import_staged, name="import"),
    path("imports/<uuid:key>/columns/", import_columns.import_columns, name="import-columns"),
    path("imports/<uuid:key>/state/", import_preview.import_state, name="import-state"),
    path("imports/<uuid:key>/points/", import_preview.import_points, name="import-points"),
    path("imports/<uuid:key>/returned/", import_preview.import_returned, name="import-returned"),
    path("places/search/", places.search, name="place-search"),
    path("places/read/", places.read, name="place-read"),
    path("places/ground/", places.ground, name="place-ground"),
    path("places/ask/", places.ask, name="place-ask"),
    path("findings/", findings.run_list, name="run-list"),
    path("findings/<slug:log>/<int:number>/", findings.run, name="run"),
    path("sites/", sites.site_list, name="site-list"),
    path("sites/<slug:code>/", sites.site, name="site"),
    path("sites/<slug:code>/close/", site_lists.site_close, name="site-close"),
    path("sites/<slug:code>/zones/draw/", site_zones.zone_draw, name="zone-draw"),
    path("sites/<slug:code>/zones/corner/", site_zones.corner, name="zone-corner"),
    path("sites/<slug:code>/zones/<uuid:key>/", site_zones.zone_redraw, name="zone-redraw"),
    path("registry/file/", site_files.registry_file, name="registry-file"),
    path("registry/lists/", site_lists.registry_lists, name="registry-lists"),
    path("audit/", audit.audit, name="audit"),
    path("exports/", exports.export_list, name="export-list"),
]
