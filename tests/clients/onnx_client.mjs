// SPDX-License-Identifier: GPL-3.0-or-later
// onnx_client.mjs MODEL.onnx EXPECTED.json TOLERANCE: runs the file in ONNX Runtime on the ids of EXPECTED.json ({"ids": […], "logits":
// [[…]]}, what `stillhouse-cli logits` says) and fails when a logit is further away than TOLERANCE.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const ort = createRequire(join(process.env.CLIENTS, "package.json"))("onnxruntime-node");
const [file, expectedFile, tolerance] = process.argv.slice(2);
const { ids, logits } = JSON.parse(readFileSync(expectedFile, "utf8"));
const session = await ort.InferenceSession.create(file, { executionProviders: ["cpu"] });
// Twice the same sequence: the batch axis is free too.
const input = BigInt64Array.from([...ids, ...ids].map(BigInt));
const out = (await session.run({ input_ids: new ort.Tensor("int64", input, [2, ids.length]) })).logits;
const vocab = logits[0].length;
if (out.dims.join() !== [2, ids.length, vocab].join()) {
  console.error(`logits are (${out.dims}), expected (2, ${ids.length}, ${vocab})`);
  process.exit(1);
}
let largest = 0;
logits.flat().forEach((value, i) => {
  for (const at of [i, i + ids.length * vocab]) largest = Math.max(largest, Math.abs(out.data[at] - value));
});
console.log(`${file}: ${ids.length} tokens, largest logit difference ${largest}`);
process.exit(largest <= Number(tolerance) ? 0 : 1);
