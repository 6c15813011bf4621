"""Reads an event log with PM4Py and prints what it found as JSON: the argument is the file.

tests/pm4py.rs counts the same from the journeys themselves and compares.
"""

import json
import sys
import warnings

warnings.filterwarnings("ignore")

import pm4py


def pairs(graph):
    return {f"{before} -> {after}": int(count) for (before, after), count in graph.items()}


def main(path):
    log = pm4py.read_xes(path, return_legacy_log_object=True)
    complete = pm4py.filter_event_attribute_values(
        log, "lifecycle:transition", ["complete"], level="event", retain=True
    )
    graph, starts, ends = pm4py.discover_dfg(log)
    graph_of_complete, _, _ = pm4py.discover_dfg(complete)
    found = {
        "cases": len(log),
        "events": sum(len(trace) for trace in log),
        "starts": {name: int(count) for name, count in starts.items()},
        "ends": {name: int(count) for name, count in ends.items()},
        "follows": pairs(graph),
        "follows_complete": pairs(graph_of_complete),
        "first_names": [trace.attributes["concept:name"] for trace in log][:3],
        "first_time": log[0][0]["time:timestamp"].isoformat(),
    }
    json.dump(found, sys.stdout, sort_keys=True)


main(sys.argv[1])
