from django.urls import path

from .views import messages

app_name = "mail"

urlpatterns = [
    path("<slug:system>/messages/", messages.messages, name="messages"),
    path("<slug:system>/messages/<int:message_id>/again/", messages.again, name="again"),
]
