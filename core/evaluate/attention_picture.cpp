// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/attention_picture.h"

#include "core/base/failure.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <limits>

namespace stillhouse::evaluate {

namespace {

std::string labelOf(const text::Tokenizer& tokenizer, std::int32_t id) {
    const auto readable = [](std::string_view text) { return !text.empty() && text::validPrefix(text) == text.size(); };
    const auto bytes = tokenizer.tokenBytes(id), name = tokenizer.tokenText(id);
    if (readable(bytes) && !tokenizer.isSpecial(id))
        return std::string(bytes);
    return readable(name) ? std::string(name) : "#" + std::to_string(id);
}

void setLabels(PictureInput& input, const text::Tokenizer& tokenizer) {
    for (const auto id : input.ids)
        input.labels.push_back(labelOf(tokenizer, id));
}

void checkTokens(std::int64_t maxTokens) {
    if (maxTokens < 1 || maxTokens > kMaxPictureTokens)
        base::fail("max-tokens",
                   Text(SH_TR("A picture shows 1 to %1 tokens, not %2"), {std::to_string(kMaxPictureTokens), std::to_string(maxTokens)}),
                   SH_TR("Choose a number in between"));
}

void checkInput(const formats::ModelConfig& config, const PictureInput& input) {
    const auto size = std::int64_t(input.ids.size());
    if (size > config.maxPositions)
        base::fail("prompt",
                   Text(SH_TR("%1 tokens do not fit the context of %2"), {std::to_string(size), std::to_string(config.maxPositions)}),
                   SH_TR("Shorten the text"));
    for (const auto id : input.ids)
        if (id < 0 || id >= config.vocab)
            base::fail("prompt",
                       Text(SH_TR("Token id %1 is outside the vocabulary of %2"), {std::to_string(id), std::to_string(config.vocab)}),
                       SH_TR("Use the model's own tokenizer"));
}

void checkPlace(const char* what, std::int64_t asked, std::int64_t count) {
    if (asked >= count)
        base::fail(what, Text(SH_TR("The model has %1 of these, so there is no number %2"), {std::to_string(count), std::to_string(asked)}),
                   SH_TR("Count from 0"));
}

} // namespace

PictureInput pictureInput(const TaskEncoder& encoder, const std::string& prompt, std::int64_t maxTokens) {
    checkTokens(maxTokens);
    const TaskEncoder shorter(encoder.task(), encoder.tokenizer(), std::int32_t(std::min<std::int64_t>(maxTokens, encoder.maxTokens())));
    Example example;
    example.prompt = prompt;
    const auto encoded = shorter.encodePrompt(example);
    PictureInput out{encoded.ids, {}, encoded.truncated};
    setLabels(out, encoder.tokenizer());
    return out;
}

PictureInput pictureInput(const text::Tokenizer& tokenizer, const std::string& text, std::int64_t maxTokens) {
    checkTokens(maxTokens);
    PictureInput out;
    out.ids = tokenizer.encode(text, true);
    if (out.ids.empty())
        base::fail("prompt", SH_TR("There is no text to look at"), SH_TR("Type a text or choose an example"));
    const auto front = std::min(std::ptrdiff_t(tokenizer.spec().prefixIds.size()), std::ptrdiff_t(maxTokens));
    out.omitted = std::max<std::int64_t>(0, std::int64_t(out.ids.size()) - maxTokens);
    out.ids.erase(out.ids.begin() + front, out.ids.begin() + front + out.omitted);
    setLabels(out, tokenizer);
    return out;
}

Picture attentionPicture(const model::Decoder& decoder, const PictureInput& input, std::int64_t layer, std::int64_t head) {
    const auto& config = decoder.config();
    checkInput(config, input);
    std::int64_t widest = 0;
    for (const auto& l : config.layers)
        widest = std::max(widest, l.hasAttention ? l.heads : 0);
    checkPlace("layer", layer, config.layerCount());
    checkPlace("head", head, widest);
    torch::InferenceMode inference;
    model::Hooks hooks;
    hooks.wantAttentionMaps = true;
    if (layer >= 0)
        hooks.layers = {layer};
    model::ForwardOptions options;
    options.hooks = &hooks;
    if (layer >= 0)
        options.layerLimit = layer + 1;
    const std::vector<std::int64_t> ids(input.ids.begin(), input.ids.end());
    (void)decoder.hidden(torch::tensor(ids, torch::kInt64).unsqueeze(0).to(decoder.device()), options);
    const std::int64_t layers = layer >= 0 ? 1 : config.layerCount(), heads = head >= 0 ? 1 : widest, size = std::int64_t(ids.size());
    auto all = torch::full({layers, heads, size, size}, std::numeric_limits<float>::quiet_NaN(), torch::kFloat32);
    for (std::int64_t l = 0; l < layers; ++l) {
        const auto& map = hooks.attentionMaps[std::size_t(layer >= 0 ? layer : l)]; // (1,H,T,T)
        if (!map.defined() || (head >= 0 && head >= map.size(1)))
            continue;
        all[l].narrow(0, 0, head >= 0 ? 1 : map.size(1)).copy_(head >= 0 ? map[0].narrow(0, head, 1) : map[0]);
    }
    Picture out;
    out.shape = {layers, heads, size, size};
    out.values.assign(all.data_ptr<float>(), all.data_ptr<float>() + all.numel());
    out.labels = input.labels;
    out.omitted = input.omitted;
    return out;
}

} // namespace stillhouse::evaluate
