from django.urls import path

from .views import about, gallery, home, personas

app_name = "web"

urlpatterns = [
    path("", home.start, name="start"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("open-data/", about.open_data, name="open_data"),
    path("personas/", personas.personas, name="personas"),
    path("personas/<slug:key>/", personas.step_in, name="step_in"),
    path("privacy/", about.privacy, name="privacy"),
    path("<slug:system>/", home.home, name="home"),
]
