// SPDX-License-Identifier: GPL-3.0-or-later
// What the live Attention page costs the training: the same run with the page following and not following, in turns, in one window. A
// measurement, not a verdict, so it runs only when asked for:
//   test_ui --gtest_also_run_disabled_tests --gtest_filter='*LiveAttention*'     (STILLHOUSE_PAIRS, 8 unless told; STILLHOUSE_STEPS, 300;
// STILLHOUSE_THREADS, all cores)
// Wall clock counts on a quiet machine alone; processor time of the whole process (training, requests, drawing) is beside it.
#include "tests/ui/support/tiny_run.h"
#include "widgets/panels/attention_panel.h"
#include "widgets/panels/attention_view.h"

#include <cmath>
#include <cstdio>
#include <ctime>
#include <QCheckBox>
#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

namespace {

double processorSeconds(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return double(now.tv_sec) + 1e-9 * double(now.tv_nsec);
}

int setting(const char* name, int standard) {
    const int value = qEnvironmentVariableIntValue(name);
    return value > 0 ? value : standard;
}

/// Between the first steps and the last.
struct Stretch {
    double wall = 0, process = 0, window = 0; ///< seconds; process and window: of a processor
    int pictures = 0;
};

/// 95 % interval of the geometric mean of paired ratios, by Student's t on their logarithms.
void printRatio(const char* what, const std::vector<double>& ratios) {
    static const double t95[] = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131};
    const auto n = double(ratios.size());
    double mean = 0, square = 0;
    for (const double ratio : ratios)
        mean += std::log(ratio) / n;
    for (const double ratio : ratios)
        square += (std::log(ratio) - mean) * (std::log(ratio) - mean);
    const double t = ratios.size() < 2 ? NAN : ratios.size() - 2 < std::size(t95) ? t95[ratios.size() - 2] : 2.0;
    const double half = t * std::sqrt(square / (n - 1) / n);
    std::printf("%s: following / not following = %.4f (95 %%: %.4f to %.4f)\n", what, std::exp(mean), std::exp(mean - half),
                std::exp(mean + half));
}

class LiveAttention : public TinyRun {
protected:
    int threads() const override {
        return qEnvironmentVariableIntValue("STILLHOUSE_THREADS");
    } // 0: all cores, so that drawing takes from them

    // The sample's own student and batches; strategy A's first stage alone.
    static Experiment training(Experiment experiment) {
        experiment.strategies["A"].resize(1);
        experiment.strategies["B"].clear();
        experiment.strategies["A"][0].options["steps"] = std::int64_t(setting("STILLHOUSE_STEPS", 300));
        experiment.evaluate.limit = 20;
        experiment.evaluate.latencyRequests = 2;
        experiment.evaluate.bootstrap = 20;
        return experiment;
    }

    Stretch train(AttentionPanel* panel, bool follow) {
        panel->findChild<QCheckBox*>(QStringLiteral("attentionLive"))->setChecked(follow);
        constexpr std::int64_t kWarm = 10; // the first steps meet cold caches
        const std::int64_t last = setting("STILLHOUSE_STEPS", 300);
        Stretch out;
        QElapsedTimer clock;
        double process = 0, drawing = 0;
        QObject here;
        QObject::connect(&session(), &Session::pictureArrived, &here, [&](const Picture&) { ++out.pictures; });
        QObject::connect(&session(), &Session::metricsArrived, &here, [&](const std::vector<Metric>& metrics) {
            for (const auto& metric : metrics) {
                if (metric.name != "loss")
                    continue;
                if (!clock.isValid() && metric.step >= kWarm) {
                    clock.start();
                    process = processorSeconds(CLOCK_PROCESS_CPUTIME_ID);
                    drawing = processorSeconds(CLOCK_THREAD_CPUTIME_ID);
                }
                if (metric.step == last)
                    out = {double(clock.nsecsElapsed()) * 1e-9, processorSeconds(CLOCK_PROCESS_CPUTIME_ID) - process,
                           processorSeconds(CLOCK_THREAD_CPUTIME_ID) - drawing, out.pictures};
            }
        });
        QSignalSpy ended(&session(), &Session::runEnded);
        Q_EMIT session().startRequested(QStringLiteral("A"), false, {});
        EXPECT_TRUE(waitFor([&] { return session().running(); }, kEngineMs));
        window().showPanel(QStringLiteral("attention"));
        EXPECT_TRUE(waitFor([&] { return ended.count() == 1 && !session().running(); }, kRunMs));
        return out;
    }
};

} // namespace

TEST_F(LiveAttention, DISABLED_CostsOfFollowing) {
    ASSERT_NO_FATAL_FAILURE(open(training));
    window().showPanel(QStringLiteral("attention"));
    auto* panel = window().findChild<AttentionPanel*>();
    panel->findChild<QPlainTextEdit*>(QStringLiteral("attentionPrompt"))
        ->setPlainText(
            QStringLiteral("Card payment of 1200 EUR to a new merchant abroad at night, two failed attempts before, device unknown"));
    (void)train(panel, true); // libraries and fonts are mapped, the teacher's answers cached
    std::vector<double> wall, process;
    double pictures = 0, off = 0, on = 0, seconds = 0;
    for (int pair = 0; pair < setting("STILLHOUSE_PAIRS", 8); ++pair) {
        const bool first = pair % 2 == 0; // ABBA: neither always goes first
        const Stretch a = train(panel, first), b = train(panel, !first);
        const Stretch &with = first ? a : b, &without = first ? b : a;
        ASSERT_GT(with.wall, 0);
        ASSERT_GT(without.wall, 0);
        EXPECT_EQ(without.pictures, 0);
        wall.push_back(with.wall / without.wall);
        process.push_back(with.process / without.process);
        pictures += with.pictures;
        seconds += with.wall;
        on += with.window / with.wall;
        off += without.window / without.wall;
        std::printf("pair %d: %.3f s following, %.3f s not; processor %.3f s and %.3f s; %d pictures\n", pair + 1, with.wall, without.wall,
                    with.process, without.process, with.pictures);
        std::fflush(stdout);
    }
    printRatio("wall clock", wall);
    printRatio("processor time", process);
    std::printf("%.2f pictures a second; the window's thread busy %.1f %% of the time while following, %.1f %% while not\n",
                pictures / seconds, 100 * on / double(wall.size()), 100 * off / double(wall.size()));
}
