// SPDX-License-Identifier: GPL-3.0-or-later
// `train`: a model from scratch or further, by cross-entropy on text windows or on a task's answers.
#include "core/engine/engine_impl.h"

#include "core/base/failure.h"
#include "core/base/file.h"
#include "core/base/seed.h"
#include "core/data/dataset.h"
#include "core/formats/hf_folder.h"
#include "core/model/device.h"
#include "core/model/model_io.h"
#include "core/text/tokenizer.h"
#include "core/train/batch.h"
#include "core/train/encode.h"
#include "core/train/sampler.h"
#include "core/train/train_loop.h"
#include "core/train/vocab_loss.h"

namespace stillhouse::engine {

namespace fs = std::filesystem;

namespace {

struct TrainOptions : train::LoopOptions {
    TrainOptions() {
        steps = 1000;
        promptWeight = 1;
    }
};

const base::Fields<TrainOptions>& fields() {
    static const auto made = [] {
        base::Fields<TrainOptions> f;
        train::addLoopFields(f);
        return f;
    }();
    return made;
}

// The text as consecutive windows of `length` tokens (one more each: the last is only a target). Large texts are encoded in pieces cut
// at line ends, so that memory stays near the size of the text.
std::vector<evaluate::EncodedExample> windows(const std::string& path, const text::Tokenizer& tokenizer, std::int64_t length) {
    const std::string content = base::readFile(path, std::size_t(4) << 30);
    std::vector<std::int32_t> ids;
    for (std::size_t from = 0; from < content.size();) {
        std::size_t to = std::min(content.size(), from + (1 << 20));
        if (to < content.size())
            if (const auto line = content.rfind('\n', to); line != std::string::npos && line > from)
                to = line + 1;
        const auto piece = tokenizer.encode(std::string_view(content).substr(from, to - from));
        ids.insert(ids.end(), piece.begin(), piece.end());
        from = to;
    }
    std::vector<evaluate::EncodedExample> out;
    for (std::size_t at = 0; at + 1 < ids.size(); at += std::size_t(length)) {
        const std::size_t end = std::min(ids.size(), at + std::size_t(length) + 1);
        out.push_back({std::to_string(out.size()), {ids.begin() + std::ptrdiff_t(at), ids.begin() + std::ptrdiff_t(end)}, 1, -1, 0});
    }
    return out;
}

bool isText(const std::string& path) { return path.ends_with(".txt") || path.ends_with(".raw") || path.ends_with(".md") || path.ends_with(".tokens"); }

std::vector<evaluate::EncodedExample> encodeData(const TrainRequest& request, const text::Tokenizer& tokenizer, const TrainOptions& options) {
    if (isText(request.data) && request.task.empty())
        return windows(request.data, tokenizer, options.maxTokens);
    ReadOptions read;
    auto all = data::readDataset(request.data, read);
    Task task = taskFor(all.summary.labels);
    if (!request.task.empty()) {
        auto given = readTask(request.task);
        if (!given)
            throw base::Failure(given.error());
        task = *given;
    }
    const evaluate::TaskEncoder encoder(task, tokenizer, std::int32_t(options.maxTokens));
    std::vector<evaluate::EncodedExample> out;
    for (const auto& example : all.examples)
        if (example.split == "train")
            out.push_back(encoder.encode(example));
    return out;
}

fs::path tokenizerOf(const TrainRequest& request) {
    if (!request.tokenizer.empty())
        return request.tokenizer;
    return fs::is_directory(request.config) ? fs::path(request.config) : fs::path(request.config).parent_path();
}

model::Decoder startingModel(const TrainRequest& request, std::int64_t vocabulary) {
    if (fs::is_directory(request.config) && fs::exists(fs::path(request.config) / "config.json") &&
        (fs::exists(fs::path(request.config) / "model.safetensors") || fs::exists(fs::path(request.config) / "model.safetensors.index.json")))
        return model::loadModel(request.config);
    const auto file = fs::is_directory(request.config) ? fs::path(request.config) / "config.json" : fs::path(request.config);
    const auto config = formats::readConfig(file);
    if (config.vocab < vocabulary)
        base::fail(file.string(), Text(SH_TR("The tokenizer knows %1 tokens, but the model only %2"), {std::to_string(vocabulary), std::to_string(config.vocab)}),
                   SH_TR("Set vocab_size to the tokenizer's size"));
    return model::Decoder::random(config, {base::mix(request.seed, 1), 0.02});
}

} // namespace

const std::vector<OptionSpec>& trainOptionSpecs() {
    static const auto specs = fields().specs();
    return specs;
}

TrainResult trainModel(const TrainRequest& request, RunControl& control, const std::string& device) {
    const auto options = fields().parse(request.options, {});
    const auto tokenizerPath = tokenizerOf(request);
    const auto tokenizer = text::Tokenizer::load(tokenizerPath);
    auto decoder = startingModel(request, std::int64_t(tokenizer.vocabSize()));
    const auto examples = encodeData(request, tokenizer, options);
    if (examples.empty())
        base::fail(request.data, SH_TR("There is nothing to train on"), SH_TR("Choose a text or examples with answers"));
    decoder.to(model::useDevice(device));
    decoder.setRequiresGrad(true);
    std::shared_ptr<model::Decoder> policy;
    const std::vector<train::Teacher> teachers;
    const train::RunData data;
    train::StageContext context{"", 0, "train", decoder, policy, teachers, data, control, fs::path(request.out + ".checkpoints"), {}, "standard", 0,
                                base::mix(request.seed, 2), request.resume};
    train::Sampler sampler(train::lengthsOf(examples), options.batchSize, context.seed);
    train::AdamW optimizer(decoder, train::adamOptions(options));
    TrainResult out;
    std::int64_t tokens = 0;
    const auto start = std::chrono::steady_clock::now();
    train::LoopParts parts;
    parts.gradients = [&](std::int64_t step) {
        const auto batch = train::collate(examples, sampler.batch(step), options.promptWeight);
        const auto loss = train::vocabLoss(train::scoredRows(decoder.hidden(batch.ids), batch), decoder.headWeight(), batch.targets, {}, {}, batch.weights);
        loss.total.backward();
        out.loss = loss.ce;
        tokens += batch.tokens;
        return train::StepResult{loss.ce, batch.tokens, {}};
    };
    const auto outcome = train::runLoop(context, options, std::max<std::int64_t>(1, options.steps), optimizer, parts);
    out.tokensPerSecond = double(tokens) / std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    out.steps = outcome.steps;
    out.parameters = formats::parameterCount(decoder.config());
    if (outcome.status == RunStatus::Finished) {
        model::SaveOptions save;
        save.dtype = decoder.config().dtype;
        save.tokenizerFrom = fs::is_directory(tokenizerPath) ? tokenizerPath : tokenizerPath.parent_path();
        save.metadata = {{"made_by", "stillhouse train"}};
        model::saveModel(decoder, request.out, save);
        fs::remove_all(request.out + ".checkpoints");
        out.out = request.out;
    }
    return out;
}

} // namespace stillhouse::engine
