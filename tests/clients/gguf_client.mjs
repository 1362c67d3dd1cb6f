// SPDX-License-Identifier: GPL-3.0-or-later
// An outside reader of our GGUF files: llama.cpp, as the npm package node-llama-cpp carries it.
//   node gguf_client.mjs EXPECTED.json FILE.gguf...
// EXPECTED.json: {"prompt": text, "prompt_ids": ids with BOS, "ids": our greedy continuation}. The first file must give the same token
// ids for the prompt and continue it with the same ids; the others must load and continue with as many tokens.
import {readFileSync} from "node:fs";
import {getLlama} from "node-llama-cpp";

const [expectedPath, ...files] = process.argv.slice(2);
if (!expectedPath || files.length === 0) {
    console.error("usage: gguf_client.mjs EXPECTED.json FILE.gguf...");
    process.exit(2);
}
const expected = JSON.parse(readFileSync(expectedPath, "utf8"));
const llama = await getLlama({gpu: false, build: "never", logLevel: "error"});

async function continueGreedily(context, ids, count) {
    const sequence = context.getSequence();
    const out = [];
    for await (const token of sequence.evaluate(ids, {temperature: 0, yieldEogToken: true})) {
        out.push(Number(token));
        if (out.length === count)
            break;
    }
    sequence.dispose();
    return out;
}

function firstDifference(a, b) {
    const length = Math.max(a.length, b.length);
    for (let i = 0; i < length; i++)
        if (a[i] !== b[i])
            return i;
    return -1;
}

let failed = false;
for (const [index, file] of files.entries()) {
    const model = await llama.loadModel({modelPath: file, gpuLayers: 0});
    const context = await model.createContext({contextSize: 256, threads: 2});
    const bos = model.tokens.bos === null ? [] : [Number(model.tokens.bos)];
    const promptIds = [...bos, ...model.tokenize(expected.prompt).map(Number)];
    const ids = await continueGreedily(context, expected.prompt_ids, expected.ids.length);
    const problems = [];
    if (firstDifference(promptIds, expected.prompt_ids) >= 0)
        problems.push(`the prompt is cut into ${promptIds} instead of ${expected.prompt_ids}`);
    const at = firstDifference(ids, expected.ids);
    if (index === 0 && at >= 0)
        problems.push(`token ${at} of the continuation is ${ids[at]} instead of ${expected.ids[at]}`);
    if (ids.length !== expected.ids.length)
        problems.push(`${ids.length} tokens instead of ${expected.ids.length}`);
    const same = at < 0 ? ids.length : at;
    console.log(`${file}: ${problems.length ? problems.join("; ") : "good"} (${same} of ${ids.length} tokens as ours)`);
    failed ||= problems.length > 0;
    await context.dispose();
    await model.dispose();
}
await llama.dispose();
process.exit(failed ? 1 : 0);
