"""Makes tiny.onnx: the mean colour of each picture, L2-normalised, behind the interface of a real model."""

import onnx
from onnx import TensorProto, helper

graph = helper.make_graph(
    [
        helper.make_node("Cast", ["images"], ["floats"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMean", ["floats"], ["mean"], axes=[1, 2], keepdims=0),
        helper.make_node("LpNormalization", ["mean"], ["descriptors"], axis=1, p=2),
    ],
    "tiny",
    [helper.make_tensor_value_info("images", TensorProto.UINT8, ["N", "H", "W", 3])],
    [helper.make_tensor_value_info("descriptors", TensorProto.FLOAT, ["N", 3])],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
helper.set_model_props(
    model,
    {
        "cider.name": "tiny",
        "cider.dimension": "3",
        "cider.groups": "48x32,40x40,32x48",
        "cider.bounds": "0.77,1.33",
        "cider.input": "uint8-nhwc-rgb",
    },
)
onnx.save(model, "tiny.onnx")
