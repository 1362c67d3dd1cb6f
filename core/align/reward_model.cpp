// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/align/reward_model.h"

#include "core/base/failure.h"
#include "core/evaluate/batches.h"
#include "core/formats/hf_folder.h"
#include "core/model/model_io.h"

#include <cmath>
#include <cstdlib>

namespace stillhouse::align {

using torch::Tensor;

namespace {

constexpr const char* headName = "reward_head.weight";

std::string exact(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", value);
    return text;
}

double numberIn(const std::map<std::string, std::string>& metadata, const char* key, double otherwise) {
    const auto found = metadata.find(key);
    const double value = found == metadata.end() ? otherwise : std::strtod(found->second.c_str(), nullptr);
    return std::isfinite(value) ? value : otherwise;
}

} // namespace

std::shared_ptr<RewardModel> freshReward(const model::Decoder& body, std::uint64_t seed) {
    torch::NoGradGuard noGradient;
    auto generator = at::detail::createCPUGenerator(seed);
    const auto d = body.config().hidden;
    auto made = std::make_shared<RewardModel>(RewardModel{body.clone(), torch::empty({d}), 0, 1});
    made->head.normal_(0, 1 / std::sqrt(double(d) + 1), generator);
    made->head = made->head.to(body.device());
    made->body.setRequiresGrad(false);
    return made;
}

Tensor rawScores(const RewardModel& model, std::span<const std::vector<std::int32_t>> rows) {
    std::vector<std::int64_t> last;
    for (const auto& row : rows)
        last.push_back(std::int64_t(row.size()) - 1);
    const auto hidden = model.body.hidden(evaluate::paddedIds(rows, model.body.device())); // (B,T,d)
    const auto places = torch::arange(std::int64_t(rows.size()), torch::kLong) * hidden.size(1) + torch::tensor(last, torch::kLong);
    return hidden.reshape({-1, hidden.size(2)}).index_select(0, places.to(hidden.device())).to(torch::kFloat32).matmul(model.head);
}

Tensor scoreAll(const RewardModel& model, const std::vector<std::vector<std::int32_t>>& rows, std::int64_t batchTokens) {
    torch::NoGradGuard noGradient;
    auto out = torch::zeros({std::int64_t(rows.size())}, torch::kFloat64);
    std::vector<std::size_t> lengths;
    for (const auto& row : rows)
        lengths.push_back(row.size());
    for (const auto& batch : evaluate::lengthBatches(lengths, 0, batchTokens, false)) {
        std::vector<std::vector<std::int32_t>> part;
        for (const auto i : batch)
            part.push_back(rows[i]);
        const auto scores = (rawScores(model, part).to(torch::kCPU, torch::kFloat64) - model.mean).contiguous();
        for (std::size_t k = 0; k < batch.size(); ++k)
            out.data_ptr<double>()[batch[k]] = scores.data_ptr<double>()[k];
    }
    return out;
}

Tensor pairLoss(const Tensor& chosen, const Tensor& rejected, double margin) {
    return torch::softplus(-(chosen - rejected - margin)).mean(); // −log σ(x) = log(1 + e^−x)
}

void normaliseOn(RewardModel& model, const std::vector<std::vector<std::int32_t>>& rows) {
    if (rows.empty())
        return;
    model.mean = 0;
    const auto scores = scoreAll(model, rows);
    model.mean = scores.mean().item<double>();
    model.deviation = std::sqrt((scores - model.mean).square().mean().item<double>());
}

void saveReward(const RewardModel& model, const std::filesystem::path& folder, const std::filesystem::path& tokenizerFrom) {
    model::SaveOptions options;
    options.tokenizerFrom = tokenizerFrom;
    options.metadata = {{"made_by", "stillhouse"}, {"reward_mean", exact(model.mean)}, {"reward_deviation", exact(model.deviation)}};
    options.extra = {{headName, model.head.detach().reshape({1, -1})}};
    model::saveModel(model.body, folder, options);
}

std::shared_ptr<RewardModel> loadReward(const std::filesystem::path& folder) {
    const formats::HfFolder files(folder);
    if (!files.has(headName))
        base::fail(folder.string(), SH_TR("This model has no reward head"),
                   SH_TR("Choose the 'reward' folder of a run that has the stage align.reward"));
    auto made = std::make_shared<RewardModel>(
        RewardModel{model::loadModel(folder), model::toTensor(files.tensor(headName)).to(torch::kFloat32).reshape({-1}), 0, 1});
    if (made->head.numel() != made->body.config().hidden)
        base::fail(folder.string(), SH_TR("The reward head does not fit the model's width"), SH_TR("Train the reward model again"));
    made->mean = numberIn(files.metadata(), "reward_mean", 0);
    made->deviation = numberIn(files.metadata(), "reward_deviation", 1);
    made->body.setRequiresGrad(false);
    return made;
}

} // namespace stillhouse::align
