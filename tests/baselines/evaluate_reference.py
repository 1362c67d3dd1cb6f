#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Known answers for the evaluation metrics, straight from their definitions and sharing nothing with the C++ code: AUC by comparing
every positive with every negative, F1 from precision and recall, McNemar with exact integers.

    python3 tests/baselines/evaluate_reference.py > tests/baselines/evaluate_reference.json
"""
import json
import math
import random
from fractions import Fraction

LABELS, N, BINS = 3, 60, 15
rng = random.Random(20260101)


def auc(scores, positive):
    wins = Fraction(0)
    pairs = 0
    for s, p in zip(scores, positive):
        for t, q in zip(scores, positive):
            if p and not q:
                pairs += 1
                wins += Fraction(1) if s > t else Fraction(1, 2) if s == t else 0
    return float(wins / pairs)


def scores_of(truth, predicted, label):
    tp = sum(t == p == label for t, p in zip(truth, predicted))
    precision = Fraction(tp, max(sum(p == label for p in predicted), 1))
    recall = Fraction(tp, max(sum(t == label for t in truth), 1))
    f1 = 2 * precision * recall / (precision + recall) if tp else Fraction(0)
    return precision, recall, f1


truth = [rng.choice([0, 0, 0, 1, 1, 2]) for _ in range(N)]
probabilities = []
for t in truth:
    # Sixteenths, so that there are ties and no value lies on the edge of a bin by rounding.
    parts = [rng.randint(1, 5) + (4 if k == t else 0) for k in range(LABELS)]
    scaled = [16 * p // sum(parts) for p in parts]
    scaled[0] += 16 - sum(scaled)
    probabilities.append([s / 16 for s in scaled])
predicted = [max(range(LABELS), key=lambda k: (row[k], -k)) for row in probabilities]

ece = 0.0
for b in range(BINS):
    inside = [i for i in range(N) if Fraction(b, BINS) < Fraction(max(probabilities[i])) <= Fraction(b + 1, BINS)]
    if inside:
        accuracy = sum(truth[i] == predicted[i] for i in inside) / len(inside)
        confidence = sum(max(probabilities[i]) for i in inside) / len(inside)
        ece += len(inside) / N * abs(accuracy - confidence)

per_label = [[float(x) for x in scores_of(truth, predicted, k)] for k in range(LABELS)]
aucs = [auc([row[k] for row in probabilities], [t == k for t in truth]) for k in range(LABELS)]


def mcnemar(b, c):
    n = b + c
    tail = sum(math.comb(n, k) for k in range(min(b, c) + 1))
    return float(min(Fraction(1), Fraction(2 * tail, 2**n)))


print(json.dumps({
    "labels": LABELS, "truth": truth, "predicted": predicted, "probabilities": probabilities,
    "accuracy": sum(t == p for t, p in zip(truth, predicted)) / N,
    "per_label": per_label, "macro": [sum(row[m] for row in per_label) / LABELS for m in range(3)],
    "auc": aucs, "auc_macro": sum(aucs) / LABELS, "ece": ece,
    "mcnemar": [[b, c, mcnemar(b, c)] for b, c in [(1, 9), (5, 5), (0, 6), (3, 12), (30, 50), (400, 470), (5000, 5250)]],
}))
