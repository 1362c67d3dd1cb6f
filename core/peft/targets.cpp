// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/peft/targets.h"

#include "core/base/failure.h"
#include "core/base/spelling.h"
#include "core/text/regex.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace stillhouse::peft {

namespace {

bool endsPath(const std::string& path, const std::string& end) {
    return path == end || (path.size() > end.size() && path.ends_with(end) && path[path.size() - end.size() - 1] == '.');
}

bool listed(const std::vector<std::string>& ends, const std::string& path) {
    return std::any_of(ends.begin(), ends.end(), [&](const std::string& end) { return endsPath(path, end); });
}

// The whole path, as Python's re.fullmatch.
std::optional<text::Regex> wholePath(const std::string& pattern, const std::string& where) {
    if (pattern.empty())
        return std::nullopt;
    return text::Regex({"\\A(?:" + pattern + ")\\z", true}, where);
}

Text remedyFor(const std::string& target) {
    const auto near = base::nearestSpelling(target, linearModules());
    return near.empty() ? Text(SH_TR("Name some of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj")) : Text(SH_TR("Did you mean '%1'?"), {near});
}

} // namespace

const std::vector<std::string>& linearModules() {
    static const std::vector<std::string> all = {"q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"};
    return all;
}

const std::vector<std::string>& standardModules() {
    static const std::vector<std::string> two = {"q_proj", "v_proj"};
    return two;
}

std::string Matrix::path() const {
    const bool attention = module.size() == 6; // q_proj, k_proj, v_proj, o_proj
    return "model.layers." + std::to_string(layer) + (attention ? ".self_attn." : ".mlp.") + module;
}

std::vector<Matrix> matricesOf(const formats::ModelConfig& c) {
    std::vector<Matrix> out;
    for (std::int64_t i = 0; i < c.layerCount(); ++i) {
        const auto& shape = c.layers[std::size_t(i)];
        const auto query = shape.heads * c.headDim, key = shape.kvHeads * c.headDim;
        if (shape.hasAttention)
            out.insert(out.end(), {{i, "q_proj", query, c.hidden}, {i, "k_proj", key, c.hidden}, {i, "v_proj", key, c.hidden}, {i, "o_proj", c.hidden, query}});
        if (shape.hasFfn)
            out.insert(out.end(), {{i, "gate_proj", shape.ffn, c.hidden}, {i, "up_proj", shape.ffn, c.hidden}, {i, "down_proj", c.hidden, shape.ffn}});
    }
    return out;
}

struct Targets::Patterns {
    template <class Value> struct Rule {
        text::Regex regex;
        Value value;
    };
    std::optional<text::Regex> wanted, excluded;
    std::vector<Rule<std::int64_t>> ranks;
    std::vector<Rule<double>> alphas;

    template <class Value> static std::vector<Rule<Value>> rulesOf(const std::vector<std::pair<std::string, Value>>& pattern, const std::string& where) {
        std::vector<Rule<Value>> out;
        for (const auto& [key, value] : pattern)
            out.push_back({text::Regex({"\\A(?:.*\\.)?(?:" + key + ")\\z", true}, where), value});
        return out;
    }

    // PEFT takes the first key that fits, in the order of the file, which readers of JSON need not keep: so all that fit must agree.
    template <class Value> static Value valueOf(const std::vector<Rule<Value>>& rules, const std::string& path, Value standard, const std::string& where) {
        std::optional<Value> found;
        for (const auto& rule : rules) {
            if (!rule.regex.find(path, 0))
                continue;
            if (found && *found != rule.value)
                base::fail(where, Text(SH_TR("Two patterns speak for %1 and disagree"), {path}), SH_TR("Let one pattern fit each matrix"));
            found = rule.value;
        }
        return found.value_or(standard);
    }
};

Targets::Targets(const AdapterConfig& config, std::string where) : config_(config), where_(std::move(where)), patterns_(std::make_unique<Patterns>()) {
    if (config_.targets == std::vector<std::string>{"all-linear"})
        config_.targets = linearModules();
    patterns_->wanted = wholePath(config_.targetPattern, where_ + ", target_modules");
    patterns_->excluded = wholePath(config_.excludedPattern, where_ + ", exclude_modules");
    patterns_->ranks = Patterns::rulesOf(config_.rankPattern, where_ + ", rank_pattern");
    patterns_->alphas = Patterns::rulesOf(config_.alphaPattern, where_ + ", alpha_pattern");
}

Targets::~Targets() = default;
Targets::Targets(Targets&&) noexcept = default;

bool Targets::covers(const Matrix& matrix) const {
    const auto path = matrix.path();
    if (!config_.layers.empty() && std::find(config_.layers.begin(), config_.layers.end(), matrix.layer) == config_.layers.end())
        return false;
    if (listed(config_.excluded, path) || (patterns_->excluded && patterns_->excluded->find(path, 0)))
        return false;
    return patterns_->wanted ? patterns_->wanted->find(path, 0).has_value() : listed(config_.targets, path);
}

Strength Targets::strength(const Matrix& matrix) const {
    const auto path = matrix.path();
    const auto rank = Patterns::valueOf(patterns_->ranks, path, config_.rank, where_ + ", rank_pattern");
    const auto alpha = Patterns::valueOf(patterns_->alphas, path, config_.alpha, where_ + ", alpha_pattern");
    return {rank, alpha / (config_.rankStabilised ? std::sqrt(double(rank)) : double(rank))};
}

void Targets::checkNames(const std::vector<Matrix>& matrices) const {
    if (patterns_->wanted)
        return;
    for (const auto& target : config_.targets)
        if (std::none_of(matrices.begin(), matrices.end(), [&](const Matrix& m) { return endsPath(m.path(), target); }))
            base::fail(where_ + ", target_modules", Text(SH_TR("The model has no matrix '%1' that an adapter can sit on"), {target}),
                       remedyFor(target));
    for (const auto layer : config_.layers)
        if (std::none_of(matrices.begin(), matrices.end(), [&](const Matrix& m) { return m.layer == layer; }))
            base::fail(where_ + ", layers_to_transform", Text(SH_TR("The model has no layer %1"), {std::to_string(layer)}), SH_TR("Use the adapter with the model that it was trained on"));
}

} // namespace stillhouse::peft
