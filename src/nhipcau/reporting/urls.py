"""Addresses of reports, below /lam-viec/bao-cao/."""

from __future__ import annotations

from django.urls import path

from nhipcau.reporting.views import (
    comparison,
    consolidation,
    cycles,
    exports,
    forms,
    lists,
    matrix,
    report,
    writing,
)

urlpatterns = [
    path("", lists.IndexScreen.as_view(), name="index"),
    path("<int:pk>/", report.ReportScreen.as_view(), name="report"),
    path("<int:pk>/so-lieu/<int:figure>/", writing.SaveFigure.as_view(), name="save_figure"),
    path("<int:pk>/so-lieu/<int:figure>/nguon/", report.SourcesScreen.as_view(), name="sources"),
    path("<int:pk>/muc/<int:text>/", writing.SaveText.as_view(), name="save_text"),
    path("<int:pk>/tep/", writing.AttachFile.as_view(), name="attach"),
    path("tep/<int:pk>/", writing.file_download, name="file"),
    path("ky/mo/", cycles.OpenCycleScreen.as_view(), name="cycle_new"),
    path("ky/<int:pk>/chinh/", cycles.KeepCycleScreen.as_view(), name="cycle_keep"),
    path("bieu-mau/", forms.FormsScreen.as_view(), name="forms"),
    path("bieu-mau/<int:pk>/", forms.FormVersionScreen.as_view(), name="form"),
    path("bieu-mau/<int:pk>/sao/", forms.CopyScreen.as_view(), name="form_copy"),
    path("bieu-mau/<int:pk>/chung/", forms.HeadScreen.as_view(), name="form_head"),
    path("bieu-mau/<int:pk>/muc/", forms.SectionScreen.as_view(), name="form_section_new"),
    path("bieu-mau/<int:pk>/muc/<int:section>/", forms.SectionScreen.as_view(), name="form_section"),
    path("bieu-mau/<int:pk>/muc/<int:section>/chi-tieu/", forms.IndicatorScreen.as_view(), name="form_indicator_new"),
    path("bieu-mau/<int:pk>/muc/<int:section>/chi-tieu/<int:indicator>/", forms.IndicatorScreen.as_view(), name="form_indicator"),
]  # fmt: skip

# What many reports come to, and the files made of them.
urlpatterns += [
    path("ky/<int:pk>/", matrix.MatrixScreen.as_view(), name="matrix"),
    path("ky/<int:pk>/xuat/", matrix.MatrixExport.as_view(), name="matrix-export"),
    path("ky/<int:pk>/nhac/", matrix.RemindScreen.as_view(), name="remind-units"),
    path("ky/<int:pk>/noi-gui/", matrix.BranchesScreen.as_view(), name="branches"),
    path("ky/<int:pk>/noi-gui/xuat/", matrix.BranchesExport.as_view(), name="branches-export"),
    path("ky/<int:pk>/tong-hop/", consolidation.ConsolidationScreen.as_view(), name="consolidation"),
    path(
        "ky/<int:pk>/tong-hop/xuat/", consolidation.ConsolidationExport.as_view(), name="consolidation-export"
    ),
    path("ky/<int:pk>/chi-tieu/<str:code>/", consolidation.FigureScreen.as_view(), name="figure"),
    path("ky/<int:pk>/chi-tieu/<str:code>/xuat/", consolidation.FigureExport.as_view(), name="figure-export"),
    path("ky/<int:pk>/so-sanh/", comparison.ComparisonScreen.as_view(), name="comparison"),
    path("cac-ky/", matrix.OverviewScreen.as_view(), name="overview"),
    path("cac-ky/xuat/", matrix.OverviewExport.as_view(), name="overview-export"),
    path("<int:pk>/tai/<str:kind>/", exports.ReportExport.as_view(), name="export"),
    path("<int:pk>/thay-doi/", exports.ChangesScreen.as_view(), name="changes"),
]
