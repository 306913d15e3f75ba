"""Makes tiny models behind the interface of a real one: the mean colour of each picture, L2-normalised.

tiny.onnx has the descriptor alone, attentive.onnx also the brightness of each pixel as attention,
nameless.onnx lacks a part of its metadata, longer.onnx announces a dimension that it does not have.
"""

import onnx
from onnx import TensorProto, helper

FACTS = {
    "cider.name": "tiny",
    "cider.dimension": "3",
    "cider.groups": "48x32,40x40,32x48",
    "cider.bounds": "0.77,1.33",
    "cider.input": "uint8-nhwc-rgb",
}


def save(file, facts, attention=False):
    nodes = [
        helper.make_node("Cast", ["images"], ["floats"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMean", ["floats"], ["mean"], axes=[1, 2], keepdims=0),
        helper.make_node("LpNormalization", ["mean"], ["descriptors"], axis=1, p=2),
    ]
    outputs = [helper.make_tensor_value_info("descriptors", TensorProto.FLOAT, ["N", 3])]
    if attention:
        nodes += [
            helper.make_node("Constant", [], ["most"], value_float=255.0),
            helper.make_node("ReduceMean", ["floats"], ["brightness"], axes=[3], keepdims=0),
            helper.make_node("Div", ["brightness", "most"], ["attention"]),
        ]
        outputs.append(
            helper.make_tensor_value_info("attention", TensorProto.FLOAT, ["N", "H", "W"])
        )
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("images", TensorProto.UINT8, ["N", "H", "W", 3])],
        outputs,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    helper.set_model_props(model, facts)
    onnx.save(model, file)


save("tiny.onnx", FACTS)
save("attentive.onnx", FACTS, attention=True)
save("nameless.onnx", {k: v for k, v in FACTS.items() if k not in ("cider.name", "cider.bounds")})
save("longer.onnx", FACTS | {"cider.dimension": "4"})
