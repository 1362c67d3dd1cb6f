// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/native.h"

#include "core/base/blas.h"
#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/base/memory.h"
#include "core/base/seed.h"
#include "core/infer/read_speed.h"
#include "core/infer/session.h"
#include "core/native/open_model.h"

#include <algorithm>
#include <chrono>

namespace stillhouse {

namespace {

using Clock = std::chrono::steady_clock;

double secondsFrom(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double median(std::vector<double> values) {
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const auto middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::shared_ptr<const infer::PackedModel> modelFor(const NativeBenchRequest& request) {
    if (request.model.empty() == request.synthetic.empty())
        base::failAt("model", SH_TR("A benchmark needs a model or a synthetic shape, and not both"), SH_TR("Give one of the two"));
    if (!request.synthetic.empty())
        return std::make_shared<infer::PackedModel>(
            infer::syntheticModel(request.synthetic, infer::packingNamed(request.quant.empty() ? "f16" : request.quant, "quant"), request.seed));
    return native::openModel(request.model, request.quant).packed;
}

class Bench {
public:
    Bench(const NativeBenchRequest& request, RunControl& control)
        : request_(request), control_(control), model_(modelFor(request)),
          session_(model_, request.threads > 0 ? request.threads : base::defaultThreads(), context(), infer::cacheFormatNamed(request.cache, "cache")), random_(request.seed) {}

    NativeBench run() {
        NativeBench out;
        out.bytesPerToken = model_->bytesPerToken();
        out.cacheBytesPerToken = session_.cacheBytes() * (request_.depth + request_.generate / 2) / context();
        infer::WorkerPool readers(session_.threads());
        infer::ReadSpeed memory(out.bytesPerToken + out.cacheBytesPerToken);
        fill(request_.depth);
        prompt(); // the first pass maps pages and wakes the clock of the processor: it does not count
        for (int i = 0; i < request_.repeat; ++i) {
            tell(i);
            if (request_.prompt > 0)
                out.promptSamples.push_back(prompt());
            if (request_.generate > 0)
                out.decodeSamples.push_back(decode());
            out.readSpeed = std::max(out.readSpeed, memory.measure(readers));
        }
        out.promptTps = median(out.promptSamples);
        out.decodeTps = median(out.decodeSamples);
        out.modelBytes = model_->bytes();
        out.parameters = formats::parameterCount(model_->config);
        out.peakResidentBytes = base::peakResidentBytes();
        out.kernel = infer::kernelName();
        out.quant = model_->precision;
        out.threads = session_.threads();
        return out;
    }

private:
    std::int64_t context() const { return request_.depth + std::max<std::int64_t>({request_.prompt, request_.generate, 1}); }

    std::vector<std::int32_t> ids(std::int64_t count) {
        std::vector<std::int32_t> list(static_cast<std::size_t>(count));
        for (auto& id : list)
            id = std::int32_t(random_.below(std::uint64_t(model_->config.vocab)));
        return list;
    }

    void fill(std::int64_t tokens) {
        if (tokens > 0)
            session_.prompt(ids(tokens));
    }

    double prompt() {
        session_.truncate(request_.depth);
        const auto tokens = ids(std::max<std::int64_t>(1, request_.prompt));
        const auto start = Clock::now();
        session_.prompt(tokens);
        return double(tokens.size()) / secondsFrom(start);
    }

    double decode() {
        session_.truncate(request_.depth);
        const auto tokens = ids(request_.generate);
        const auto start = Clock::now();
        for (const auto id : tokens)
            session_.step(id);
        return double(tokens.size()) / secondsFrom(start);
    }

    void tell(int done) {
        if (control_.stopRequested())
            base::fail({}, SH_TR("The measurement was cancelled"), {}, ErrorKind::Cancelled);
        Progress progress;
        progress.activity = SH_TR("Measuring speed");
        progress.done = done;
        progress.total = request_.repeat;
        control_.report(progress);
    }

    const NativeBenchRequest& request_;
    RunControl& control_;
    std::shared_ptr<const infer::PackedModel> model_;
    infer::Session session_;
    base::Random random_;
};

void checkRequest(const NativeBenchRequest& request) {
    if (request.prompt < 0 || request.generate < 0 || request.depth < 0 || request.prompt + request.generate + request.depth > (1 << 20))
        base::failAt("prompt", SH_TR("Token counts must be between 0 and 1,048,576 in all"), SH_TR("Use smaller counts"));
    if (request.repeat < 1)
        base::failAt("repeat", SH_TR("At least one repetition is needed"), SH_TR("Use 1 or more"));
}

} // namespace

Result<NativeBench> benchNative(const NativeBenchRequest& request, RunControl& control) {
    return base::guard([&] {
        checkRequest(request);
        return Bench(request, control).run();
    });
}

} // namespace stillhouse
