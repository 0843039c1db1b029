"""Addresses of the library."""

from django.urls import path

from nhipcau.library import views

app_name = "library"
urlpatterns = [path("<int:pk>/", views.download, name="download")]
