// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distill/layer_map.h"

#include "core/base/failure.h"
#include "core/distill/option_key.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace stillhouse::distill {

namespace {

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!text.empty() && blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    return text;
}

// A layer's index, or −1.
std::int64_t indexFrom(std::string_view text) {
    text = trimmed(text);
    std::int64_t value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() && value >= 0 ? value : -1;
}

[[noreturn]] void refusePairs(const std::string& key, Text what) {
    base::failAt(key, std::move(what), SH_TR("Write student:teacher, counted from 0, like 0:1, 1:3"));
}

void mustHaveAttention(const std::vector<std::int64_t>& layers, std::int64_t layer, const std::string& key, bool teacher) {
    if (std::find(layers.begin(), layers.end(), layer) == layers.end())
        refusePairs(key, teacher ? Text(SH_TR("The teacher has no layer %1 with attention"), {std::to_string(layer)})
                                 : Text(SH_TR("The student has no layer %1 with attention"), {std::to_string(layer)}));
}

} // namespace

std::vector<std::int64_t> attentionLayers(const formats::ModelConfig& config) {
    std::vector<std::int64_t> out;
    for (std::int64_t i = 0; i < config.layerCount(); ++i)
        if (config.layers[std::size_t(i)].hasAttention)
            out.push_back(i);
    return out;
}

std::vector<LayerPair> uniformMap(const std::vector<std::int64_t>& student, const std::vector<std::int64_t>& teacher) {
    const auto n = student.size(), m = teacher.size();
    std::vector<LayerPair> out;
    for (std::size_t i = 0; i < n; ++i)
        out.push_back({student[i], teacher[((i + 1) * m + n - 1) / n - 1]});
    return out;
}

std::vector<LayerPair> lastMap(const std::vector<std::int64_t>& student, const std::vector<std::int64_t>& teacher, std::int64_t count) {
    std::vector<LayerPair> out;
    for (std::size_t i = std::size_t(count); i > 0; --i)
        out.push_back({student[student.size() - i], teacher[teacher.size() - i]});
    return out;
}

std::vector<LayerPair> parseLayerPairs(const std::string& text, const std::string& key) {
    std::vector<LayerPair> out;
    std::string_view rest = text;
    while (true) {
        const auto comma = std::min(rest.find(','), rest.size());
        const auto part = trimmed(rest.substr(0, comma));
        const auto colon = part.find(':');
        const LayerPair pair = colon == std::string_view::npos
                                   ? LayerPair{-1, -1}
                                   : LayerPair{indexFrom(part.substr(0, colon)), indexFrom(part.substr(colon + 1))};
        if (pair.student < 0 || pair.teacher < 0)
            refusePairs(key, Text(SH_TR("'%1' is no pair of layers"), {std::string(part)}));
        if (std::find(out.begin(), out.end(), pair) != out.end())
            refusePairs(key, Text(SH_TR("The pair %1 is given twice"), {std::string(part)}));
        out.push_back(pair);
        if (comma == rest.size())
            return out;
        rest.remove_prefix(comma + 1);
    }
}

std::vector<LayerPair> layerPairs(const LayerMapOptions& options, const formats::ModelConfig& student, const formats::ModelConfig& teacher,
                                  const std::string& where) {
    const auto mine = attentionLayers(student), theirs = attentionLayers(teacher);
    if (mine.empty() || theirs.empty())
        base::failAt(optionKey(where, "layer_map"), SH_TR("One of the two models has no attention layer"), SH_TR("Skip this stage"));
    if (options.kind == "custom") {
        const auto key = optionKey(where, "layer_pairs");
        const auto pairs = parseLayerPairs(options.pairs, key);
        for (const auto& pair : pairs) {
            mustHaveAttention(mine, pair.student, key, false);
            mustHaveAttention(theirs, pair.teacher, key, true);
        }
        return pairs;
    }
    if (options.kind == "uniform")
        return uniformMap(mine, theirs);
    const auto most = std::int64_t(std::min(mine.size(), theirs.size()));
    if (options.last > most)
        base::failAt(optionKey(where, "last_k"),
                     Text(SH_TR("The smaller of the two models has %1 layers with attention"), {std::to_string(most)}),
                     Text(SH_TR("Choose at most %1"), {std::to_string(most)}));
    return lastMap(mine, theirs, options.last);
}

} // namespace stillhouse::distill
