"""Computes outputs and gradients of a model by the PyTorch module of examples/python.

    python torch_gradients.py EXAMPLES MODEL.safetensors PIXELS FACTORS SHAPE OUTPUT.safetensors

The loss is the sum of the descriptors times the factors.
"""

import sys

import numpy as np
import torch
from safetensors.torch import save_file

examples, model_file, pixels, factors, shape, output = sys.argv[1:]
sys.path.insert(0, examples)

from torch_model import Cider  # noqa: E402

torch.set_num_threads(1)
count, height, width = map(int, shape.split("x"))
images = torch.from_numpy(np.fromfile(pixels, np.uint8).reshape(count, height, width, 3))
factors = torch.from_numpy(np.fromfile(factors, ">f4").astype(np.float32))

model = Cider.load(model_file).eval()
found = {}
with torch.no_grad():
    for name, value in model(images).items():
        found["output " + name] = value.contiguous()

model.train()
for module in model.modules():
    if isinstance(module, (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d)):
        module.eval()
outputs = model(images)
(outputs["descriptors"].flatten() * factors).sum().backward()
for name, parameter in model.named_parameters():
    if parameter.grad is not None:
        found["gradient " + name.removeprefix("backbone.")] = parameter.grad.contiguous()
save_file(found, output)
