from regard.foundation.base.errors import Refusal


class CannotRead(Refusal):
    """The file is not what can be loaded: nothing of it was taken. The message says where."""
