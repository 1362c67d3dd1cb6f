// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distill/attention_term.h"

#include "core/distill/attention_loss.h"
#include "core/distill/draw.h"
#include "core/distill/head_assignment.h"
#include "core/distill/relations.h"

#include <algorithm>
#include <numeric>

namespace stillhouse::distill {

namespace {

using torch::Tensor;

constexpr std::int64_t kAssignmentBlock = 8;
constexpr std::uint64_t kSampleStream = 0x61747465u, kRowStream = 0x726f7773u;

void requestLayers(model::Hooks& hooks, const std::vector<PlannedPair>& plan, std::int64_t LayerPair::*side) {
    for (const auto& pair : plan) {
        hooks.wantAttentionMaps = hooks.wantAttentionMaps || pair.maps;
        hooks.wantQueriesKeysValues = hooks.wantQueriesKeysValues || !pair.maps;
        if (!hooks.covers(pair.layers.*side) || hooks.layers.empty())
            hooks.layers.push_back(pair.layers.*side);
    }
}

Tensor headOrder(const std::vector<std::int64_t>& heads) {
    return torch::tensor(heads, torch::kLong);
}

} // namespace

AttentionTerm::AttentionTerm(train::StageContext& context, const AttentionOptions& options, const train::Teacher& teacher)
    : context_(context), options_(options), teacher_(*teacher.decoder),
      plan_(planAttention(options, context.student.config(), teacher.decoder->config(), {})) {}

void AttentionTerm::start(std::span<const evaluate::EncodedExample> examples) {
    for (const auto i : draw(std::int64_t(examples.size()), kAssignmentSample, base::mix(context_.seed, kSampleStream)))
        sample_.push_back(examples[std::size_t(i)]);
    assign(0);
    tell(0);
}

void AttentionTerm::request(model::Hooks& hooks) const {
    requestLayers(hooks, plan_, &LayerPair::student);
}

// Layers above the last one that is looked at are not computed.
model::Hooks AttentionTerm::teacherPass(const Tensor& ids) const {
    torch::NoGradGuard constant;
    model::Hooks hooks;
    requestLayers(hooks, plan_, &LayerPair::teacher);
    model::ForwardOptions forward;
    forward.hooks = &hooks;
    forward.layerLimit = *std::max_element(hooks.layers.begin(), hooks.layers.end()) + 1;
    (void)teacher_.hidden(ids.to(teacher_.device()), forward);
    return hooks;
}

// Heads of equal number are matched so that their distances over the sample add up to the least.
void AttentionTerm::assign(std::int64_t step) {
    if (options_.headAssignment != "hungarian" || std::none_of(plan_.begin(), plan_.end(), [](const auto& p) { return p.maps; }))
        return;
    torch::NoGradGuard constant;
    std::vector<Tensor> distances(plan_.size());
    for (std::int64_t at = 0; at < std::int64_t(sample_.size()); at += kAssignmentBlock) {
        std::vector<std::int64_t> members(std::size_t(std::min(kAssignmentBlock, std::int64_t(sample_.size()) - at)));
        std::iota(members.begin(), members.end(), at);
        const auto batch = train::collate(sample_, members, 0);
        const auto counted = queryMask(batch.lengths, batch.ids.size(1)).to(context_.student.device());
        model::Hooks mine;
        request(mine);
        model::ForwardOptions forward;
        forward.hooks = &mine;
        (void)context_.student.hidden(batch.ids.to(context_.student.device()), forward);
        const auto theirs = teacherPass(batch.ids);
        for (std::size_t i = 0; i < plan_.size(); ++i)
            if (plan_[i].maps) {
                const auto& s = mine.attentionMaps[std::size_t(plan_[i].layers.student)];
                const auto sum =
                    headDistances(s, theirs.attentionMaps[std::size_t(plan_[i].layers.teacher)].to(s.options()), counted).cpu();
                distances[i] = distances[i].defined() ? distances[i] + sum : sum;
            }
    }
    const auto before = plan_;
    for (std::size_t i = 0; i < plan_.size(); ++i)
        if (distances[i].defined()) {
            const auto flat = distances[i].contiguous();
            plan_[i].heads = cheapestAssignment({flat.data_ptr<double>(), flat.data_ptr<double>() + flat.numel()}, flat.size(0));
        }
    const bool changed =
        !std::equal(plan_.begin(), plan_.end(), before.begin(), [](const auto& a, const auto& b) { return a.heads == b.heads; });
    if (step > 0 && changed)
        tell(step);
}

void AttentionTerm::tell(std::int64_t step) const {
    for (const auto& pair : plan_) {
        const std::string s = std::to_string(pair.layers.student), t = std::to_string(pair.layers.teacher);
        std::string heads;
        for (const auto head : pair.heads)
            heads += (heads.empty() ? "" : ", ") + std::to_string(head);
        train::reportEvent(context_, step, Severity::Info, "log",
                           pair.maps ? Text(SH_TR("Student layer %1 follows teacher layer %2; its heads follow heads %3"), {s, t, heads})
                                     : Text(SH_TR("Student layer %1 follows teacher layer %2 by %3 relation heads"),
                                            {s, t, std::to_string(pair.relationHeads)}));
    }
}

Tensor AttentionTerm::mask(const train::Batch& batch) const {
    auto counted = queryMask(batch.lengths, batch.ids.size(1));
    if (options_.rows == "scored")
        counted = counted * torch::zeros({counted.numel()}).index_fill(0, batch.rows, 1).view(counted.sizes());
    return counted;
}

Tensor AttentionTerm::positions(std::int64_t step, std::int64_t tokens) const {
    if (options_.positions == 0 || options_.positions >= tokens)
        return {};
    return torch::tensor(draw(tokens, options_.positions, base::mix(base::mix(context_.seed, kRowStream), std::uint64_t(step))),
                         torch::kLong);
}

Tensor AttentionTerm::distance(const PlannedPair& pair, const model::Hooks& student, const model::Hooks& teacher, const Tensor& mask,
                               const Tensor& positions) const {
    const auto s = std::size_t(pair.layers.student), t = std::size_t(pair.layers.teacher);
    if (pair.maps) {
        auto mine = student.attentionMaps[s];
        auto theirs = teacher.attentionMaps[t].index_select(1, headOrder(pair.heads).to(teacher_.device()));
        if (positions.defined()) {
            mine = mine.index_select(2, positions.to(mine.device()));
            theirs = theirs.index_select(2, positions.to(theirs.device()));
        }
        return attentionKl(mine, theirs.to(mine.options()), mask);
    }
    Tensor sum;
    for (const auto list : {&model::Hooks::queries, &model::Hooks::keys, &model::Hooks::values}) {
        const auto mine = relation((student.*list)[s], pair.relationHeads, positions);
        Tensor theirs;
        {
            torch::NoGradGuard constant;
            theirs = relation((teacher.*list)[t], pair.relationHeads, positions).to(mine.options());
        }
        const auto kl = attentionKl(mine, theirs, mask);
        sum = sum.defined() ? sum + kl : kl;
    }
    return sum / 3;
}

train::ExtraTerm AttentionTerm::term(std::int64_t step, const train::Batch& batch, const model::Hooks& student) {
    if (options_.reassessEvery > 0 && step > 0 && step % options_.reassessEvery == 0)
        assign(step);
    const auto rows = positions(step, batch.ids.size(1));
    auto counted = mask(batch);
    if (rows.defined())
        counted = counted.index_select(1, rows);
    if (counted.sum().item<double>() == 0)
        return {};
    const auto theirs = teacherPass(batch.ids);
    counted = counted.to(context_.student.device());
    Tensor sum;
    for (const auto& pair : plan_) {
        const auto one = distance(pair, student, theirs, counted, rows);
        sum = sum.defined() ? sum + one : one;
    }
    return {sum / double(plan_.size()), {}};
}

void AttentionTerm::save(train::Checkpoint& c) const {
    for (std::size_t i = 0; i < plan_.size(); ++i)
        if (plan_[i].maps)
            c.tensors.emplace_back("attention/heads." + std::to_string(i), headOrder(plan_[i].heads));
}

void AttentionTerm::load(const train::Checkpoint& c) {
    train::NamedTensors heads;
    for (std::size_t i = 0; i < plan_.size(); ++i)
        if (plan_[i].maps)
            heads.emplace_back("heads." + std::to_string(i), headOrder(plan_[i].heads));
    train::restoreTensors(c, "attention", heads, context_.stage);
    std::size_t next = 0;
    for (auto& pair : plan_)
        if (pair.maps) {
            const auto& order = heads[next++].second;
            pair.heads.assign(order.data_ptr<std::int64_t>(), order.data_ptr<std::int64_t>() + order.numel());
        }
}

} // namespace stillhouse::distill
