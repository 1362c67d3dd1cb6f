// SPDX-License-Identifier: GPL-3.0-or-later
// A project file with one measured run of both strategies, as the engine would have reported it.
#pragma once
#include "tests/store/temporary_store.h"
#include "tests/support/measured_model.h"

#include <fstream>

namespace stillhouse::tests {

inline Evaluation evaluated(const std::string& subject, double accuracy, std::int64_t parameters, const std::string& path) {
    auto e = measuredModel(subject, accuracy, 0.125, parameters, 120);
    e.modelPath = path;
    return e;
}

class MeasuredStoreTest : public StoreTest {
protected:
    /// Teacher 0.9375, A 0.875 (a quarter of the parameters), B 0.75 (simulated); gate accuracy>0.8.
    std::string measure(Store& store, double pValue = 0.03125) {
        std::filesystem::create_directories(folder_ / "student");
        Experiment experiment = smallExperiment();
        experiment.name = "Risk <&> \"review\"";
        experiment.data.train = (folder_ / "data.jsonl").string();
        std::ofstream(folder_ / "data.jsonl") << R"({"id":"1","prompt":"pay rent","label":"low","source":"synthetic"})" << "\n";
        experiment.teachers.push_back({(folder_ / "teacher").string(), 1, {}, {}});
        experiment.student = {"", 64, 2, 4, 4, 128, true};
        experiment.strategies["B"].push_back({"align.sft", {}, false});
        experiment.evaluate.gates = {"accuracy>0.8"};
        const std::string id = must(store.beginRun(experiment, (folder_ / "runs").string(), "0.1"));
        std::vector<Report> reports{evaluated("teacher", 0.9375, 4000, (folder_ / "teacher").string()), evaluated("A", 0.875, 1000, (folder_ / "student").string()),
                                    evaluated("B", 0.75, 1200, "b")};
        reports.push_back(PairTest{"A", "B", "accuracy", {-0.125, -0.25, -0.0625}, pValue, "McNemar exact", 1, 16});
        reports.push_back(PairTest{"teacher", "A", "accuracy", {-0.0625, -0.125, 0.0}, 0.25, "McNemar exact", 2, 9});
        for (const char* subject : {"teacher", "A", "B"}) {
            LatencyRecord latency{subject, "classify", {1, 2, 3, 4, 5}, 2, "Some CPU", "avx2", "f32", subject != std::string("B"), 0};
            if (subject != std::string("A"))
                for (double& sample : latency.samples)
                    sample *= 4;
            reports.push_back(latency);
            if (subject == std::string("teacher"))
                continue;
            reports.push_back(StageState{subject, 0, subject == std::string("A") ? "distill.soft" : "align.sft", StageStatus::Done, 75});
            for (int step = 1; step <= 50; ++step)
                reports.push_back(Metric{subject, 0, "loss", step, 2.0 / step});
        }
        reports.push_back(Event{"", 0, 0, Severity::Info, "device", "Computing on %1", R"j({"device":"cuda:0","title":"cuda:0 (Some GPU)"})j", 1});
        reports.push_back(RunState{RunStatus::Finished, {}});
        must(store.write(id, reports));
        return id;
    }
};

} // namespace stillhouse::tests
