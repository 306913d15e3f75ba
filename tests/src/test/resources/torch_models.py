"""Exports small networks as users export theirs, and embeds pictures as Python would.

Arguments: a folder to write to, and pictures. Prints for each model and picture a line of JSON: the model's name and its
descriptor. The weights are random, as none can be downloaded; batch norms are fitted to the pictures, so that
descriptors differ.
"""

import json
import pathlib
import sys

import numpy
import onnxruntime
import timm
import torch
import torchvision
import transformers
from PIL import Image
from torchvision.transforms import InterpolationMode
from torchvision.transforms._presets import ImageClassification

FOLDER = pathlib.Path(sys.argv[1])
PICTURES = [Image.open(path).convert("RGB") for path in sys.argv[2:]]


class Output(torch.nn.Module):
    """One output of a model of transformers."""

    def __init__(self, model, name):
        super().__init__()
        self.model = model
        self.name = name

    def forward(self, pixels):
        return getattr(self.model(pixels), self.name)


def sharpened(model):
    """Larger weights, so that random networks of attention do not give all pictures one descriptor."""
    with torch.no_grad():
        for weight in model.parameters():
            if weight.dim() > 1:
                weight.mul_(4)
    return model


def fitted(model, preprocess):
    model.train()
    with torch.no_grad():
        for _ in range(20):
            model(torch.stack([preprocess(picture) for picture in PICTURES]))
    return model.eval()


def embed(name, model, preprocess, export, select=lambda output: output):
    file = FOLDER / f"{name}.onnx"
    export(model, file)
    session = onnxruntime.InferenceSession(str(file))
    feed = session.get_inputs()[0]
    for picture in PICTURES:
        pixels = preprocess(picture)[None].numpy().astype("float16" if "16" in feed.type else "float32")
        vector = select(session.run(None, {feed.name: pixels})[0][0]).astype("float64").ravel()
        print(json.dumps({"model": name, "vector": (vector / numpy.linalg.norm(vector)).tolist()}))


def traced(free=False):
    def export(model, file):
        torch.onnx.export(
            model, torch.zeros(1, 3, 224, 224), str(file), dynamo=False, opset_version=17,
            input_names=["images"], output_names=["descriptor"],
            dynamic_axes={"images": {0: "n"}, "descriptor": {0: "n"}} if free else None,
        )
    return export


def compiled(model, file):
    """torch's own default, which keeps weights in a file of their own."""
    torch.onnx.export(model, (torch.zeros(1, 3, 224, 224),), str(file), dynamo=True, external_data=True)


def half(model, file):
    torch.onnx.export(
        model.half(), torch.zeros(1, 3, 224, 224).half(), str(file), dynamo=False, opset_version=17,
        input_names=["images"], output_names=["descriptor"],
    )


torch.manual_seed(1)

resnet = torchvision.models.resnet18(weights=None)
resnet.fc = torch.nn.Identity()
preset = ImageClassification(crop_size=224, resize_size=256, interpolation=InterpolationMode.BILINEAR)
embed("torchvision", fitted(resnet, preset), preset, traced(free=True))
embed("torchvision-compiled", resnet, preset, compiled)
embed("torchvision-half", resnet, preset, half)

mobilenet = timm.create_model("mobilenetv3_small_100.lamb_in1k", pretrained=False, num_classes=0)
config = timm.data.resolve_model_data_config(mobilenet)
transform = timm.data.create_transform(**config, is_training=False)
embed("timm", fitted(mobilenet, transform), transform, traced())

dinov2 = transformers.Dinov2Model(
    transformers.Dinov2Config(hidden_size=96, num_hidden_layers=3, num_attention_heads=4, image_size=224)
).eval()
processor = transformers.BitImageProcessor(
    size={"shortest_edge": 256}, crop_size={"height": 224, "width": 224}, resample=Image.Resampling.BICUBIC,
    image_mean=[0.485, 0.456, 0.406], image_std=[0.229, 0.224, 0.225],
)
embed(
    "dinov2",
    Output(sharpened(dinov2), "last_hidden_state"),
    lambda picture: torch.as_tensor(processor(picture, return_tensors="np")["pixel_values"][0]),
    lambda model, file: torch.onnx.export(
        model, torch.zeros(1, 3, 224, 224), str(file), dynamo=False, opset_version=17,
        input_names=["pixels"], output_names=["tokens"],
    ),
    select=lambda tokens: tokens[0],
)

clip = transformers.CLIPVisionModelWithProjection(
    transformers.CLIPVisionConfig(
        hidden_size=96, intermediate_size=192, num_hidden_layers=3, num_attention_heads=4, patch_size=32,
        projection_dim=64,
    )
).eval()
clip_processor = transformers.CLIPImageProcessor()
embed(
    "clip",
    Output(sharpened(clip), "image_embeds"),
    lambda picture: torch.as_tensor(clip_processor(picture, return_tensors="np")["pixel_values"][0]),
    lambda model, file: torch.onnx.export(
        model, torch.zeros(1, 3, 224, 224), str(file), dynamo=False, opset_version=17,
        input_names=["pixels"], output_names=["image_embeds"],
    ),
)
