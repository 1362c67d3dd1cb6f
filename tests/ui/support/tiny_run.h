// SPDX-License-Identifier: GPL-3.0-or-later
// The bundled sample cut down until whole runs of the real engine fit a test, and a window that has opened it.
#pragma once
#include "app/main_window.h"
#include "core/api/data.h"
#include "core/api/resources.h"
#include "core/api/store.h"
#include "tests/ui/support/project.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QSettings>
#include <QToolButton>
#include <string>
#include <vector>

namespace stillhouse::tests {

class TinyRun : public ::testing::Test {
protected:
    static constexpr int kEngineMs = 120000, kRunMs = 420000;

    void SetUp() override {
#ifndef STILLHOUSE_HAS_ENGINE
        GTEST_SKIP() << "built without the engine";
#endif
        QSettings().clear();
        QSettings().setValue(QStringLiteral("threads"), threads()); // on a busy machine threads wait for each other
    }

    virtual int threads() const {
        return 1;
    }

    /// A student of one layer on 300 reviews, the sample's teacher; both strategies in as few steps as show that they ran.
    static Experiment cutDown(Experiment experiment) {
        const OptionMap few{{"steps", std::int64_t(12)}, {"batch_size", std::int64_t(8)}};
        OptionMap rounds = few;
        rounds["samples"] = std::int64_t(32);
        experiment.name = "Side by side";
        experiment.student.hidden = 32;
        experiment.student.layers = 1;
        experiment.student.heads = experiment.student.kvHeads = 2;
        experiment.student.ffn = 64;
        experiment.strategies["A"] = {{"distill.soft", few, false}, {"quantize.int4", {}, false}};
        experiment.strategies["B"] = {{"align.sft", few, false}, {"align.progressive", rounds, false}};
        experiment.evaluate.limit = 40;
        experiment.evaluate.latencyRequests = 4;
        experiment.evaluate.bootstrap = 50;
        return experiment;
    }

    /// Writes the sample, changes its document, opens the window on it and waits for the engine.
    void open(const std::function<Experiment(Experiment)>& change) {
        const auto document = writeSampleProject(folder(), resourceFolder(), 300);
        ASSERT_TRUE(document) << document.error().english();
        const auto sample = readExperiment(*document);
        ASSERT_TRUE(sample) << sample.error().english();
        ASSERT_TRUE(writeExperiment(change(*sample), *document));
        window_ = std::make_unique<app::MainWindow>();
        window_->resize(1440, 900);
        window_->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(window_.get()));
        window_->openProject(QString::fromStdString(folder()));
        ASSERT_TRUE(waitFor([this] { return !session().projectFolder().empty() && session().engineReady(); }, kEngineMs));
    }

    void TearDown() override {
        if (!window_)
            return;
        if (session().running())
            Q_EMIT session().stopRequested();
        EXPECT_TRUE(window_->close() || waitFor([this] { return !window_->isVisible(); }, kEngineMs));
    }

    /// The page's button on the rail.
    void go(const char* panel) {
        auto* action = window_->findChild<QAction*>(QStringLiteral("action.") + QLatin1String(panel));
        for (auto* button : window_->findChildren<QToolButton*>())
            if (action && button->defaultAction() == action)
                QTest::mouseClick(button, Qt::LeftButton);
        EXPECT_EQ(window_->currentPanel(), QLatin1String(panel));
    }

    /// What the store says, read as another program would.
    template <class T> T stored(const std::function<Result<T>(Store&)>& ask) {
        auto store = Store::open(folder() + "/project.db");
        EXPECT_TRUE(store) << (store ? "" : store.error().english());
        auto answer = store ? ask(*store) : Result<T>(store.error());
        EXPECT_TRUE(answer) << (answer ? "" : answer.error().english());
        return answer ? std::move(*answer) : T{};
    }

    app::MainWindow& window() {
        return *window_;
    }
    widgets::Session& session() {
        return window_->session();
    }
    std::string folder() const {
        return folder_.filePath(QStringLiteral("project")).toStdString();
    }

private:
    const OwnDataFolder data_;
    const QTemporaryDir folder_;
    std::unique_ptr<app::MainWindow> window_;
};

} // namespace stillhouse::tests
