from django.urls import path

from .views import messages, stop

app_name = "mail"

urlpatterns = [
    path("stop/<str:token>/", stop.stop, name="stop"),
    path("<slug:system>/messages/", messages.messages, name="messages"),
    path("<slug:system>/messages/<int:message_id>/again/", messages.again, name="again"),
]
