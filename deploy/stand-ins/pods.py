#!/usr/bin/env python3
"""Prints what podman runs of the chart's objects: pods.py FILE.

podman takes the Deployments. It has no Secrets of a cluster, so those that the values name are added, and its probes of
HTTP need a curl in the image, so the caller asks the roles itself.
"""
import sys
from base64 import b64encode

import yaml

SECRETS = {
    "cider": {"CIDER_CONSOLE_TOKEN": "a-token-of-a-trial"},
    "kafka": {"kafka.properties": "security.protocol=PLAINTEXT\n"},
}


def encoded(data):
    return {key: b64encode(value.encode()).decode() for key, value in data.items()}


with open(sys.argv[1], encoding="utf-8") as chart:
    objects = [o for o in yaml.safe_load_all(chart) if o]

pods = [o for o in objects if o["kind"] == "Deployment"]
for deployment in pods:
    for container in deployment["spec"]["template"]["spec"]["containers"]:
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            del container[probe]

secrets = [
    {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name}, "data": encoded(data)}
    for name, data in SECRETS.items()
]
yaml.safe_dump_all(secrets + pods, sys.stdout, sort_keys=False)
