// SPDX-License-Identifier: GPL-3.0-or-later
// `eval` and `perplexity`: one model against a file.
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/data/dataset.h"
#include "core/engine/engine_impl.h"
#include "core/evaluate/perplexity.h"
#include "core/evaluate/task_eval.h"
#include "core/model/device.h"
#include "core/model/model_io.h"
#include "core/native/open_model.h"
#include "core/text/tokenizer_place.h"

namespace stillhouse::engine {

namespace {

struct Opened {
    std::shared_ptr<const model::Decoder> decoder; ///< what the runtime runs, where it is LibTorch's
    std::shared_ptr<evaluate::Runtime> runtime;
    text::Tokenizer tokenizer;
};

// Folders run through LibTorch, which takes many examples at once; packed files run as they are.
Opened openRuntime(const std::string& path, const std::string& device) {
    if (std::filesystem::is_directory(path) || path.ends_with(".bin")) {
        auto decoder = std::make_shared<const model::Decoder>(model::loadModel(path, model::useDevice(device)));
        std::shared_ptr<evaluate::Runtime> runtime = evaluate::decoderRuntime(*decoder);
        return {std::move(decoder), std::move(runtime), text::Tokenizer::load(text::tokenizerPlace(path))};
    }
    const auto opened = native::openModel(path);
    return {nullptr, evaluate::packedRuntime(opened.packed, at::get_num_threads(), 4096), opened.tokenizer()};
}

} // namespace

Evaluation evaluateModel(const std::string& model, const std::string& data, const std::string& taskPath, std::int64_t limit, RunControl& control, const std::string& device) {
    auto set = data::readDataset(data);
    Task task = taskFor(set.summary.labels);
    if (!taskPath.empty()) {
        auto given = readTask(taskPath);
        if (!given)
            throw base::Failure(given.error());
        task = std::move(given.value());
    }
    if (limit > 0 && std::size_t(limit) < set.examples.size())
        set.examples.resize(std::size_t(limit));
    const auto opened = openRuntime(model, device);
    const evaluate::TaskEncoder encoder(task, opened.tokenizer, std::int32_t(std::min<std::int64_t>(opened.runtime->config().maxPositions, 4096)));
    evaluate::EvaluationRequest request;
    request.subject = "model";
    request.modelPath = model;
    request.split = "all";
    return evaluate::evaluateTask(request, *opened.runtime, encoder, set.examples, control);
}

PerplexityResult perplexityOf(const std::string& model, const std::string& textFile, std::int64_t context, RunControl& control, const std::string& device) {
    const auto decoder = model::loadModel(model, model::useDevice(device));
    return evaluate::perplexityOfFile(decoder, text::Tokenizer::load(text::tokenizerPlace(model)), textFile, context, control);
}

} // namespace stillhouse::engine
