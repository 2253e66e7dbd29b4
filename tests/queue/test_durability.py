from __future__ import annotations

from pathlib import Path

from desk import items, shop_drafting, some_reviews
from desk_server import kill_round
from sqlalchemy import select

from reviewreply.queue import Store
from reviewreply.queue.accounts import Accounts
from reviewreply.queue.schema import DecisionRow

ROUNDS = 1
"""The bench kills fifty times."""


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(store: Store, place: str, tmp_path: Path) -> None:
    store.import_reviews(items(*some_reviews(300)), shop_drafting(), name="t", actor="t")
    tokens = [Accounts(store).add_token(f"m{number}", "moderator", "t")[0] for number in range(4)]
    acknowledged: set[int] = set()
    for _ in range(ROUNDS):
        acknowledged |= kill_round(place, tmp_path, store, tokens, 0.3, least=3)
    with store.reading() as session:
        kept = list(session.execute(select(DecisionRow.id, DecisionRow.case_id)))
    assert acknowledged
    assert acknowledged <= {row[0] for row in kept}
    assert len({row[1] for row in kept}) == len(kept)
    assert store.statistics().approved == len(kept)
