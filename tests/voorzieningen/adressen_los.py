"""Addresses of a portal without aanvragen."""

from django.urls import include, path

urlpatterns = [path("voorzieningen/", include("voorzieningen.urls"))]
