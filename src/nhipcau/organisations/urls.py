"""Addresses of the register of units and of people."""

from __future__ import annotations

from django.urls import path

from nhipcau.organisations.views import becoming as becoming_views
from nhipcau.organisations.views import committees as committee_views
from nhipcau.organisations.views import finding as finding_views
from nhipcau.organisations.views import groups as group_views
from nhipcau.organisations.views import importing as importing_views
from nhipcau.organisations.views import invitations as invitation_views
from nhipcau.organisations.views import inviting as inviting_views
from nhipcau.organisations.views import lacking as lacking_views
from nhipcau.organisations.views import leaving as leaving_views
from nhipcau.organisations.views import office_days as office_day_views
from nhipcau.organisations.views import people as people_views
from nhipcau.organisations.views import personal_data as personal_views
from nhipcau.organisations.views import roles as role_views
from nhipcau.organisations.views import set_up as set_up_views
from nhipcau.organisations.views import units as unit_views

units = [
    path("", unit_views.RegisterScreen.as_view(), name="index"),
    path("tim/", finding_views.find, name="find"),
    path("nhap/", importing_views.ImportScreen.as_view(), name="import"),
    path("nhap/mau.csv", importing_views.sample_sheet, name="import_sample"),
    path("nhap/can-sua.xlsx", importing_views.errors_file, name="import_errors"),
    path("don-vi.xlsx", importing_views.register_file, name="export"),
    path("loai/", group_views.KindsScreen.as_view(), name="kinds"),
    path("loai/<int:pk>/bo/", group_views.RemoveKind.as_view(), name="remove_kind"),
    path("sap-nhap/", becoming_views.MergeScreen.as_view(), name="merge"),
    path("lich-lam-viec/", office_day_views.CalendarScreen.as_view(), name="calendar"),
    path("lich-lam-viec/<int:pk>/bo/", office_day_views.TakeOut.as_view(), name="take_out_day"),
    path("them/", unit_views.CreateScreen.as_view(), name="create"),
    path("lap-tinh/", set_up_views.ChooseProvinceScreen.as_view(), name="set_up"),
    path("lap-tinh/<slug:code>/", set_up_views.SetUpProvinceScreen.as_view(), name="set_up_province"),
    path("thieu-dau-moi/", lacking_views.LackingScreen.as_view(), name="without_officer"),
    path("ten-chung/", group_views.GroupsScreen.as_view(), name="groups"),
    path("ten-chung/them/", group_views.GroupScreen.as_view(), name="group_create"),
    path("ten-chung/<int:pk>/", group_views.GroupUnitsScreen.as_view(), name="group"),
    path("ten-chung/<int:pk>/sua/", group_views.GroupScreen.as_view(), name="group_change"),
    path("<int:pk>/", unit_views.UnitScreen.as_view(), name="unit"),
    path("<int:pk>/doi-ten/", becoming_views.RenameScreen.as_view(), name="rename"),
    path("<int:pk>/chuyen/", becoming_views.MoveScreen.as_view(), name="move"),
    path("<int:pk>/chia-tach/", becoming_views.SplitScreen.as_view(), name="split"),
    path("<int:pk>/giai-the/", becoming_views.DissolveScreen.as_view(), name="dissolve"),
    path("<int:pk>/sua/", unit_views.ChangeScreen.as_view(), name="change"),
    path("<int:pk>/nhan-su/", role_views.UnitPeopleScreen.as_view(), name="people"),
    path("<int:pk>/vai-tro/", role_views.GrantScreen.as_view(), name="grant"),
    path("vai-tro/<int:pk>/thoi/", role_views.WithdrawScreen.as_view(), name="withdraw"),
    path("vai-tro/<int:pk>/doi/", role_views.PlaceScreen.as_view(), name="place"),
]
people = [
    path("", people_views.PeopleScreen.as_view(), name="index"),
    path("them/", people_views.OpenAccountScreen.as_view(), name="open"),
    path("<int:pk>/", people_views.AccountScreen.as_view(), name="account"),
    path("<int:pk>/vai-tro/", people_views.GrantPersonScreen.as_view(), name="grant"),
    path("<int:pk>/ban-giao/", leaving_views.HandOverScreen.as_view(), name="hand_over"),
    path("du-lieu-cua-toi/", personal_views.my_data, name="my_data"),
    path("moi/", invitation_views.InviteScreen.as_view(), name="invite"),
    path("moi/theo-bang/", inviting_views.InviteManyScreen.as_view(), name="invite_many"),
    path("moi/theo-bang/mau.csv", inviting_views.sample_sheet, name="invite_sample"),
    path("loi-moi/", invitation_views.InvitationsScreen.as_view(), name="invitations"),
]
committees = [
    path("", committee_views.CommitteesScreen.as_view(), name="index"),
    path("them/", committee_views.CreateCommitteeScreen.as_view(), name="create"),
    path("<int:pk>/", committee_views.CommitteeScreen.as_view(), name="committee"),
    path("<int:pk>/sua/", committee_views.ChangeCommitteeScreen.as_view(), name="change"),
    path("<int:pk>/thanh-phan/", committee_views.CompositionScreen.as_view(), name="composition"),
]
# Outside the shell: for people who have no password yet.
invitations = [
    path("dat-mat-khau/", invitation_views.accept, name="accept"),
    path("<slug:secret>/", invitation_views.open_link, name="open"),
]
