"""The benchmark models in SimPy, one JSON line a run.

    python simpy_models.py MODEL [--cases N] [--seed N]

MODEL is mm1, mm3, ten-activities, fork-join or hold. Times are in the models' unit. `events` are
arrivals, starts of service and ends of service; `sojourns` are
the means of fork-join's ordinary and urgent cases; `cpu` is processor time of the simulation alone.
"""

import argparse
import json
import random
import resource
import time

import simpy


class Sums:
    """What a model collects."""

    def __init__(self):
        self.cases = 0
        self.sojourn = 0.0
        self.sojourns = {}
        self.wait = 0.0
        self.visits = 0


def visit(env, office, mean, draws, sums, priority=None):
    """One service at an office, the wait for it included."""
    joined = env.now
    request = office.request() if priority is None else office.request(priority=priority)
    with request:
        yield request
        sums.wait += env.now - joined
        sums.visits += 1
        yield env.timeout(draws.expovariate(1 / mean))


def arrivals(env, rate, cases, draws, start):
    for _ in range(cases):
        yield env.timeout(draws.expovariate(rate))
        env.process(start())


def queue(servers, rate):
    """M/M/c with service rate 1."""

    def model(cases, draws):
        env, sums = simpy.Environment(), Sums()
        office = simpy.Resource(env, servers)

        def customer():
            begin = env.now
            yield from visit(env, office, 1, draws, sums)
            sums.sojourn += env.now - begin
            sums.cases += 1

        env.process(arrivals(env, rate, cases, draws, customer))
        env.run()
        return sums

    return model


def ten_activities(cases, draws):
    """Ten offices of three people, mean 2; one case in five goes through all of them again."""
    env, sums = simpy.Environment(), Sums()
    offices = [simpy.Resource(env, 3) for _ in range(10)]

    def case():
        begin = env.now
        while True:
            for office in offices:
                yield from visit(env, office, 2, draws, sums)
            if draws.random() >= 0.2:
                break
        sums.sojourn += env.now - begin
        sums.cases += 1

    env.process(arrivals(env, 1, cases, draws, case))
    env.run()
    return sums


def fork_join(cases, draws):
    """Three reviews side by side, then a decision.

    Offices of 2, 3 and 4 people with means 1.6, 2.4 and 3.2, a decision desk of 1 with mean 0.75.
    One case in five is urgent and goes first; work begun is finished.
    """
    env, sums = simpy.Environment(), Sums()
    offices = [simpy.PriorityResource(env, staff) for staff in (2, 3, 4)]
    desk = simpy.PriorityResource(env, 1)
    totals = {0: [0, 0.0], 1: [0, 0.0]}

    def case():
        begin = env.now
        priority = 0 if draws.random() < 0.2 else 1
        reviews = [
            env.process(visit(env, office, mean, draws, sums, priority))
            for office, mean in zip(offices, (1.6, 2.4, 3.2))
        ]
        yield env.all_of(reviews)
        yield from visit(env, desk, 0.75, draws, sums, priority)
        sums.sojourn += env.now - begin
        sums.cases += 1
        totals[priority][0] += 1
        totals[priority][1] += env.now - begin

    env.process(arrivals(env, 1, cases, draws, case))
    env.run()
    sums.sojourns = {name: totals[p][1] / max(1, totals[p][0]) for p, name in ((1, "ordinary"), (0, "urgent"))}
    return sums


def hold(cases, draws, pending=1000):
    """`cases` holds with a thousand pending events, one process each."""
    env, sums = simpy.Environment(), Sums()

    def timer():
        while True:
            yield env.timeout(draws.expovariate(1))

    for _ in range(pending):
        env.process(timer())
    for _ in range(pending):
        env.step()
    begin = time.process_time()
    for _ in range(cases):
        env.step()
    sums.cpu = time.process_time() - begin
    sums.cases = cases
    return sums


MODELS = {
    "mm1": queue(1, 0.9),
    "mm3": queue(3, 2.7),
    "ten-activities": ten_activities,
    "fork-join": fork_join,
    "hold": hold,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model", choices=MODELS)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=2019)
    options = parser.parse_args()
    begin = time.process_time()
    sums = MODELS[options.model](options.cases, random.Random(options.seed))
    cpu = getattr(sums, "cpu", time.process_time() - begin)
    print(
        json.dumps(
            {
                "model": options.model,
                "cases": sums.cases,
                "events": sums.cases + 2 * sums.visits,
                "cpu": cpu,
                "sojourn": sums.sojourn / max(1, sums.cases),
                "sojourns": sums.sojourns,
                "wait": sums.wait / max(1, sums.visits),
                "kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
            }
        )
    )


if __name__ == "__main__":
    main()
