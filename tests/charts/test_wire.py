"""Messages arrive whole or not at all."""

import io

import pytest

from qi_tracker.charts.wire import DrawingFormat, Order, Reply, read_message, write_message


def test_messages_arrive_one_by_one() -> None:
    pipe = io.BytesIO()
    for content in (b"", b"en", b"x" * 100_000):
        write_message(pipe, content)
    pipe.seek(0)
    assert [read_message(pipe) for _ in range(4)] == [b"", b"en", b"x" * 100_000, None]


@pytest.mark.parametrize("cut", [1, 3, 4, 7])
def test_message_that_is_cut_off_is_none(cut: int) -> None:
    pipe = io.BytesIO()
    write_message(pipe, b"innhold")
    assert read_message(io.BytesIO(pipe.getvalue()[:cut])) is None


def test_what_something_else_printed_is_no_message() -> None:
    assert read_message(io.BytesIO(b"Traceback (most recent call last)")) is None


def test_order_and_reply_survive() -> None:
    order = Order(DrawingFormat.PNG, "c1", '["chart",["å"]]')
    assert Order.from_bytes(order.to_bytes()) == order
    for reply in (Reply(True, b"<svg/>"), Reply(False, b"KeyError")):
        assert Reply.from_bytes(reply.to_bytes()) == reply
