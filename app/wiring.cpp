// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring.h"

#include "widgets/store_watcher.h"

#include <QDateTime>

namespace stillhouse::app {

using widgets::Session;

Wiring::Wiring(Session& session, EngineThread& engine, QObject* parent)
    : QObject(parent), session_(session), engine_(engine), pump_(session) {
    join();
    joinPruning();
    joinFeedback();
}

Wiring::~Wiring() {
    shutDown();
    pool_.waitForDone();
}

// Everything that goes up from the panels, and what it becomes.
void Wiring::join() {
    connect(&engine_, &EngineThread::loaded, &session_, &Session::setEngine);
    connect(&engine_, &EngineThread::failed, &session_, &Session::engineFailed);
    connect(&engine_, &EngineThread::finished, this, &Wiring::stopped);

    connect(&session_, &Session::startRequested, this, &Wiring::start);
    connect(&session_, &Session::repeatRequested, this, &Wiring::repeat);
    connect(&session_, &Session::stopRequested, this, [this] { if (run_) run_->requestStop(); });
    connect(&session_, &Session::pauseRequested, this, [this] {
        if (!run_)
            return;
        run_->requestPause();
        session_.setPaused(true);
    });
    connect(&session_, &Session::resumeRequested, this, [this] {
        if (!run_)
            return;
        run_->requestResume();
        session_.setPaused(false);
    });
    connect(&session_, &Session::overrideRequested, this, [this](const QString& lane, const QString& key, bool active, double value) {
        if (run_)
            run_->setOverride(lane.toStdString(), key.toStdString(), active ? std::optional(value) : std::nullopt);
    });
    connect(&session_, &Session::dryRunRequested, this, &Wiring::dryRun);
    connect(&session_, &Session::probeRequested, this, &Wiring::probe);
    connect(&session_, &Session::attentionRequested, this, &Wiring::attention);
    connect(&session_, &Session::pictureRequested, this, [this](const PictureRequest& request) { if (run_) run_->requestPicture(request); });
    connect(&session_, &Session::inspectRequested, this, &Wiring::inspect);
    connect(&session_, &Session::importRequested, this,
            [this](const QString& path, const ReadOptions& options) { import(path, options, false); });
    connect(&session_, &Session::cancelImportRequested, this, [this] { if (import_) import_->requestStop(); });
    connect(&session_, &Session::projectChanged, this, &Wiring::projectOpened);
    (void)widgets::StoreWatcher::of(session_); // looks from now on what others write
}

void Wiring::start(const QString& lane, bool resume, const QString& forkFrom) {
    RunPlan plan;
    plan.experiment = session_.experiment();
    plan.lane = lane.toStdString();
    plan.forkFrom = forkFrom.toStdString();
    plan.resume = resume;
    plan.previous = session_.runId();
    launch(std::move(plan));
}

void Wiring::repeat(const QString& runId) {
    session_.query<Experiment>(
        this, QStringLiteral("repeat"), [id = runId.toStdString()](Store& store) { return experimentToRepeat(store, id); },
        [this](Result<Experiment> experiment) {
            if (!experiment)
                return Q_EMIT session_.failed(experiment.error());
            RunPlan plan;
            plan.experiment = std::move(*experiment);
            launch(std::move(plan));
        });
}

void Wiring::launch(RunPlan plan) {
    if (starting_ || session_.running() || stopping_)
        return;
    if (prune_) {
        Q_EMIT session_.failed(Error{ErrorKind::Refused, SH_TR("The engine is pruning a model"), {}, SH_TR("Wait for its end, or cancel it on the Pruning page"), {}, {}});
        return;
    }
    starting_ = true;
    Q_EMIT launching();
    plan.storePath = session_.storePath();
    plan.folder = session_.projectFolder() + "/runs/" + QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz")).toStdString();
    run_ = std::make_shared<RunControl>();
    pump_.start();
    QStringList names;
    for (const auto& teacher : plan.experiment.teachers)
        if (teacher.isRemote() && !teacher.remote.keyName.empty())
            names << QString::fromStdString(teacher.remote.keyName);
    widgets::readKeys(*keychain_, this, names, [this, plan, control = run_](std::map<std::string, std::string> keys) mutable {
        plan.keys = std::move(keys);
        engine_.post({}, [this, plan, control](Engine& engine) { runOnEngine(engine, plan, control); });
    });
}

// Engine thread. The order matters: the run exists in the store before the first report, and the recorder has written the last
// report before the window is told to read the store again.
void Wiring::runOnEngine(Engine& engine, const RunPlan& plan, const std::shared_ptr<RunControl>& control) {
    auto request = prepare(plan, engine.info().version);
    auto recorder = request ? RunRecorder::open(plan.storePath, request->runId) : Result<std::unique_ptr<RunRecorder>>(request.error());
    if (!recorder) {
        QMetaObject::invokeMethod(this, [this, error = recorder.error()] {
            Q_EMIT session_.failed(error);
            ended();
        }, Qt::QueuedConnection);
        return;
    }
    std::optional<Report> end; // told last: whoever hears it may read the store, and start the next run
    control->addObserver([&recorder](const Report& report) { (*recorder)->observe(report); });
    control->addObserver([this, &end](const Report& report) {
        if (const auto* state = std::get_if<RunState>(&report); state && state->status != RunStatus::Running)
            end = report;
        else
            pump_.push(report);
    });
    QMetaObject::invokeMethod(this, [this, id = request->runId] { session_.setRunning(true, id); }, Qt::QueuedConnection);
    const auto summary = engine.run(*request, *control);
    if (!end) {
        RunState state;
        if (summary)
            state.status = summary->status;
        else
            state = {summary.error().kind == ErrorKind::Cancelled ? RunStatus::Cancelled : RunStatus::Failed, summary.error()};
        control->report(state);
    }
    const auto written = (*recorder)->flush();
    recorder->reset();
    QMetaObject::invokeMethod(this, [this, written, end = *end] {
        if (!written)
            Q_EMIT session_.failed(written.error());
        pump_.push(end);
        ended();
    }, Qt::QueuedConnection);
}

// Engine thread: the run's row and folder.
Result<RunRequest> Wiring::prepare(const RunPlan& plan, const std::string& engineVersion) {
    auto store = Store::open(plan.storePath);
    if (!store)
        return store.error();
    auto request = plan.resume ? takeUp(*store, plan) : begin(*store, plan, engineVersion);
    if (!request)
        return request;
    request->lane = plan.lane;
    request->forkFrom = plan.forkFrom;
    request->resume = plan.resume;
    request->keys = plan.keys;
    return request;
}

Result<RunRequest> Wiring::takeUp(Store& store, const RunPlan& plan) {
    RunRequest request;
    const auto row = store.run(plan.previous);
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorKind::NotFound, SH_TR("The run to resume is no longer in the project"), plan.previous, SH_TR("Start a new run")};
    auto experiment = parseExperiment((*row)->experiment, plan.previous, {});
    if (!experiment)
        return experiment.error();
    if (auto reopened = store.reopenRun(plan.previous); !reopened)
        return reopened.error();
    request.runId = plan.previous;
    request.experiment = std::move(*experiment);
    request.folder = (*row)->folder;
    return request;
}

void Wiring::ended() {
    starting_ = false;
    run_.reset();
    pump_.stop();
    session_.setRunning(false, session_.runId());
    Q_EMIT session_.storeChanged();
}

void Wiring::shutDown() {
    stopping_ = true;
    if (run_)
        run_->requestStop();
    if (import_)
        import_->requestStop();
    if (prune_)
        prune_->requestStop();
    engine_.stop();
}

void Wiring::setThreads(int threads) {
    engine_.post(QStringLiteral("threads"), [threads](Engine& engine) { engine.setThreads(threads); });
}

} // namespace stillhouse::app
