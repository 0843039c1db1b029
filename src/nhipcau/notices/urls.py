"""Addresses of notices, under /lam-viec/thong-bao/."""

from django.urls import path

from nhipcau.notices import views

urlpatterns = [
    path("", views.InboxScreen.as_view(), name="index"),
    path("<int:pk>/", views.NoticeScreen.as_view(), name="notice"),
    path("da-doc/", views.AllReadScreen.as_view(), name="all-read"),
    path("da-gui/", views.OutboxScreen.as_view(), name="outbox"),
    path("da-gui/<int:pk>/", views.OutNoticeScreen.as_view(), name="out"),
    path("mau/", views.WordingsScreen.as_view(), name="wordings"),
    path("mau/<str:kind>/<str:language>/", views.WordingScreen.as_view(), name="wording"),
    path("mau/<str:kind>/<str:language>/goc/", views.DefaultScreen.as_view(), name="default"),
]
