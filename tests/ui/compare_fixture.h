// SPDX-License-Identifier: GPL-3.0-or-later
// A Compare panel on a project with two runs, of which the first is measured.
#pragma once
#include "core/api/store.h"
#include "tests/support/measured_model.h"
#include "tests/ui/support/project.h"
#include "widgets/models/comparison_table.h"
#include "widgets/models/runs_table.h"
#include "widgets/panels/compare_examples.h"
#include "widgets/panels/compare_latency.h"
#include "widgets/panels/compare_panel.h"
#include "widgets/panels/compare_runs.h"
#include "widgets/panels/compare_side.h"
#include "widgets/session.h"

#include <gtest/gtest.h>

#include <QSettings>

namespace stillhouse::tests {

using namespace widgets;

inline Evaluation evaluation(const std::string& subject, double accuracy, std::int64_t parameters, const std::vector<std::string>& predicted) {
    auto e = measuredModel(subject, accuracy, 0.1, parameters, 4);
    const char* const truth[] = {"low", "high", "low", "high"};
    for (std::size_t i = 0; i < predicted.size(); ++i)
        e.predictions.push_back({std::to_string(i + 1), truth[i], predicted[i], {0.25, 0.75}});
    return e;
}

inline std::vector<Report> measured() {
    std::vector<Report> reports;
    reports.push_back(evaluation("teacher", 1.0, 1000, {"low", "high", "low", "high"}));
    reports.push_back(evaluation("A", 0.75, 100, {"low", "high", "low", "low"}));
    reports.push_back(evaluation("B", 0.5, 120, {"low", "low", "high", "high"}));
    PairTest pair{"A", "B", "accuracy", {-0.25, -0.4, -0.1}, 0.03, "McNemar exact", 1, 2};
    reports.push_back(pair);
    for (const char* subject : {"teacher", "A", "B"}) {
        LatencyRecord latency;
        latency.subject = subject;
        latency.kind = "classify";
        latency.samples = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        latency.threads = 2;
        latency.kernel = "torch f32";
        reports.push_back(latency);
    }
    reports.push_back(RunState{RunStatus::Finished, {}});
    return reports;
}

/// Two stages of two steps each: their steps follow each other on the axis.
inline std::vector<Report> curve(int run) {
    std::vector<Report> reports;
    for (int stage = 0; stage < 2; ++stage) {
        reports.push_back(StageState{"A", stage, "distill.soft", StageStatus::Done, 1});
        for (int step = 0; step < 2; ++step)
            for (const char* name : {"loss", "tau"})
                reports.push_back(Metric{"A", stage, name, step, 1.0 + run + 0.1 * step});
    }
    return reports;
}

struct CompareFixture {
    SmallProject project;
    std::string first, second;
    Session session;
    std::unique_ptr<ComparePanel> panel;

    explicit CompareFixture(int runs = 2, bool curves = false) {
        QSettings().remove(QStringLiteral("compare"));
        auto store = Store::open(project.path("project.db").toStdString());
        EXPECT_TRUE(store) << store.error().english();
        Experiment experiment = *readExperiment(project.path("experiment.json").toStdString());
        experiment.evaluate.gates = {"accuracy>0.7"};
        for (int run = 0; run < runs; ++run) {
            experiment.name = run == 0 ? "first" : "second";
            experiment.seed = run == 0 ? 1 : 5;
            const auto id = store->beginRun(experiment, project.path("runs").toStdString(), "test");
            EXPECT_TRUE(id) << id.error().english();
            (run == 0 ? first : second) = *id;
            if (run == 0) {
                EXPECT_TRUE(store->write(*id, measured()));
            }
            if (curves) {
                EXPECT_TRUE(store->write(*id, curve(run)));
            }
            QTest::qWait(20);
        }
        session.openProject(project.folder().toStdString());
        session.setEngine({}, {MethodSpec{"distill.soft", MethodKind::Stage, "Soft targets", "", "", "A", {}}});
        panel = std::make_unique<ComparePanel>(session);
        panel->resize(1280, 800);
        panel->show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(panel.get()));
    }
    bool loaded() const { return waitFor([this] { return panel->side()->table()->rowCount() > 0; }); }
    QString cell(const std::string& metric, int column) const {
        auto* table = panel->side()->table();
        return table->index(table->rowOf(metric), column).data().toString();
    }
};

} // namespace stillhouse::tests
