"""Addresses of the register of units and of people."""

from __future__ import annotations

from django.urls import path

from nhipcau.organisations.views import groups as group_views
from nhipcau.organisations.views import people as people_views
from nhipcau.organisations.views import units as unit_views

units = [
    path("", unit_views.RegisterScreen.as_view(), name="index"),
    path("nhap/", unit_views.ImportScreen.as_view(), name="import"),
    path("nhap/mau.csv", unit_views.sample_sheet, name="import_sample"),
    path("them/", unit_views.CreateScreen.as_view(), name="create"),
    path("thieu-dau-moi/", unit_views.WithoutOfficerScreen.as_view(), name="without_officer"),
    path("ten-chung/", group_views.GroupsScreen.as_view(), name="groups"),
    path("ten-chung/them/", group_views.GroupScreen.as_view(), name="group_create"),
    path("ten-chung/<int:pk>/", group_views.GroupScreen.as_view(), name="group"),
    path("<int:pk>/", unit_views.UnitScreen.as_view(), name="unit"),
    path("<int:pk>/doi-ten/", unit_views.RenameScreen.as_view(), name="rename"),
    path("<int:pk>/sua/", unit_views.ChangeScreen.as_view(), name="change"),
    path("<int:pk>/vai-tro/", people_views.GrantScreen.as_view(), name="grant"),
    path("vai-tro/<int:pk>/thoi/", people_views.WithdrawScreen.as_view(), name="withdraw"),
]
people = [
    path("", people_views.PeopleScreen.as_view(), name="index"),
    path("them/", people_views.OpenAccountScreen.as_view(), name="open"),
    path("<int:pk>/", people_views.AccountScreen.as_view(), name="account"),
    path("<int:pk>/vai-tro/", people_views.GrantPersonScreen.as_view(), name="grant"),
]
