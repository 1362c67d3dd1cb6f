// SPDX-License-Identifier: GPL-3.0-or-later
// One question to one model: logits, probe, attention.
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/engine/engine_impl.h"
#include "core/evaluate/attention_picture.h"
#include "core/evaluate/label_scores.h"
#include "core/model/device.h"
#include "core/model/model_io.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizer_place.h"

#include <chrono>

namespace stillhouse::engine {

namespace {

torch::Tensor idsTensor(const std::vector<std::int64_t>& ids, const formats::ModelConfig& config, const std::string& where) {
    if (ids.empty())
        base::fail(where, SH_TR("There are no token ids"), SH_TR("Give at least one"));
    for (const auto id : ids)
        if (id < 0 || id >= config.vocab)
            base::fail(where, Text(SH_TR("Token id %1 is outside the vocabulary of %2"), {std::to_string(id), std::to_string(config.vocab)}), SH_TR("Use the model's own tokenizer"));
    if (std::int64_t(ids.size()) > config.maxPositions)
        base::fail(where, Text(SH_TR("%1 tokens do not fit the context of %2"), {std::to_string(ids.size()), std::to_string(config.maxPositions)}), SH_TR("Shorten the text"));
    return torch::tensor(ids, torch::kInt64).unsqueeze(0);
}

} // namespace

std::vector<std::vector<float>> logitsOf(const std::string& model, const std::vector<std::int64_t>& ids, const std::string& device) {
    const auto decoder = model::loadModel(model, model::useDevice(device));
    torch::InferenceMode inference;
    const auto logits = decoder.forward(idsTensor(ids, decoder.config(), model))[0].cpu().contiguous(); // (T,V)
    std::vector<std::vector<float>> rows;
    for (std::int64_t t = 0; t < logits.size(0); ++t) {
        const float* row = logits.data_ptr<float>() + t * logits.size(1);
        rows.emplace_back(row, row + logits.size(1));
    }
    return rows;
}

ProbeResult probeModel(const std::string& model, const std::string& prompt, const std::string& taskPath, const std::string& device) {
    const auto decoder = model::loadModel(model, model::useDevice(device));
    const auto tokenizer = text::Tokenizer::load(text::tokenizerPlace(model));
    const auto start = std::chrono::steady_clock::now();
    ProbeResult out;
    torch::InferenceMode inference;
    if (!taskPath.empty()) {
        auto task = readTask(taskPath);
        if (!task)
            throw base::Failure(task.error());
        const evaluate::TaskEncoder encoder(*task, tokenizer, std::int32_t(std::min<std::int64_t>(decoder.config().maxPositions, 1 << 20)));
        Example example;
        example.prompt = prompt;
        const auto scores = evaluate::scoreLabels(decoder, encoder, std::span(&example, 1), {}, nullptr).to(torch::kFloat64).contiguous(); // (1,labels)
        out.logits.assign(scores.data_ptr<double>(), scores.data_ptr<double>() + scores.numel());
        for (const auto& label : task->labels)
            out.labels.push_back(label.name);
    } else {
        std::vector<std::int64_t> ids;
        for (const auto id : tokenizer.encode(prompt, true))
            ids.push_back(id);
        const auto last = decoder.forward(idsTensor(ids, decoder.config(), model))[0][-1].to(torch::kCPU, torch::kFloat64); // (V)
        const auto top = last.topk(std::min<std::int64_t>(20, last.numel()));
        const auto values = std::get<0>(top).contiguous(), best = std::get<1>(top).contiguous();
        out.logits.assign(values.data_ptr<double>(), values.data_ptr<double>() + values.numel());
        for (std::int64_t i = 0; i < best.numel(); ++i)
            out.labels.emplace_back(tokenizer.tokenBytes(std::int32_t(best[i].item<std::int64_t>())));
    }
    out.predicted = out.labels.at(std::size_t(std::max_element(out.logits.begin(), out.logits.end()) - out.logits.begin()));
    out.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    return out;
}

Picture attentionOf(const std::string& model, const std::string& taskPath, const PictureRequest& request, const std::string& device) {
    const auto tokenizer = text::Tokenizer::load(text::tokenizerPlace(model));
    const auto decoder = model::loadModel(model, model::useDevice(device));
    const std::int64_t most = std::min(request.maxTokens, decoder.config().maxPositions);
    evaluate::PictureInput input;
    if (taskPath.empty()) {
        input = evaluate::pictureInput(tokenizer, request.prompt, most);
    } else {
        auto task = readTask(taskPath);
        if (!task)
            throw base::Failure(task.error());
        const evaluate::TaskEncoder encoder(*task, tokenizer, std::int32_t(std::min<std::int64_t>(decoder.config().maxPositions, 1 << 20)));
        input = evaluate::pictureInput(encoder, request.prompt, most);
    }
    auto out = evaluate::attentionPicture(decoder, input, request.layer, request.head);
    out.tag = request.tag;
    out.subject = request.subject;
    return out;
}

} // namespace stillhouse::engine
