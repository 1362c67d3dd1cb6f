// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/base/file.h"
#include "core/base/guard.h"
#include "core/infer/products.h"
#include "core/native/continuation.h"
#include "core/native/native_state.h"
#include "core/native/text_windows.h"

#include <algorithm>

namespace stillhouse {

namespace {

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

GenerateResult generated(native::NativeState& state, const GenerateRequest& request, const native::OnText& onText) {
    const auto start = native::Clock::now();
    const auto prompt = state.checked(promptOf(request, state.model()));
    if (request.maxTokens <= 0)
        return {};
    auto& session = state.fresh(std::int64_t(prompt.size()) + request.maxTokens);
    return native::Continuation(state, request, onText).run(session, session.prompt(prompt), start);
}

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

Result<GenerateResult> NativeModel::generate(const GenerateRequest& request, const native::OnText& onText) {
    return base::guard([&] { return generated(impl_->state, request, onText); });
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
