"""The benchmark models in Ciw, one JSON line a run.

    python ciw_models.py MODEL [--cases N] [--seed N]

MODEL is mm1, mm3 or ten-activities; the figures are those of simpy_models.py.
"""

import argparse
import json
import resource
import time

import ciw


def queue(servers, rate):
    return ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=rate)],
        service_distributions=[ciw.dists.Exponential(rate=1)],
        number_of_servers=[servers],
    )


def ten_activities():
    none = [None] * 9
    routing = [[1.0 if j == i + 1 else 0.0 for j in range(10)] for i in range(10)]
    routing[9][0] = 0.2
    return ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=1)] + none,
        service_distributions=[ciw.dists.Exponential(rate=0.5)] * 10,
        number_of_servers=[3] * 10,
        routing=routing,
    )


MODELS = {
    "mm1": lambda: queue(1, 0.9),
    "mm3": lambda: queue(3, 2.7),
    "ten-activities": ten_activities,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model", choices=MODELS)
    parser.add_argument("--cases", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=2019)
    options = parser.parse_args()
    ciw.seed(options.seed)
    begin = time.process_time()
    simulation = ciw.Simulation(MODELS[options.model]())
    simulation.simulate_until_max_customers(options.cases, method="Finish")
    cpu = time.process_time() - begin
    # Those under way at the end are not in the records; each visit recorded began and ended.
    records = [r for r in simulation.get_all_records() if r.record_type == "service"]
    first, last = {}, {}
    for r in records:
        first[r.id_number] = min(first.get(r.id_number, r.arrival_date), r.arrival_date)
        if r.destination == -1:
            last[r.id_number] = r.exit_date
    ended = [last[i] - first[i] for i in sorted(last)]
    print(
        json.dumps(
            {
                "model": options.model,
                "cases": len(first),
                "events": len(first) + 2 * len(records),
                "cpu": cpu,
                "sojourn": sum(ended) / len(ended),
                "wait": sum(r.waiting_time for r in records) / len(records),
                "kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
            }
        )
    )


if __name__ == "__main__":
    main()
