// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/teacher_mix.h"

#include "core/base/failure.h"
#include "core/train/encode.h"
#include "core/train/objective.h"
#include "core/train/teacher_space.h"
#include "core/train/token_teacher.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace stillhouse::train {

namespace {

constexpr double kWeightRate = 0.1; ///< of learned weights, on θ

TeacherWeighting weightingFrom(const std::string& name) {
    return name == "confidence"    ? TeacherWeighting::Confidence
           : name == "correctness" ? TeacherWeighting::Correctness
           : name == "learned"     ? TeacherWeighting::Learned
                                   : TeacherWeighting::Fixed;
}

std::string numbered(const char* name, std::size_t k) { return name + std::to_string(k + 1); }

} // namespace

std::vector<std::size_t> speakersFor(const std::string& source, const std::vector<TeacherSpec>& teachers) {
    std::vector<std::size_t> own, any;
    for (std::size_t k = 0; k < teachers.size(); ++k) {
        const auto& sources = teachers[k].sources;
        if (teachers[k].weight > 0 && sources.empty())
            any.push_back(k);
        if (teachers[k].weight > 0 && std::find(sources.begin(), sources.end(), source) != sources.end())
            own.push_back(k);
    }
    return own.empty() ? any : own;
}

const Teacher* findTokenTeacher(const std::vector<Teacher>& teachers) {
    const auto found = std::find_if(teachers.begin(), teachers.end(), [](const Teacher& t) { return t.sharesTokens(); });
    return found == teachers.end() ? nullptr : &*found;
}

const Teacher& tokenTeacher(const std::vector<Teacher>& teachers) {
    const auto* found = findTokenTeacher(teachers);
    if (!found)
        base::failAt("teachers", SH_TR("This stage needs a teacher on this machine with the student's tokens"), SH_TR("Add a model folder whose tokenizer is the student's"));
    return *found;
}

TeacherMix::TeacherMix(StageContext& context, const SoftTargetOptions& options)
    : context_(context), options_(options), weighting_(weightingFrom(options.teacherWeighting)), learned_(context.teachers.size()) {}

std::unique_ptr<TeacherSignal> TeacherMix::signalOf(const Teacher& teacher) const {
    const auto space = teacherSpace({!teacher.decoder, teacher.sharesTokens(), context_.data.encoder->task().kind, options_.vocabulary}, "vocabulary");
    switch (space) {
    case TeacherSpace::Labels: return labelSignal(context_, options_, teacher);
    case TeacherSpace::Sorted: return sortedSignal(context_, options_, teacher);
    case TeacherSpace::Tokens: break;
    }
    return tokenSignal(context_, options_, teacher);
}

bool TeacherMix::prepare(std::span<const evaluate::EncodedExample> examples) {
    if (options_.alpha == 0)
        return true;
    const auto known = examplesById(context_.data);
    std::vector<TeacherSpec> specs;
    for (const auto& teacher : context_.teachers)
        specs.push_back(teacher.spec);
    std::vector<std::vector<std::int64_t>> own(specs.size());
    for (std::size_t e = 0; e < examples.size(); ++e) {
        const auto& source = known.at(examples[e].id)->source;
        speakers_.push_back(speakersFor(source, specs));
        if (speakers_.back().empty())
            base::failAt("teachers", Text(SH_TR("No teacher speaks for the source '%1'"), {source}), SH_TR("Let a teacher name it, or keep one without sources"));
        for (const auto k : speakers_.back())
            own[k].push_back(std::int64_t(e));
    }
    voices_.resize(specs.size());
    for (std::size_t k = 0; k < specs.size(); ++k) {
        if (own[k].empty())
            continue;
        voices_[k].signal = signalOf(context_.teachers[k]);
        if (!voices_[k].signal->prepare(examples, own[k]))
            return false;
    }
    return true;
}

// One teacher for everything: its loss and the cross-entropy share one pass over the vocabulary.
bool TeacherMix::fused() const {
    std::size_t speaking = 0;
    for (const auto& voice : voices_)
        speaking += !voice.places.empty();
    if (speaking != 1)
        return false;
    const auto only = std::find_if(voices_.begin(), voices_.end(), [](const Voice& v) { return !v.places.empty(); });
    const auto target = only->signal->target();
    return !only->rows.defined() && (target.logits.defined() || target.head.defined() || target.ids.defined());
}

void TeacherMix::hear(std::size_t k, std::int64_t step, bool live) {
    auto& voice = voices_[k];
    if (voice.places.empty())
        return;
    if (voice.places.size() == batch_.examples.size()) {
        voice.rows = torch::Tensor();
        voice.signal->listen({batch_, live, step});
    } else {
        auto part = partOf(batch_, voice.places);
        voice.rows = part.rows;
        voice.signal->listen({std::move(part.batch), live, step});
    }
    const bool asked = weighting_ != TeacherWeighting::Fixed && overlapping_;
    voice.opinions = asked ? voice.signal->opinions() : std::vector<Opinion>(voice.places.size());
}

