"""
The sign-in library's pages that we have. There are no passwords and no sign-up.

The library leads to `account_login` in several places: it is the page that sends a code.
"""

from allauth.account import views as library
from django.urls import path

from .views import accounts

urlpatterns = [
    path("login/", library.request_login_code, name="account_login"),
    path("login/", library.request_login_code, name="account_request_login_code"),
    path("login/code/", library.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", library.logout, name="account_logout"),
    path("inactive/", library.account_inactive, name="account_inactive"),
    path("new/", accounts.no_sign_up, name="account_signup"),
]
