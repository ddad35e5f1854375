"""What each address of strategies needs."""

from regard.domains.engagement.permissions import Permission as E
from regard.domains.strategy.permissions import Permission as S

from .whom import LINK, PUBLIC, Needs

STRATEGY: Needs = {
    "strategy:answer_need": S.WRITE,
    "strategy:answers": S.VIEW_DRAFT,
    "strategy:base_passage": S.WRITE,
    "strategy:data_csv": S.VIEW_DRAFT,
    "strategy:data_json": S.VIEW_DRAFT,
    "strategy:decide_point": S.DECIDE_OUTCOMES,
    "strategy:decide_theme": S.DECIDE_OUTCOMES,
    "strategy:edit_need": S.WRITE,
    "strategy:edit_passage": S.WRITE,
    "strategy:edit_strategy": S.WRITE,
    "strategy:letters": S.SEND_REPLIES,
    "strategy:load_needs": S.WRITE,
    "strategy:move_passage": S.WRITE,
    "strategy:need": PUBLIC,
    "strategy:need_matrix": S.VIEW_DRAFT,
    "strategy:needs": PUBLIC,
    "strategy:needs_empty": S.WRITE,
    "strategy:new_need": S.WRITE,
    "strategy:new_passage": S.WRITE,
    "strategy:new_strategy": S.WRITE,
    "strategy:outcomes": S.VIEW_DRAFT,
    "strategy:passage": S.VIEW_DRAFT,
    "strategy:publish": S.PUBLISH,
    "strategy:remove_passage": S.WRITE,
    "strategy:replies": S.SEND_REPLIES,
    "strategy:reply": LINK,
    "strategy:retire_need": S.WRITE,
    "strategy:send_again": S.SEND_REPLIES,
    "strategy:single_points": S.DECIDE_OUTCOMES,
    "strategy:strategies": PUBLIC,
    "strategy:strategy": S.VIEW_DRAFT,
    "strategy:trace": E.VIEW_CONTRIBUTIONS,
    "strategy:type_code": PUBLIC,
    "strategy:write": S.WRITE,
}
