from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import borders, coding, nesting, sorting, theme, themes

from .prefixes import SAID, THEME

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:system>/said/", themes.said, name="said"),
    path(f"{SAID}/", themes.themes, name="themes"),
    path(f"{SAID}/propose/", themes.propose, name="propose_themes"),
    path(f"{SAID}/alone/", sorting.alone, name="alone"),
    path(f"{SAID}/unsure/", sorting.unsure, name="unsure"),
    path(f"{SAID}/themes/code/", coding.begin, name="code_points"),
    path(f"{SAID}/themes/learn/", coding.learn, name="learn_themes"),
    path(f"{SAID}/themes/code/<int:point_id>/", coding.code, name="code_point"),
    path(f"{SAID}/themes/code/<int:point_id>/borders/", borders.borders, name="borders"),
    path(f"{SAID}/again/", sorting.again, name="look_again"),
    path(f"{THEME}/nest/", nesting.nest, name="nest_theme"),
    path(f"{THEME}/", theme.theme, name="theme"),
    path(f"{THEME}/rename/", theme.rename, name="rename_theme"),
    path(f"{THEME}/merge/", theme.merge, name="merge_theme"),
    path(f"{THEME}/sign-off/", theme.sign_off, name="sign_off_theme"),
    path(f"{THEME}/take-back/", theme.take_back, name="take_back_sign_off"),
]
