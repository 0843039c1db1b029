"""Addresses of plans."""

from django.urls import path

from nhipcau.plans.views import adopting, export, handing_in, plan, review

urlpatterns = [
    path("", plan.PlanIndex.as_view(), name="index"),
    path("nap/", handing_in.UploadScreen.as_view(), name="upload"),
    path("tep/<int:pk>/", handing_in.IntakeScreen.as_view(), name="intake"),
    path("tep/<int:pk>/tien-do/", handing_in.ProgressFragment.as_view(), name="progress"),
    path("tep/<int:pk>/doc-lai/", handing_in.RetryReading.as_view(), name="retry"),
    path("tep/<int:pk>/gac-lai/", handing_in.DiscardIntake.as_view(), name="discard"),
    path("tep/<int:pk>/lay-lai/", handing_in.TakeBackIntake.as_view(), name="take_back"),
    path("tep/<int:pk>/ban-goc/", plan.IntakeOriginal.as_view(), name="intake_original"),
    path("tep/<int:pk>/ra-soat/", review.ReviewScreen.as_view(), name="review"),
    path("tep/<int:pk>/thong-tin/", review.SaveHeader.as_view(), name="header"),
    path("tep/<int:pk>/them/", review.AddTask.as_view(), name="add"),
    path("tep/<int:pk>/ban-hanh/", adopting.AdoptScreen.as_view(), name="adopt"),
    path("viec/<int:pk>/", review.DraftView.as_view(), name="draft"),
    path("<int:pk>/", plan.PlanScreen.as_view(), name="plan"),
    path("<int:pk>/ban-goc/", plan.PlanOriginal.as_view(), name="original"),
    path("<int:pk>/xuat.<str:form>", export.PlanExport.as_view(), name="export"),
    path("nhiem-vu/<int:pk>/", plan.TaskScreen.as_view(), name="task"),
]
