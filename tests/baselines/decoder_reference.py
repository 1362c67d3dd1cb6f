#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Known answers for the decoder: an independent forward pass in NumPy, float64, written from the papers and the published
architecture descriptions and sharing nothing with the C++ code. Weights follow from a formula, so only logits are stored.

    python3 tests/baselines/decoder_reference.py > tests/baselines/decoder_reference.json
"""
import json
import math

import numpy as np

IDS = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 13, 0, 15, 7]

BASE = dict(vocab_size=16, hidden_size=12, intermediate_size=20, num_hidden_layers=2, num_attention_heads=4,
            num_key_value_heads=2, head_dim=6, rms_norm_eps=1e-5, rope_theta=100.0, max_position_embeddings=64,
            hidden_act="silu", tie_word_embeddings=False, torch_dtype="float32")

CASES = {
    "llama": dict(BASE, model_type="llama"),
    "llama_tied_biases": dict(BASE, model_type="llama", tie_word_embeddings=True, attention_bias=True, mlp_bias=True),
    "llama_linear_scaling": dict(BASE, model_type="llama", rope_scaling=dict(type="linear", factor=4.0)),
    "llama3_scaling": dict(BASE, model_type="llama", head_dim=8, rope_scaling=dict(
        rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=32)),
    "mistral_window": dict(BASE, model_type="mistral", sliding_window=5),
    "qwen2": dict(BASE, model_type="qwen2", tie_word_embeddings=True),
    "qwen3": dict(BASE, model_type="qwen3", num_key_value_heads=1),
    "uneven_layers": dict(BASE, model_type="llama", num_hidden_layers=4, stillhouse_layers=[
        dict(heads=4, kv_heads=2, ffn=20, attention=True, feed_forward=True),
        dict(heads=2, kv_heads=1, ffn=7, attention=True, feed_forward=True),
        dict(heads=0, kv_heads=0, ffn=9, attention=False, feed_forward=True),
        dict(heads=3, kv_heads=3, ffn=0, attention=True, feed_forward=False)]),
}


class Weights:
    """Parameter number p, element i: ((2654435761·i + 40503·p + 12345) mod 2^32) / 2^32 − 0.5, times 4/sqrt(inputs) for
    matrices (2 for the embedding), plus 1 for norms, as it is for biases. The embedding is number 0, then in order of use."""

    def __init__(self):
        self.next = 0

    def make(self, *shape, scale=1.0, shift=0.0):
        i = np.arange(math.prod(shape), dtype=np.uint64)
        u = (i * np.uint64(2654435761) + np.uint64(40503 * self.next + 12345)) % np.uint64(2**32)
        self.next += 1
        return (u.astype(np.float64) / 2**32 - 0.5).reshape(shape) * scale + shift

    def matrix(self, rows, columns):
        return self.make(rows, columns, scale=4 / math.sqrt(columns))


def rms(x, weight, eps):
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + eps) * weight


def frequencies(config):
    half = config["head_dim"] // 2
    plain = [config["rope_theta"] ** (-i / half) for i in range(half)]
    scaling = config.get("rope_scaling")
    if not scaling:
        return plain
    if scaling.get("type") == "linear":
        return [f / scaling["factor"] for f in plain]
    out = []
    n, low, high, factor = (scaling[k] for k in ("original_max_position_embeddings", "low_freq_factor", "high_freq_factor", "factor"))
    for f in plain:
        turns = n * f / (2 * math.pi)  # full turns within the original context
        if turns > high:
            out.append(f)
        elif turns < low:
            out.append(f / factor)
        else:
            s = (turns - low) / (high - low)
            out.append((1 - s) * f / factor + s * f)
    return out


def rotate(x, freq):
    """Complex form: pair i is x_i + j·x_{i+D/2}, turned by e^{j·position·f_i}."""
    half = x.shape[-1] // 2
    z = x[..., :half] + 1j * x[..., half:]
    turned = z * np.exp(1j * np.arange(x.shape[0])[:, None] * np.array(freq)[None, :])[:, None, :]
    return np.concatenate([turned.real, turned.imag], -1)


def attention(config, w, x, heads, kv_heads):
    d, width, eps = config["hidden_size"], config["head_dim"], config["rms_norm_eps"]
    qkv_bias = config.get("attention_bias", False) or config["model_type"] == "qwen2"
    h = rms(x, w.make(d, shift=1.0), eps)
    parts = []
    for count in (heads, kv_heads, kv_heads):
        y = h @ w.matrix(count * width, d).T
        if qkv_bias:
            y = y + w.make(count * width)
        parts.append(y.reshape(len(x), count, width))
    q, k, v = parts
    if config["model_type"] == "qwen3":
        q, k = rms(q, w.make(width, shift=1.0), eps), rms(k, w.make(width, shift=1.0), eps)
    freq = frequencies(config)
    q, k = rotate(q, freq), rotate(k, freq)
    out = np.zeros((len(x), heads, width))
    window = config.get("sliding_window") or len(x)
    for t in range(len(x)):
        first = max(0, t - window + 1)
        for head in range(heads):
            group = head // (heads // kv_heads)
            score = k[first:t + 1, group] @ q[t, head] / math.sqrt(width)
            p = np.exp(score - score.max())
            out[t, head] = (p / p.sum()) @ v[first:t + 1, group]
    y = out.reshape(len(x), -1) @ w.matrix(d, heads * width).T
    return y + w.make(d) if config.get("attention_bias") else y


def feed_forward(config, w, x, ffn):
    d, bias = config["hidden_size"], config.get("mlp_bias", False)
    h = rms(x, w.make(d, shift=1.0), config["rms_norm_eps"])
    gate = h @ w.matrix(ffn, d).T + (w.make(ffn) if bias else 0)
    up = h @ w.matrix(ffn, d).T + (w.make(ffn) if bias else 0)
    return (gate / (1 + np.exp(-gate)) * up) @ w.matrix(d, ffn).T + (w.make(d) if bias else 0)


def logits(config):
    w = Weights()
    d, vocab = config["hidden_size"], config["vocab_size"]
    embedding = w.make(vocab, d, scale=2.0)
    common = dict(heads=config["num_attention_heads"], kv_heads=config["num_key_value_heads"], ffn=config["intermediate_size"],
                  attention=True, feed_forward=True)
    x = embedding[IDS]
    for layer in config.get("stillhouse_layers", [common] * config["num_hidden_layers"]):
        if layer["attention"]:
            x = x + attention(config, w, x, layer["heads"], layer["kv_heads"])
        if layer["feed_forward"]:
            x = x + feed_forward(config, w, x, layer["ffn"])
    x = rms(x, w.make(d, shift=1.0), config["rms_norm_eps"])
    return x @ (embedding if config["tie_word_embeddings"] else w.matrix(vocab, d)).T


def main():
    positions = [0, 6, len(IDS) - 1]
    cases = []
    for name, config in CASES.items():
        z = logits(config)
        cases.append(dict(name=name, config=config, logits=[[float(f"{v:.12g}") for v in z[p]] for p in positions]))
    head = json.dumps(dict(ids=IDS, positions=positions))[:-1]
    print(head + ', "cases": [\n' + ",\n".join(json.dumps(case) for case in cases) + "\n]}")


if __name__ == "__main__":
    main()
