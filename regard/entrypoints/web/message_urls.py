from django.urls import path

from .views import messages

app_name = "mail"

urlpatterns = [
    path("<slug:system>/messages/", messages.messages, name="messages"),
]
