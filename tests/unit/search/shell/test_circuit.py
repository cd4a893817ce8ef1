"""What was away is asked again now and then, by one caller at a time."""

from __future__ import annotations

from search.circuit import Circuit


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_it_is_closed_until_something_fails() -> None:
    circuit = Circuit(clock=Clock())
    assert circuit.allows()
    circuit.succeeded()
    assert circuit.allows()


def test_nobody_calls_during_the_pause_after_a_failure() -> None:
    clock = Clock()
    circuit = Circuit(pause=5, clock=clock)
    circuit.failed()
    clock.now += 4.9
    assert not circuit.allows()


def test_one_caller_alone_tries_after_the_pause() -> None:
    clock = Clock()
    circuit = Circuit(pause=5, clock=clock)
    circuit.failed()
    clock.now += 5
    assert [circuit.allows(), circuit.allows(), circuit.allows()] == [True, False, False]


def test_a_success_lets_everybody_call_again() -> None:
    clock = Clock()
    circuit = Circuit(pause=5, clock=clock)
    circuit.failed()
    clock.now += 5
    assert circuit.allows()
    circuit.succeeded()
    assert [circuit.allows(), circuit.allows()] == [True, True]


def test_each_further_failure_pauses_for_twice_as_long_up_to_the_longest() -> None:
    clock = Clock()
    circuit = Circuit(pause=5, longest=15, clock=clock)
    for pause in (5, 10, 15, 15):
        circuit.failed()
        clock.now += pause - 0.1
        assert not circuit.allows()
        clock.now += 0.1
        assert circuit.allows()


def test_a_trial_that_reports_nothing_does_not_block_for_ever() -> None:
    clock = Clock()
    circuit = Circuit(pause=5, clock=clock)
    circuit.failed()
    clock.now += 5
    assert circuit.allows()
    clock.now += 60
    assert circuit.allows()
