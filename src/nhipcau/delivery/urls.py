"""Addresses of delivery, under /lam-viec/viec/."""

from django.urls import path

from nhipcau.delivery import views

urlpatterns = [
    path("", views.ObligationsScreen.as_view(), name="index"),
    path("xuat/", views.export, name="export"),
    path("<int:pk>/", views.ObligationScreen.as_view(), name="obligation"),
    path("<int:pk>/khong-phat-sinh/", views.ExcuseScreen.as_view(), name="excuse"),
    path("<int:pk>/tam-dung/", views.PauseScreen.as_view(), name="pause"),
    path("<int:pk>/mo-lai/", views.ReopenScreen.as_view(), name="reopen"),
    path("minh-chung/<int:evidence>/rut/", views.WithdrawScreen.as_view(), name="withdraw"),
    path("minh-chung/<int:evidence>/tep/", views.evidence_download, name="evidence-file"),
]
