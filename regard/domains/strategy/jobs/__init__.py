"""Work of strategy in the background."""

from .bundles import delete_bundles as delete_bundles
from .bundles import make_bundle as make_bundle
from .commitments import remind_of_commitments as remind_of_commitments
from .commitments import tell_of_commitment as tell_of_commitment
from .late import remind_of_late as remind_of_late
from .ledger import seal_ledger as seal_ledger
from .published_files import make_files as make_files
from .publishing import publish as publish
from .publishing import reply_late as reply_late
from .publishing import send_replies as send_replies
from .regard import count_regard as count_regard
from .regard import remind_of_regard as remind_of_regard
