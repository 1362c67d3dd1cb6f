// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/base/file.h"
#include "core/base/guard.h"
#include "core/infer/products.h"
#include "core/infer/sampler.h"
#include "core/native/character_buffer.h"
#include "core/native/native_state.h"
#include "core/native/text_windows.h"

#include <algorithm>
#include <chrono>

namespace stillhouse {

namespace {

using Clock = std::chrono::steady_clock;
using OnText = std::function<bool(const std::string&)>;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::vector<std::int64_t> promptOf(const GenerateRequest& request, const native::OpenModel& model) {
    auto ids = request.ids;
    if (ids.empty())
        for (const auto id : model.tokenizer().encode(request.prompt, true))
            ids.push_back(id);
    if (ids.empty() && model.tokenizer().bosId())
        ids.push_back(*model.tokenizer().bosId());
    if (ids.empty())
        base::fail("prompt", SH_TR("The prompt is empty and the model has no start token"), SH_TR("Enter some text"));
    return ids;
}

/// One continuation: picks, shows, stops.
class Continuation {
public:
    Continuation(native::NativeState& state, const GenerateRequest& request, const OnText& onText)
        : state_(state), request_(request), onText_(onText), sampler_({.temperature = request.temperature, .topK = request.topK, .topP = request.topP, .seed = request.seed}, 0),
          stop_(state.model().stopIds()) {}

    GenerateResult run() {
        const auto start = Clock::now();
        const auto prompt = state_.checked(promptOf(request_, state_.model()));
        GenerateResult out;
        if (request_.maxTokens > 0) {
            auto& session = state_.fresh(std::int64_t(prompt.size()) + request_.maxTokens);
            auto logits = session.prompt(prompt);
            for (;;) {
                const auto id = sampler_.pick(logits);
                if (out.ids.empty() && out.firstTokenMs == 0)
                    out.firstTokenMs = secondsSince(start) * 1e3;
                if (std::find(stop_.begin(), stop_.end(), id) != stop_.end())
                    break;
                out.ids.push_back(id);
                if (!show(id) || std::int64_t(out.ids.size()) >= request_.maxTokens || session.length() + 1 >= state_.limit())
                    break;
                logits = session.step(std::int32_t(id));
            }
        }
        finish(out, secondsSince(start));
        return out;
    }

private:
    bool show(std::int64_t id) {
        if (!onText_ || !state_.model().found)
            return true;
        const auto ready = characters_.add(state_.model().tokenizer().tokenBytes(std::int32_t(id)));
        return ready.empty() || onText_(ready);
    }

    void finish(GenerateResult& out, double seconds) {
        const double decoding = seconds - out.firstTokenMs / 1e3;
        out.tokensPerSecond = out.ids.size() > 1 && decoding > 0 ? double(out.ids.size() - 1) / decoding : 0;
        if (!state_.model().found)
            return;
        if (const auto rest = characters_.rest(); onText_ && !rest.empty())
            onText_(rest);
        out.text = state_.model().tokenizer().decode(std::vector<std::int32_t>(out.ids.begin(), out.ids.end()));
    }

    native::NativeState& state_;
    const GenerateRequest& request_;
    const OnText& onText_;
    infer::Sampler sampler_;
    std::vector<std::int64_t> stop_;
    native::CharacterBuffer characters_;
};

PerplexityResult perplexityOf(native::NativeState& state, const std::string& textFile, std::int64_t context, RunControl& control) {
    const auto& tokenizer = state.model().tokenizer();
    const auto& front = tokenizer.spec().prefixIds;
    context = native::checkedContext(state.limit(), context, front.size());
    const auto text = base::readFile(textFile, native::maxTextBytes);
    const auto ids = tokenizer.encode(text);
    const auto windows = native::textWindows(ids, front, context);
    double sum = 0;
    std::int64_t tokens = 0;
    for (std::size_t i = 0; i < windows.size(); ++i) {
        native::tellWindows(control, SH_TR("Measuring perplexity"), std::int64_t(i), std::int64_t(windows.size()));
        (void)state.checked(std::vector<std::int64_t>(windows[i].begin(), windows[i].end()));
        auto& session = state.fresh(std::int64_t(windows[i].size()));
        native::forEachPart(windows[i], state.config().vocab, [&](std::size_t at, std::span<const std::int32_t> part) {
            const auto logits = session.allLogits(part); // (part, V)
            const auto vocab = logits.size() / part.size();
            for (std::size_t target = std::max(at + 1, native::firstScored(front.size())); target <= at + part.size(); ++target, ++tokens)
                sum += native::nllOf(std::span(logits).subspan((target - 1 - at) * vocab, vocab), windows[i][target]);
        });
    }
    return native::perplexityFrom(sum, tokens, ids.size(), text.size());
}

} // namespace

struct NativeModel::Impl {
    native::NativeState state;
};

NativeModel::NativeModel(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
NativeModel::NativeModel(NativeModel&&) noexcept = default;
NativeModel& NativeModel::operator=(NativeModel&&) noexcept = default;
NativeModel::~NativeModel() = default;

Result<NativeModel> NativeModel::open(const std::string& path, const NativeOptions& options) {
    return base::guard([&] { return NativeModel(std::unique_ptr<Impl>(new Impl{native::NativeState(path, options)})); });
}

std::string NativeModel::kernel() const { return infer::kernelName(); }
std::string NativeModel::precision() const { return impl_->state.model().packed->precision; }
std::int64_t NativeModel::vocab() const { return impl_->state.config().vocab; }
std::int64_t NativeModel::bytes() const { return impl_->state.model().packed->bytes(); }

Result<GenerateResult> NativeModel::generate(const GenerateRequest& request, const OnText& onText) {
    return base::guard([&] { return Continuation(impl_->state, request, onText).run(); });
}

Result<std::vector<std::vector<float>>> NativeModel::logits(const std::vector<std::int64_t>& ids) {
    return base::guard([&] {
        const auto tokens = impl_->state.checked(ids);
        const auto all = impl_->state.fresh(std::int64_t(tokens.size())).allLogits(tokens);
        const auto vocab = static_cast<std::ptrdiff_t>(impl_->state.config().vocab);
        std::vector<std::vector<float>> rows;
        for (auto row = all.begin(); row != all.end(); row += vocab)
            rows.emplace_back(row, row + vocab);
        return rows;
    });
}

Result<PerplexityResult> NativeModel::perplexity(const std::string& textFile, std::int64_t context, RunControl& control) {
    return base::guard([&] { return perplexityOf(impl_->state, textFile, context, control); });
}

} // namespace stillhouse
