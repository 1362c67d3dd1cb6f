# SPDX-License-Identifier: GPL-3.0-or-later
"""The sets, tasks and teachers of tests/bench/ablation, made once and kept in its work folder."""
import json
import os
import subprocess
import sys


def call(args, options):
    done = subprocess.run([options.cli, *args, "--json", "--quiet", "--threads", str(options.threads)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(args)}\n{done.stderr}")
    return json.loads(done.stdout)


def write(path, value):
    with open(path, "w", encoding="utf-8") as out:
        json.dump(value, out, indent=1)
    return path


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


SETS = {
    "sms": {"file": "finance-sms-smishing/train.csv", "vocab": 2048, "labels": ["ham", "spam", "smishing"], "template": "{prompt}\nKind:",
            "teacher": dict(hidden=256, ffn=704, layers=6, heads=8, kv=4, steps=900, tokens=160, rate=0.001, prompt=0.2), "student": dict(hidden=32, layers=2, heads=8, kv_heads=4, ffn=86)},
    "ktas": {"file": "medical-ktas-triage/train.csv", "vocab": 1024, "labels": ["Emergency", "Non-Emergency"], "template": "{prompt}\nTriage:", "positive": "Emergency",
             "teacher": dict(hidden=128, ffn=344, layers=3, heads=8, kv=8, steps=500, tokens=128, rate=0.0015, prompt=0.03), "student": dict(hidden=64, layers=2, heads=8, kv_heads=8, ffn=172)},
}


def split(name, options):
    """<work>/<name>.jsonl with a split of its own, and <name>.train.jsonl, which is all a teacher sees."""
    out = f"{options.work}/{name}.jsonl"
    if not os.path.exists(out):
        call(["dataset", "split", f"{options.shared}/data/{SETS[name]['file']}", "--out", f"{options.work}/{name}", "--prompt", "text", "--label", "label"], options)
        with open(out + ".part", "w", encoding="utf-8") as whole:
            for part in ("train", "validation", "test"):
                with open(f"{options.work}/{name}.{part}.jsonl", encoding="utf-8") as file:
                    whole.write(file.read())
        os.rename(out + ".part", out)
    return out


def task(name, options):
    spec = SETS[name]
    document = {"kind": "classification", "template": spec["template"], "labels": [{"name": label, "verbalizer": " " + label.lower().replace("non-emergency", "other")} for label in spec["labels"]]}
    if "positive" in spec:
        document["positive"] = spec["positive"]
    return write(f"{options.work}/{name}.task.json", document)


def teacher(name, options, data=None, suffix="", spec=None, seed=1):
    """A Llama trained from scratch on the training split (or on `data`)."""
    out, spec = f"{options.work}/{name}-teacher{suffix}", spec or SETS[name]["teacher"]
    if os.path.exists(out + "/model.safetensors"):
        return out
    split(name, options)
    start = f"{options.work}/{name}-start"
    call(["train-tokenizer", "--data", f"{options.work}/{name}.train.jsonl", "--vocab", str(SETS[name]["vocab"]), "--out", start], options)
    os.makedirs(start + suffix, exist_ok=True)
    for file in os.listdir(start):
        if file.startswith("tokenizer") and suffix:
            subprocess.run(["cp", f"{start}/{file}", start + suffix], check=True)
    write(start + suffix + "/config.json", {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": spec["hidden"], "intermediate_size": spec["ffn"], "num_hidden_layers": spec["layers"],
        "num_attention_heads": spec["heads"], "num_key_value_heads": spec["kv"], "vocab_size": SETS[name]["vocab"], "max_position_embeddings": 512, "rms_norm_eps": 1e-6,
        "rope_theta": 10000.0, "tie_word_embeddings": True, "hidden_act": "silu", "bos_token_id": 0, "eos_token_id": 0, "torch_dtype": "float32"})
    call(["train", "--config", start + suffix, "--data", data or f"{options.work}/{name}.train.jsonl", "--task", task(name, options), "--out", out, "--seed", str(seed), "--steps", str(spec["steps"]),
          "--batch", "32", "--max-tokens", str(spec["tokens"]), "--learning-rate", str(spec["rate"]), "--prompt-weight", str(spec["prompt"])], options)
    return out


STORY = {"openers": ["Once upon a time", "Once upon a time, there was a", "One day, a little", "There was a", "<|start_story|>Once upon a time, there was"], "count": 1000}


def stories(options):
    """Text that model-tinystories-656k writes itself: no story text is among the shared data."""
    out, model = f"{options.work}/story.jsonl", f"{options.shared}/data/model-tinystories-656k"
    if not os.path.exists(out):
        with open(out + ".part", "w", encoding="utf-8") as file:
            for i in range(STORY["count"]):
                opener = STORY["openers"][i % 5]
                text = call(["generate", model, "--prompt", opener, "--max", "120", "--temperature", "1", "--top-p", "0.95", "--seed", str(i + 1)], options)["text"]
                file.write(json.dumps({"id": str(i), "prompt": opener, "response": text, "split": "test" if i % 10 == 9 else "validation" if i % 20 == 8 else "train"}) + "\n")
        os.rename(out + ".part", out)
    return out


def base(name, options):
    """The document that the arms of a set share."""
    if name == "story":
        model = f"{options.shared}/data/model-tinystories-656k"
        return {"version": 1, "teacher": model, "student": dict(hidden=64, layers=2, heads=8, kv_heads=4, ffn=172),
                "data": {"train": stories(options), "task": write(f"{options.work}/story.task.json", {"kind": "generation", "template": "{prompt}"})}, "evaluate": {"latency_requests": 4, "bootstrap": 200, "limit": 100}}
    return {"version": 1, "teacher": teacher(name, options), "student": SETS[name]["student"], "data": {"train": split(name, options), "task": task(name, options)},
            "evaluate": {"latency_requests": 4, "bootstrap": 200}}
