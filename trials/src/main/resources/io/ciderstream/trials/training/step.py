"""Takes training steps of a cider-stream model in PyTorch.

    python step.py SETTING.json

For each line of the input, a number of steps, it prints their mean seconds and their losses.
"""

import json
import math
import sys
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F
from torch_model import Cider

file = Path(sys.argv[1])
setting = json.loads(file.read_text())
torch.set_num_threads(setting["threads"])


def tensor(name, kind):
    return torch.frombuffer(bytearray((file.parent / name).read_bytes()), dtype=kind)


device = setting["device"]
images = tensor("pixels", torch.uint8).reshape(setting["shape"])
classes = torch.tensor(setting["classes"], device=device)
model = Cider.load(file.parent / "model.safetensors").to(device).train()
if setting["channels_last"]:
    model = model.to(memory_format=torch.channels_last)
start = tensor("centres", torch.float32).reshape(-1, model.cider.fc.out_features)
centres = nn.Parameter(start.to(device))
learning = [*model.parameters(), centres]
optimiser = torch.optim.SGD(
    learning, setting["rate"], setting["momentum"], weight_decay=setting["decay"]
)


def arcface(descriptors):
    margin = setting["margin"]
    cosines = descriptors @ F.normalize(centres).T
    at = classes[:, None]
    right = cosines.gather(1, at)
    sine = (1 - right.square()).clamp_min(1e-7).sqrt()
    moved = right * math.cos(margin) - sine * math.sin(margin)
    beyond = right - margin * math.sin(margin)
    target = torch.where(right > math.cos(math.pi - margin), moved, beyond)
    return F.cross_entropy(cosines.scatter(1, at, target) * setting["scale"], classes)


def step():
    optimiser.zero_grad()
    with torch.autocast(device, torch.bfloat16, enabled=setting["half"]):
        descriptors = model(images.to(device))["descriptors"]
    loss = arcface(descriptors.float())
    loss.backward()
    nn.utils.clip_grad_norm_(learning, setting["clip"])
    optimiser.step()
    return loss.item()


print(json.dumps({"version": torch.__version__}), flush=True)
for line in sys.stdin:
    count = int(line)
    begun = time.perf_counter()
    losses = [step() for _ in range(count)]
    seconds = (time.perf_counter() - begun) / count
    print(json.dumps({"seconds": seconds, "losses": losses}), flush=True)
