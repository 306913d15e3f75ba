#!/usr/bin/env python3
"""Prints what podman runs of the chart's objects: pods.py FILE.

podman takes the Deployments, and the Secret that is mounted; the one of environment variables is podman's own. Its
probes of HTTP need a curl in the image, so the caller asks the roles itself.
"""
import sys
from base64 import b64encode

import yaml

# podman 4.3 mounts the text without decoding it; Kafka's clients take that for a property that they do not know
MOUNTED = {"kafka.properties": b64encode(b"security.protocol=PLAINTEXT\n").decode()}

with open(sys.argv[1], encoding="utf-8") as chart:
    objects = [o for o in yaml.safe_load_all(chart) if o]

pods = [o for o in objects if o["kind"] == "Deployment"]
for deployment in pods:
    pod = deployment["spec"]["template"]["spec"]
    for volume in pod["volumes"]:
        if "secret" in volume:
            volume["secret"]["optional"] = False  # podman 4.3 ends without it
        else:
            volume["name"] += "-" + deployment["metadata"]["name"]  # the names of podman's volumes are common to all pods
    for container in pod["containers"]:
        for mount in container["volumeMounts"]:
            if mount["name"] != "kafka":
                mount["name"] += "-" + deployment["metadata"]["name"]
        for key in ("startupProbe", "livenessProbe", "readinessProbe", "ports"):  # podman would publish the ports
            del container[key]

secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "cider-try-kafka"}, "data": MOUNTED}
yaml.safe_dump_all([secret] + pods, sys.stdout, sort_keys=False)
