"""What the addresses of engagement begin with."""

ASKED = "<slug:system>/asked/<slug:slug>"
SAID = "<slug:system>/said/<slug:slug>"
THEME = f"{SAID}/themes/<int:theme_id>"

INVITATION = f"{ASKED}/invitations/<int:invitation_id>"
LOADED = f"{ASKED}/load/<int:answers_file_id>"
QUESTION = f"{ASKED}/questions/<int:question_id>"
ANSWER = "a/<str:token>"
