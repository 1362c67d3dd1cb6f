// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/engine/engine_impl.h"

#include "core/base/blas.h"
#include "core/base/guard.h"
#include "core/engine/methods.h"
#include "core/engine/training_bench.h"
#include "core/model/device.h"

namespace stillhouse::engine {

namespace {

class EngineImpl final : public Engine {
public:
    EngineImpl() {
        setThreads(0);
        for (const auto& stage : stages())
            specs_.push_back(stage.spec);
    }

    EngineInfo info() override {
        EngineInfo out;
        out.version = STILLHOUSE_VERSION;
        out.torchVersion = TORCH_VERSION;
        out.devices = model::deviceNames();
        out.threads = at::get_num_threads();
        return out;
    }
    const std::vector<MethodSpec>& methods() override { return specs_; }
    const std::vector<OptionSpec>& trainOptions() override { return trainOptionSpecs(); }
    // LibTorch starts with one thread on some systems: the count is always set.
    void setThreads(int threads) override { at::set_num_threads(threads > 0 ? threads : base::defaultThreads()); }

    Result<void> setDevice(const std::string& name) override {
        return base::guard([&] {
            (void)model::deviceNamed(name);
            device_ = name;
        });
    }

    Result<DryRun> dryRun(const Experiment& experiment) override {
        return base::guard([&] { return engine::dryRun(placed(experiment)); });
    }
    Result<RunSummary> run(const RunRequest& asked, RunControl& control) override {
        RunRequest request = asked;
        request.experiment = placed(asked.experiment);
        auto result = base::guard([&] { return engine::run(request, control); });
        RunState state;
        state.status = !result ? RunStatus::Failed : result->status;
        if (!result)
            state.error = result.error();
        control.report(state);
        return result;
    }
    Result<TrainResult> train(const TrainRequest& request, RunControl& control) override {
        return base::guard([&] { return trainModel(request, control, device_); });
    }
    Result<Evaluation> evaluate(const std::string& model, const std::string& data, const std::string& task, std::int64_t limit, RunControl& control) override {
        return base::guard([&] { return evaluateModel(model, data, task, limit, control, device_); });
    }
    Result<PerplexityResult> perplexity(const std::string& model, const std::string& textFile, std::int64_t context, RunControl& control) override {
        return base::guard([&] { return perplexityOf(model, textFile, context, control, device_); });
    }
    Result<std::vector<std::vector<float>>> logits(const std::string& model, const std::vector<std::int64_t>& ids) override {
        return base::guard([&] { return logitsOf(model, ids, device_); });
    }
    Result<ProbeResult> probe(const std::string& model, const std::string& prompt, const std::string& task) override {
        return base::guard([&] { return probeModel(model, prompt, task, device_); });
    }
    Result<Picture> attention(const std::string& model, const std::string& task, const PictureRequest& request) override {
        return base::guard([&] { return attentionOf(model, task, request, device_); });
    }
    Result<HeadImportance> headImportance(const PruneModelRequest& request, RunControl& control) override {
        return base::guard([&] { return headImportanceOf(request, control, device_); });
    }
    Result<FfnTable> ffnCorrelation(const PruneModelRequest& request, RunControl& control) override {
        return base::guard([&] { return ffnCorrelationOf(request, control, device_); });
    }
    Result<PruneResult> prune(const PruneModelRequest& request, RunControl& control) override {
        return base::guard([&] { return pruneModel(request, control, device_); });
    }
    Result<MergeResult> mergeAdapter(const MergeRequest& request, RunControl& control) override {
        return base::guard([&] { return engine::mergeAdapter(request, control); });
    }
    Result<TrainingBench> trainingBench(const std::string& mode, int steps) override {
        return base::guard([&] { return runTrainingBench(mode, steps, device_); });
    }

private:
    Experiment placed(Experiment experiment) const {
        if (experiment.device == "auto")
            experiment.device = device_;
        return experiment;
    }

    std::vector<MethodSpec> specs_;
    std::string device_ = "auto";
};

} // namespace

} // namespace stillhouse::engine

/// The factory that core/api/engine_loader.cpp looks up.
extern "C" __attribute__((visibility("default"))) stillhouse::Engine* stillhouse_make_engine() { return new stillhouse::engine::EngineImpl; }
