// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/model/packed_copy.h"

#include "core/base/failure.h"
#include "core/infer/model_source.h"
#include "core/infer/session.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

namespace stillhouse::model {

namespace {

class DecoderSource : public infer::ModelSource {
public:
    DecoderSource(const Decoder& decoder, infer::Packing packing) : config_(decoder.config()), packing_(packing) {
        for (const auto& [name, tensor] : decoder.namedParameters())
            tensors_[name] = tensor.detach().to(torch::kCPU, torch::kFloat32).contiguous();
    }
    const formats::ModelConfig& config() const override { return config_; }
    std::vector<float> vector(const std::string& name) const override {
        const auto values = find(name);
        return {values.begin(), values.end()};
    }
    infer::PackedMatrix matrix(const std::string& name) const override {
        const auto values = find(name);
        const auto& tensor = tensors_.at(name);
        return infer::packAs(values, tensor.size(0), tensor.size(1), packing_);
    }

private:
    std::span<const float> find(const std::string& name) const {
        const auto found = tensors_.find(name);
        if (found == tensors_.end())
            base::fail(name, SH_TR("The model has no such parameter"), {}, ErrorKind::Internal);
        return {found->second.data_ptr<float>(), std::size_t(found->second.numel())};
    }

    formats::ModelConfig config_;
    infer::Packing packing_;
    std::map<std::string, torch::Tensor> tensors_;
};

Generation continueRow(infer::Session& session, const std::vector<std::int64_t>& prompt, const GenerateOptions& options, std::int64_t row) {
    Generation out;
    if (options.maxNew <= 0)
        return out;
    Sampler sampler(options.sampling, row);
    session.truncate(0);
    auto logits = session.prompt(std::vector<std::int32_t>(prompt.begin(), prompt.end()));
    while (true) {
        const auto id = sampler.pick(logits);
        if (std::find(options.stopIds.begin(), options.stopIds.end(), id) != options.stopIds.end()) {
            out.stopId = id;
            out.end = Generation::End::Stop;
            return out;
        }
        out.ids.push_back(id);
        if (std::int64_t(out.ids.size()) >= options.maxNew || session.length() >= session.context())
            return out;
        logits = session.step(std::int32_t(id));
    }
}

} // namespace

std::shared_ptr<const infer::PackedModel> packedCopy(const Decoder& decoder, infer::Packing packing) {
    auto model = std::make_shared<infer::PackedModel>(infer::buildModel(DecoderSource(decoder, packing)));
    return model;
}

std::vector<Generation> generatePacked(const std::shared_ptr<const infer::PackedModel>& packed,
                                       const std::vector<std::vector<std::int64_t>>& prompts, const GenerateOptions& options, int threads) {
    std::vector<Generation> out(prompts.size());
    std::size_t longest = 0;
    for (const auto& prompt : prompts)
        longest = std::max(longest, prompt.size());
    const auto context = std::min<std::int64_t>(packed->config.maxPositions, std::int64_t(longest) + options.maxNew);
    std::atomic<std::size_t> next{0};
    std::exception_ptr failed;
    std::mutex mutex;
    const auto work = [&] {
        try {
            infer::Session session(packed, 1, context, infer::CacheFormat::F32);
            for (std::size_t row = next++; row < prompts.size(); row = next++)
                out[row] = continueRow(session, prompts[row], options, std::int64_t(row));
        } catch (...) {
            const std::lock_guard lock(mutex);
            failed = std::current_exception();
        }
    };
    std::vector<std::thread> others;
    for (int t = 1; t < threads; ++t)
        others.emplace_back(work);
    work();
    for (auto& thread : others)
        thread.join();
    if (failed)
        std::rethrow_exception(failed);
    return out;
}

} // namespace stillhouse::model
