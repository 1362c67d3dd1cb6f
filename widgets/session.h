// SPDX-License-Identifier: GPL-3.0-or-later
// What the panels share: the open project, the experiment being edited, and the run being watched. Signals go up (…Requested) to
// app/wiring.cpp and come down from it; no panel knows the engine thread, the store's file handles or another panel.
#pragma once
#include "core/api/engine.h"
#include "core/api/store.h"

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <functional>
#include <memory>
#include <optional>

class QTimer;

namespace stillhouse::widgets {

class NativeJobs;
class StoreReader;

class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    // --- the project ---
    const std::string& projectFolder() const { return projectFolder_; } ///< empty: none open
    std::string storePath() const;                                       ///< <project>/project.db
    std::string experimentPath() const;                                  ///< <project>/experiment.json
    /// Opens a project folder: reads experiment.json, opens the store. Emits projectChanged and experimentChanged, or failed.
    void openProject(const std::string& folder);

    // --- the experiment being edited ---
    const Experiment& experiment() const { return experiment_; }
    /// Replaces the document, saves it (atomically, a moment later) and emits experimentChanged(origin).
    void setExperiment(Experiment experiment, QObject* origin = nullptr);

    // --- the engine ---
    bool engineReady() const { return !methods_.empty(); }
    const std::vector<MethodSpec>& methods() const { return methods_; }
    const MethodSpec* method(const std::string& id) const;
    const EngineInfo& engineInfo() const { return engineInfo_; }

    // --- the run being watched ---
    bool running() const { return running_; }
    bool paused() const { return paused_; }
    const std::string& runId() const { return runId_; } ///< of the run going on, or the last one

    // --- work without the engine: quantization, export, looks at a matrix ---
    NativeJobs& jobs() { return *jobs_; }

    /// Runs `work(Store&)` on the store-reader thread and `done(result)` on the UI thread, unless `owner` is gone by then.
    /// With a tag, a newer job of the same owner and tag replaces an older queued one and its late answer.
    template <class T>
    void query(QObject* owner, const QString& tag, std::function<Result<T>(Store&)> work, std::function<void(Result<T>)> done) {
        auto slot = std::make_shared<std::optional<Result<T>>>();
        enqueue(owner, tag, [work = std::move(work), slot](Store& store) { slot->emplace(work(store)); },
                [done = std::move(done), slot](const Error* error) {
                    if (error)
                        done(Result<T>(*error));
                    else
                        done(std::move(**slot));
                });
    }

Q_SIGNALS:
    // Up: a panel asks.
    void startRequested(const QString& lane, bool resume, const QString& forkFrom); ///< lane "": both strategies
    void repeatRequested(const QString& runId); ///< that run's document again, with the values held by hand in it
    void pauseRequested();
    void resumeRequested();
    void stopRequested();
    void overrideRequested(const QString& lane, const QString& key, bool active, double value);
    void dryRunRequested();
    void probeRequested(const QString& tag, const QString& model, const QString& prompt, const QString& task);
    /// The attention of a model folder at rest: pictureArrived or requestFailed with the request's tag.
    void attentionRequested(const QString& model, const QString& task, const stillhouse::PictureRequest& request);
    /// A look into the run going on: pictureArrived when the training comes to it. The newest request of a tag wins.
    void pictureRequested(const stillhouse::PictureRequest& request);
    void inspectRequested(const QString& tag, const QString& path);
    void importRequested(const QString& path, const stillhouse::ReadOptions& options); ///< the project's data file is replaced when done
    void cancelImportRequested();
    void panelRequested(const QString& panelId, const QString& subject); ///< "show Compare at run X"
    // Down: what happened.
    void projectChanged();
    void experimentChanged(QObject* origin);
    void engineArrived();
    void engineFailed(const stillhouse::Error& error);
    void runStarted(const QString& runId);
    void metricsArrived(const std::vector<stillhouse::Metric>& metrics); ///< every 40 ms at most, all of that time
    void stageChanged(const stillhouse::StageState& state);
    void progressChanged(const stillhouse::Progress& progress);
    void eventLogged(const stillhouse::Event& event);
    void evaluationArrived(const stillhouse::Evaluation& evaluation);
    void pictureArrived(const stillhouse::Picture& picture);
    void runEnded(const stillhouse::RunState& state);
    void pausedChanged(bool paused);
    void dryRunArrived(const stillhouse::DryRun& result);
    void probed(const QString& tag, const stillhouse::ProbeResult& result);
    void inspected(const QString& tag, const stillhouse::ModelInfo& info);
    void requestFailed(const QString& tag, const stillhouse::Error& error); ///< of a probe, attention, inspect or dry run ("dryrun")
    void importProgress(const stillhouse::Progress& progress);
    void importEnded(bool ok, const stillhouse::ImportSummary& summary, const stillhouse::Error& error);
    void storeChanged(); ///< runs, labels or data sets changed on disk: read again
    void failed(const stillhouse::Error& error); ///< for the window's error bar

public:
    // For app/wiring.cpp only: what comes down.
    void setEngine(EngineInfo info, std::vector<MethodSpec> methods);
    void deliver(const std::vector<Report>& reports);
    void setRunning(bool running, const std::string& runId);
    void setPaused(bool paused);

private:
    void enqueue(QObject* owner, const QString& tag, std::function<void(Store&)> work, std::function<void(const Error*)> done);
    void saveSoon();
    void save();

    std::string projectFolder_;
    Experiment experiment_;
    EngineInfo engineInfo_;
    std::vector<MethodSpec> methods_;
    bool running_ = false, paused_ = false;
    std::string runId_;
    std::unique_ptr<StoreReader> reader_;
    std::unique_ptr<NativeJobs> jobs_;
    QThreadPool writers_;
    QTimer* saveTimer_;
};

/// A Text in the user's language: the key translated in context "core", then its arguments put in.
QString shown(const Text& text);

} // namespace stillhouse::widgets
