// SPDX-License-Identifier: GPL-3.0-or-later
// The window while a run reports 10,000 metric points per second: a thread in the engine's place tells the run's recorder (store) and the
// window's pump (live plots), as app/wiring.cpp joins them. Prints every minute how long the UI thread's turns took, what the process
// holds, and at the end whether the store has every point.
//   bench_live [--seconds 600] [--rate 10000]
#include "app/main_window.h"
#include "app/metric_pump.h"
#include "core/api/experiment.h"
#include "core/api/store.h"
#include "widgets/panels/run_plots.h"
#include "widgets/plot/line_plot.h"
#include "widgets/theme.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <ctime>
#include <cstdio>
#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>
#include <thread>
#include <unistd.h>
#include <utility>

using namespace stillhouse;

namespace {

constexpr double kTargetMs = 16, kIdleMs = 0.2; // a turn that only looked at a timer is no frame

/// What a step of both strategies reports.
std::vector<Report> reportsOf(int step) {
    static const char* const names[] = {"loss", "loss.ce", "loss.distill", "tau", "grad_norm", "tokens_per_second"};
    std::vector<Report> reports;
    for (const char* lane : {"A", "B"})
        for (const char* name : names)
            reports.push_back(Metric{lane, 0, name, step, 2 + std::sin(step * 12.9898) * std::cos(step * 0.001)});
    return reports;
}

class Feeder {
public:
    Feeder(RunRecorder& recorder, app::MetricPump& pump, double rate) : recorder_(recorder), pump_(pump), rate_(rate), thread_([this] { work(); }) {}
    std::int64_t stop() {
        stop_ = true;
        thread_.join();
        return fed_;
    }
    std::int64_t fed() const { return fed_; }

private:
    void work() {
        const auto start = std::chrono::steady_clock::now();
        for (int step = 0; !stop_; ++step) {
            for (const Report& report : reportsOf(step)) {
                recorder_.observe(report);
                pump_.push(report);
                ++fed_;
            }
            std::this_thread::sleep_until(start + std::chrono::duration<double>(double(fed_) / rate_));
        }
    }
    RunRecorder& recorder_;
    app::MetricPump& pump_;
    double rate_;
    std::atomic<bool> stop_{false};
    std::atomic<std::int64_t> fed_{0};
    std::thread thread_;
};

/// How long each turn of the event loop took: everything that waited for the UI thread, delivered and drawn.
class Turns {
public:
    void runFor(double seconds) {
        QElapsedTimer all, turn;
        for (all.start(); double(all.elapsed()) < 1e3 * seconds;) {
            turn.start();
            const double before = threadMilliseconds();
            QCoreApplication::processEvents();
            if (const double ms = double(turn.nsecsElapsed()) / 1e6; ms > kIdleMs) {
                turns_.push_back(float(ms));
                work_.push_back(float(threadMilliseconds() - before));
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
    /// Of the turns since the last call.
    struct Figures {
        std::size_t turns = 0;
        double p50 = 0, p99 = 0, longest = 0;
        double workP99 = 0, mostWork = 0; ///< processor time of the UI thread: what is left of it on a machine at other work
    };
    Figures take() {
        all_.insert(all_.end(), turns_.begin(), turns_.end());
        allWork_.insert(allWork_.end(), work_.begin(), work_.end());
        return figures(std::exchange(turns_, {}), std::exchange(work_, {}));
    }
    Figures whole() { return figures(all_, allWork_); }

private:
    static double threadMilliseconds() {
        timespec now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return 1e3 * double(now.tv_sec) + double(now.tv_nsec) / 1e6;
    }
    static Figures figures(std::vector<float> turns, std::vector<float> work) {
        if (turns.empty())
            return {};
        std::sort(turns.begin(), turns.end());
        std::sort(work.begin(), work.end());
        const auto at = [](const std::vector<float>& of, double p) { return double(of[std::size_t(p * double(of.size() - 1))]); };
        return {turns.size(), at(turns, 0.5), at(turns, 0.99), at(turns, 1), at(work, 0.99), at(work, 1)};
    }
    std::vector<float> turns_, work_, all_, allWork_;
};

double residentMegabytes() {
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toDouble() * double(sysconf(_SC_PAGESIZE)) / 1e6 : 0;
}

void print(const char* when, const Turns::Figures& f, std::int64_t fed, double seconds, double busy) {
    std::printf("%-8s turns %7zu, p50 %6.2f ms, p99 %6.2f ms, longest %7.2f ms (processor time p99 %6.2f, most %6.2f); resident %7.1f MB; %9lld points, %6.0f/s; processor %3.0f %% of one core\n", when, f.turns,
                f.p50, f.p99, f.longest, f.workP99, f.mostWork, residentMegabytes(), static_cast<long long>(fed), double(fed) / seconds, 100 * busy / seconds);
    std::fflush(stdout);
}

std::int64_t storedPoints(const std::string& path, const std::string& run) {
    auto store = Store::open(path);
    std::int64_t points = 0;
    for (const char* lane : {"A", "B"})
        for (const auto names = *store->metricNames(run, lane); const auto& name : names)
            points += std::int64_t(store->metric(run, lane, 0, name)->steps.size());
    return points;
}

int run(double seconds, double rate) {
    const QTemporaryDir project;
    const std::string folder = project.path().toStdString(), path = folder + "/project.db";
    Experiment experiment;
    experiment.name = "live";
    experiment.strategies["A"].push_back({"distill.soft", {}, false});
    experiment.strategies["B"].push_back({"align.sft", {}, false});
    if (!writeExperiment(experiment, folder + "/experiment.json"))
        return 1;
    app::MainWindow window(false);
    window.resize(1920, 1080);
    window.show();
    window.openProject(project.path());
    window.showPanel(QStringLiteral("run"));
    const std::string id = *Store::open(path)->beginRun(experiment, folder + "/run", "bench");
    auto recorder = std::move(*RunRecorder::open(path, id));
    app::MetricPump pump(window.session());
    window.session().setRunning(true, id);
    pump.start();
    Turns turns;
    QElapsedTimer clock;
    clock.start();
    const std::clock_t before = std::clock();
    const auto busy = [&] { return double(std::clock() - before) / CLOCKS_PER_SEC; };
    Feeder feeder(*recorder, pump, rate);
    QTimer minute;
    int minutes = 0;
    QObject::connect(&minute, &QTimer::timeout, [&] { print((std::to_string(++minutes) + " min").c_str(), turns.take(), feeder.fed(), double(clock.elapsed()) / 1e3, busy()); });
    minute.start(60'000);
    print("start", {}, 0, 1, 0);
    turns.runFor(seconds);
    const double took = double(clock.elapsed()) / 1e3, processor = busy();
    const std::int64_t fed = feeder.stop();
    (void)turns.take();
    const auto whole = turns.whole();
    print("all", whole, fed, took, processor);
    pump.stop();
    const bool written = recorder->flush().ok();
    recorder.reset();
    const std::int64_t stored = storedPoints(path, id);
    std::printf("loss plot holds %d points; the store has %lld of %lld; p99 %.2f ms (processor time %.2f): target of %.0f ms %s\n", window.findChild<widgets::RunPlots*>()->plot("loss")->pointCount(),
                static_cast<long long>(stored), static_cast<long long>(fed), whole.p99, whole.workP99, kTargetMs, whole.p99 <= kTargetMs ? "met" : "NOT met");
    window.session().setRunning(false, id);
    return written && stored == fed ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir home; // settings are kept out of the user's own
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    QApplication application(argc, argv);
    widgets::theme().apply(widgets::Theme::Mode::Light);
    QCommandLineParser parser;
    const QCommandLineOption seconds(QStringLiteral("seconds"), QStringLiteral("How long."), QStringLiteral("s"), QStringLiteral("600"));
    const QCommandLineOption rate(QStringLiteral("rate"), QStringLiteral("Points per second."), QStringLiteral("n"), QStringLiteral("10000"));
    parser.addOptions({seconds, rate});
    parser.addHelpOption();
    parser.process(application);
    return run(parser.value(seconds).toDouble(), parser.value(rate).toDouble());
}
