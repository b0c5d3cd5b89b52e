"""Turn a trained network and its branch into `coding/weights`: int8 ONNX, tokenizer, labels.

`python -m training.reader.export --run training/runs/reader`. Weights are quantised per
channel (cosine to the float states .991 against .957 per tensor, same size); what is
measured afterwards is always the int8 file.
"""

import argparse
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dragoman.coding.reader import WEIGHTS
from training.reader.attributions import KINDS
from training.reader.branch import LAYERS, Branch
from training.reader.examples import ROLES, STATUSES
from training.reader.losses import new_network
from training.reader.network import SMALL, ReaderNetwork
from training.reader.rows import TYPES

# Outputs of every token, and of the whole sentence.
TOKEN_OUTPUTS = ("trigger", "token_type", "role", "grade", "below")
OUTPUTS = (*TOKEN_OUTPUTS, "event_type", "link_type", "pair_type", "status", "flags")

# `python -m training.reader.sweep` on the held-out stories: at .8 all of .3 to .7 lie within .002,
# and a trigger at .7 is .003 to .01 below. Teachers sure of themselves make a sure pupil.
TRIGGER_THRESHOLD = 0.75
NONE_THRESHOLD = 0.4
# Until `training.reader.gate` and `training.reader.calibrate` have looked at the weights every
# sentence passes, and the confidence is the share of the type.
OPEN_GATE = -(10**6)
UNCALIBRATED = {"weights": [0.0, 1.0], "constant": 0.0}


class Outputs(nn.Module):
    """The network with its outputs in a fixed order, as ONNX wants them."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor, focus: Tensor) -> tuple[Tensor, ...]:
        """Return the logits of every head, and the states below the branch, as in OUTPUTS."""
        layers = self.network.encode(ids, mask)
        out = self.network.read_off(layers[-1], mask, focus) | {"below": layers[-1 - LAYERS]}
        return tuple(out[name] for name in OUTPUTS)


def export(run: Path, weights: Path, version: str) -> None:
    """Write reader.onnx, speech.onnx, tokenizer.json and labels.json."""
    weights.mkdir(parents=True, exist_ok=True)
    network = new_network(attention="eager")
    network.load_state_dict(torch.load(run / "network.pt"))
    branch = Branch(network)
    if (run / "branch.pt").is_file():
        branch.load_state_dict(torch.load(run / "branch.pt"))
    ids = torch.tensor([[101, 7592, 2088, 102]])
    inputs = (ids, torch.ones_like(ids), torch.zeros_like(ids))
    tokens = {0: "batch", 1: "tokens"}
    axes = dict.fromkeys(("ids", "mask", "focus"), tokens)
    axes |= {name: tokens if name in TOKEN_OUTPUTS else {0: "batch"} for name in OUTPUTS}
    _write(Outputs(network.eval()), inputs, axes, run / "float.onnx", weights / "reader.onnx")
    below = network.encode(*inputs[:2])[-1 - LAYERS].detach()
    axes = dict.fromkeys(("below", "speech"), tokens)
    _write(branch.eval(), (below,), axes, run / "branch.onnx", weights / "speech.onnx")
    shutil.copy(SMALL.folder / "tokenizer.json", weights / "tokenizer.json")
    _label(weights / "labels.json", branch, version)


def _write(
    module: nn.Module,
    inputs: tuple[Tensor, ...],
    axes: Mapping[str, Mapping[int, str]],
    exact: Path,
    quantised: Path,
) -> None:
    """Write a module as ONNX, and rounded to 8 bits.

    Args:
        module: what to write.
        inputs: examples of what it takes.
        axes: which axes may grow, by the names of the inputs and then of the outputs.
        exact: where to.
        quantised: where what is rounded goes.
    """
    names = list(axes)
    torch.onnx.export(
        module,
        inputs,
        str(exact),
        input_names=names[: len(inputs)],
        output_names=names[len(inputs) :],
        dynamic_axes={name: dict(places) for name, places in axes.items()},
        opset_version=17,
        dynamo=False,
    )
    onnx.checker.check_model(str(exact))
    quantize_dynamic(str(exact), str(quantised), weight_type=QuantType.QInt8, per_channel=True)


def _label(path: Path, branch: Branch, version: str) -> None:
    """Write what the outputs stand for."""
    labels = {
        "version": version,
        "types": TYPES,
        "roles": ROLES,
        "statuses": STATUSES,
        "kinds": KINDS,
        "trigger_threshold": TRIGGER_THRESHOLD,
        "none_threshold": NONE_THRESHOLD,
        "gate_threshold": OPEN_GATE,
        "calibration": UNCALIBRATED,
        "speech_steps": branch.steps_row(),
    }
    path.write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Read the arguments and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, default=Path("training/runs/reader"))
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--version", default="reader 6")
    given = parser.parse_args()
    export(given.run, given.weights, given.version)
    size = sum(path.stat().st_size for path in given.weights.glob("*.onnx"))
    print(json.dumps({"weights": str(given.weights), "megabytes": round(size / 1e6, 1)}))


if __name__ == "__main__":
    main()
