"""Addresses of money."""

from django.urls import path

from nhipcau.budget.views import allocating, appraising, estimates, lists, overview, settlements, vouchers

urlpatterns = [
    path("", overview.IndexScreen.as_view(), name="index"),
    path("danh-muc/", lists.ListsScreen.as_view(), name="lists"),
    path("<int:pk>/", overview.OverviewScreen.as_view(), name="plan"),
    path("<int:pk>/xuat.xlsx", overview.OverviewExport.as_view(), name="plan_export"),
    path("<int:pk>/khung/", overview.FrameScreen.as_view(), name="frame"),
    path("<int:pk>/dong/", overview.LinesScreen.as_view(), name="lines"),
    path("<int:pk>/dong.xlsx", overview.LinesExport.as_view(), name="lines_export"),
    path("<int:pk>/chi/", overview.PaymentsScreen.as_view(), name="payments"),
    path("<int:pk>/chi.xlsx", overview.PaymentsExport.as_view(), name="payments_export"),
    path("du-toan/<int:pk>/", estimates.WritingScreen.as_view(), name="estimate"),
    path("du-toan/<int:pk>/dong/<int:line>/", estimates.SaveLine.as_view(), name="save_line"),
    path("du-toan/<int:pk>/nap/", estimates.ImportScreen.as_view(), name="import"),
    path("du-toan/<int:pk>/xuat.<str:form>", estimates.EstimateExport.as_view(), name="estimate_export"),
    path("du-toan/<int:pk>/tham-dinh/", appraising.AppraisalScreen.as_view(), name="appraisal"),
    path("du-toan/<int:pk>/phan-bo/", allocating.AllocationScreen.as_view(), name="allocation"),
    path("du-toan/<int:pk>/phan-bo.xlsx", allocating.AllocationExport.as_view(), name="allocation_export"),
    path("du-toan/<int:pk>/chung-tu/", vouchers.VouchersScreen.as_view(), name="vouchers"),
    path("du-toan/<int:pk>/chung-tu.xlsx", vouchers.VouchersExport.as_view(), name="vouchers_export"),
    path("du-toan/<int:pk>/quyet-toan/", settlements.SettlementScreen.as_view(), name="settlement"),
    path(
        "du-toan/<int:pk>/quyet-toan.<str:form>",
        settlements.SettlementExport.as_view(),
        name="settlement_export",
    ),
    path("dong/<int:pk>/", allocating.LineScreen.as_view(), name="line"),
    path("chung-tu/<int:pk>/rut/", vouchers.WithdrawScreen.as_view(), name="withdraw"),
    path("chung-tu/<int:pk>/tep/", vouchers.VoucherFile.as_view(), name="voucher_file"),
]
