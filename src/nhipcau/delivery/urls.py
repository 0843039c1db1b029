"""Addresses of delivery, under /lam-viec/viec/."""

from django.urls import path

from nhipcau.delivery.views import (
    coverage,
    extensions,
    feed,
    handing_in,
    lists,
    matrix,
    obligation,
    reasons,
    reminders,
    unit,
)

urlpatterns = [
    path("", lists.ObligationsScreen.as_view(), name="index"),
    path("xuat/", lists.export, name="export"),
    path("ma-tran/", matrix.MatrixScreen.as_view(), name="matrix"),
    path("ma-tran/xuat/", matrix.MatrixExport.as_view(), name="matrix-export"),
    path("bao-phu/", coverage.CoverageScreen.as_view(), name="coverage"),
    path("bao-phu/xuat/", coverage.CoverageExport.as_view(), name="coverage-export"),
    path("don-vi/<int:pk>/", unit.UnitScreen.as_view(), name="unit"),
    path("lich/", feed.CalendarScreen.as_view(), name="calendar"),
    path("nhac/", reminders.RemindersScreen.as_view(), name="reminders"),
    path("nhac/lich/", reminders.RulesScreen.as_view(), name="reminder-rules"),
    path("nhac/lich/<int:pk>/", reminders.RuleScreen.as_view(), name="reminder-rule"),
    path("nhac/ngay/", reminders.RemindScreen.as_view(), name="remind"),
    path("<int:pk>/", obligation.ObligationScreen.as_view(), name="obligation"),
    path("<int:pk>/khong-phat-sinh/", reasons.ExcuseScreen.as_view(), name="excuse"),
    path("<int:pk>/tam-dung/", reasons.PauseScreen.as_view(), name="pause"),
    path("<int:pk>/mo-lai/", reasons.ReopenScreen.as_view(), name="reopen"),
    path("<int:pk>/gia-han/", extensions.AskExtensionScreen.as_view(), name="ask-extension"),
    path("<int:pk>/gia-han/rut/", extensions.TakeExtensionBack.as_view(), name="take-extension-back"),
    path("<int:pk>/cung-chiu/", reasons.OweTogetherScreen.as_view(), name="owe-together"),
    path("nop/", handing_in.HandInScreen.as_view(), name="hand-in"),
    path("khong-phat-sinh/", handing_in.ExcuseSeveralScreen.as_view(), name="excuse-several"),
    path("gia-han/", extensions.ExtensionsScreen.as_view(), name="extensions"),
    path("minh-chung/<int:evidence>/rut/", reasons.WithdrawScreen.as_view(), name="withdraw"),
    path("minh-chung/tep/<int:kept>/", obligation.evidence_download, name="evidence-file"),
]
