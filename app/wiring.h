// SPDX-License-Identifier: GPL-3.0-or-later
// Joins session, engine thread and store: the whole data flow of the window on one screen (wiring.cpp, `join`). UI thread.
#pragma once
#include "app/engine_thread.h"
#include "app/metric_pump.h"
#include "core/api/engine.h"
#include "widgets/keychain.h"
#include "widgets/session.h"

#include <QObject>
#include <QThreadPool>
#include <memory>

namespace stillhouse::app {

struct ImportRequest;

class Wiring : public QObject {
    Q_OBJECT
public:
    Wiring(widgets::Session& session, EngineThread& engine, QObject* parent = nullptr);
    ~Wiring() override;

    /// Asks the run and the import to stop (the run leaves a checkpoint) and ends the engine thread; `stopped` follows.
    void shutDown();
    bool stopping() const { return stopping_; }
    /// Of the run going on or last ended, for the engine's thread count in the settings.
    void setThreads(int threads);

Q_SIGNALS:
    void launching(); ///< a run begins with the next turns of the engine's thread: what follows it must be there
    void stopped();
    void interruptedFound(const QString& runId, const QString& name); ///< the open project has a run that a crash left unfinished

private:
    struct RunPlan {
        Experiment experiment;
        std::string lane, forkFrom, previous, storePath, folder;
        bool resume = false;
        RoundRequest round; ///< of the feedback loop; its first one when nothing is taken up
        std::map<std::string, std::string> keys; ///< of remote teachers, from the keychain
    };
    void join();
    void start(const QString& lane, bool resume, const QString& forkFrom);
    void repeat(const QString& runId);
    void launch(RunPlan plan);
    void runOnEngine(Engine& engine, const RunPlan& plan, const std::shared_ptr<RunControl>& control);
    Result<RunRequest> begin(Store& store, const RunPlan& plan, const std::string& engineVersion);
    Result<RunRequest> takeUp(Store& store, const RunPlan& plan);
    Result<RunRequest> prepare(const RunPlan& plan, const std::string& engineVersion);
    void ended();
    void dryRun();
    void probe(const QString& tag, const QString& model, const QString& prompt, const QString& task);
    void attention(const QString& model, const QString& task, const PictureRequest& request);
    void inspect(const QString& tag, const QString& path);
    void import(const QString& path, const ReadOptions& options, bool adopt);
    void imported(const ImportRequest& request, const std::string& train, const std::string& task);
    void projectOpened();
    bool refuseWhileRunning(const QString& tag);
    void joinPruning();
    void joinFeedback();
    void startRound(const QString& parentRun);
    void prune(const PruneModelRequest& request, bool importanceOnly);

    widgets::Session& session_;
    EngineThread& engine_;
    MetricPump pump_;
    QThreadPool pool_;
    std::unique_ptr<widgets::Keychain> keychain_ = std::make_unique<widgets::SystemKeychain>();
    std::shared_ptr<RunControl> run_, import_, prune_;
    bool starting_ = false, stopping_ = false;
};

} // namespace stillhouse::app