void TeacherMix::listen(const Batch& batch, std::int64_t step, bool live) {
    batch_ = batch;
    if (options_.alpha == 0)
        return;
    overlapping_ = false;
    for (auto& voice : voices_) {
        voice.places.clear();
        voice.shares.clear();
    }
    for (std::size_t b = 0; b < batch.examples.size(); ++b) {
        const auto& who = speakers_.at(std::size_t(batch.examples[b]));
        overlapping_ = overlapping_ || who.size() > 1;
        for (const auto k : who)
            voices_[k].places.push_back(std::int64_t(b));
    }
    for (std::size_t k = 0; k < voices_.size(); ++k)
        hear(k, step, live);
    weigh(live);
}

Shares TeacherMix::sharesOf(const std::vector<std::size_t>& who, const std::vector<double>& prior, const std::vector<Opinion>& opinions, bool live) {
    // What the student wrote itself is no truth to be right about.
    switch (weighting_) {
    case TeacherWeighting::Confidence: return confidenceShares(prior, opinions);
    case TeacherWeighting::Correctness: return live ? fixedShares(prior) : correctnessShares(prior, opinions);
    case TeacherWeighting::Learned: {
        auto shares = learned_.shares(prior, who);
        if (!live)
            learned_.observe(who, shares, opinions);
        return shares;
    }
    case TeacherWeighting::Fixed: break;
    }
    return fixedShares(prior);
}

void TeacherMix::weigh(bool live) {
    for (const auto e : batch_.examples) {
        const auto& who = speakers_[std::size_t(e)];
        std::vector<double> prior;
        std::vector<Opinion> opinions;
        for (const auto k : who) {
            prior.push_back(context_.teachers[k].spec.weight);
            opinions.push_back(voices_[k].opinions[voices_[k].shares.size()]);
        }
        const auto shares = who.size() == 1 ? Shares{1.0} : sharesOf(who, prior, opinions, live);
        for (std::size_t i = 0; i < who.size(); ++i)
            voices_[who[i]].shares.push_back(shares[i]);
    }
    learned_.step(kWeightRate);
}

TeacherMix::Value TeacherMix::loss(const torch::Tensor& hidden, const VocabLossOptions& loss) const {
    const auto head = torch::GradMode::is_enabled() ? context_.student.headWeight() : context_.student.headWeight().detach();
    Value out;
    if (options_.alpha == 0 || fused()) {
        const auto only = std::find_if(voices_.begin(), voices_.end(), [](const Voice& v) { return !v.places.empty(); });
        const auto value = vocabLoss(hidden, head, batch_.targets, loss, only == voices_.end() ? VocabTeacher{} : only->signal->target(), batch_.weights);
        out = {value.total, value.ce, value.distill, value.ceGradNorm, value.distillGradNorm, {}};
        if (voices_.size() > 1)
            out.metrics.emplace_back(numbered("loss.distill.", std::size_t(only - voices_.begin())), value.distill);
    } else {
        const auto ce = vocabLoss(hidden, head, batch_.targets, {}, {}, batch_.weights);
        out = {(1 - loss.alpha) * ce.total, ce.ce, 0, (1 - loss.alpha) * ce.ceGradNorm, 0, {}};
        addTerms(hidden, loss, out);
    }
    for (std::size_t k = 0; k < voices_.size() && voices_.size() > 1; ++k)
        out.metrics.emplace_back(numbered("weight.teacher.", k),
                                 std::accumulate(voices_[k].shares.begin(), voices_[k].shares.end(), 0.0) / double(batch_.examples.size()));
    return out;
}

void TeacherMix::addTerms(const torch::Tensor& hidden, const VocabLossOptions& loss, Value& out) const {
    const double rows = batch_.weights.sum().item<double>();
    for (std::size_t k = 0; k < voices_.size(); ++k) {
        const auto& voice = voices_[k];
        if (voice.places.empty())
            continue;
        const auto own = voice.rows.defined() ? hidden.index_select(0, voice.rows.to(hidden.device())) : hidden;
        const auto term = voice.signal->term({own, voice.shares, loss, rows, double(batch_.examples.size())});
        out.total = out.total + loss.alpha * term.value;
        out.distill += term.divergence;
        const double norm = loss.alpha * term.gradNorm;
        out.distillGradNorm = overlapping_ ? out.distillGradNorm + norm : std::hypot(out.distillGradNorm, norm);
        if (voices_.size() > 1)
            out.metrics.emplace_back(numbered("loss.distill.", k), term.divergence);
    }
}

void TeacherMix::save(Checkpoint& c) const {
    if (weighting_ == TeacherWeighting::Learned)
        for (std::size_t k = 0; k < learned_.theta().size(); ++k)
            c.scalars[numbered("teacher.weight.", k)] = learned_.theta()[k];
}

void TeacherMix::load(const Checkpoint& c) {
    for (std::size_t k = 0; k < learned_.theta().size(); ++k)
        if (const auto found = c.scalars.find(numbered("teacher.weight.", k)); found != c.scalars.end())
            learned_.theta()[k] = found->second;
}

} // namespace stillhouse::train
