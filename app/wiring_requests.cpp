// SPDX-License-Identifier: GPL-3.0-or-later
// The short requests of the panels: dry run, probe, attention, inspect, import.
#include "app/import_job.h"
#include "app/wiring.h"

#include <QElapsedTimer>
#include <QFileInfo>

namespace stillhouse::app {

// The engine does one thing at a time; saying so beats an answer that arrives after the run.
bool Wiring::refuseWhileRunning(const QString& tag) {
    if (!session_.running() && !starting_ && !prune_)
        return false;
    Q_EMIT session_.requestFailed(tag, Error{ErrorKind::Refused, SH_TR("The engine is busy with a run"), {},
                                             SH_TR("Wait for its end, or stop it: it keeps a checkpoint")});
    return true;
}

void Wiring::dryRun() {
    if (refuseWhileRunning(QStringLiteral("dryrun")))
        return;
    engine_.post(QStringLiteral("dryrun"), [this, experiment = session_.experiment()](Engine& engine) {
        auto result = engine.dryRun(experiment);
        QMetaObject::invokeMethod(this, [this, result = std::move(result)] {
            if (result)
                Q_EMIT session_.dryRunArrived(*result);
            else
                Q_EMIT session_.requestFailed(QStringLiteral("dryrun"), result.error());
        }, Qt::QueuedConnection);
    });
}

void Wiring::probe(const QString& tag, const QString& model, const QString& prompt, const QString& task) {
    if (refuseWhileRunning(tag))
        return;
    engine_.post(tag, [=, this](Engine& engine) {
        auto result = engine.probe(model.toStdString(), prompt.toStdString(), task.toStdString());
        QMetaObject::invokeMethod(this, [this, tag, result = std::move(result)] {
            if (result)
                Q_EMIT session_.probed(tag, *result);
            else
                Q_EMIT session_.requestFailed(tag, result.error());
        }, Qt::QueuedConnection);
    });
}

void Wiring::attention(const QString& model, const QString& task, const PictureRequest& request) {
    const QString tag = QString::fromStdString(request.tag);
    if (refuseWhileRunning(tag))
        return;
    engine_.post(tag, [=, this](Engine& engine) {
        auto result = engine.attention(model.toStdString(), task.toStdString(), request);
        QMetaObject::invokeMethod(this, [this, tag, result = std::move(result)] {
            if (result)
                Q_EMIT session_.pictureArrived(*result);
            else
                Q_EMIT session_.requestFailed(tag, result.error());
        }, Qt::QueuedConnection);
    });
}

void Wiring::inspect(const QString& tag, const QString& path) {
    pool_.start([=, this] {
        auto result = inspectModel(path.toStdString());
        QMetaObject::invokeMethod(this, [this, tag, result = std::move(result)] {
            if (result)
                Q_EMIT session_.inspected(tag, *result);
            else
                Q_EMIT session_.requestFailed(tag, result.error());
        }, Qt::QueuedConnection);
    });
}

void Wiring::import(const QString& path, const ReadOptions& options, bool adopt) {
    if (import_ || session_.projectFolder().empty())
        return;
    import_ = std::make_shared<RunControl>();
    import_->addObserver([this, clock = std::make_shared<QElapsedTimer>()](const Report& report) {
        const auto* progress = std::get_if<Progress>(&report);
        if (!progress || (clock->isValid() && clock->elapsed() < 40))
            return;
        clock->start();
        QMetaObject::invokeMethod(this, [this, progress = *progress] { Q_EMIT session_.importProgress(progress); }, Qt::QueuedConnection);
    });
    ImportRequest request{session_.projectFolder(), session_.storePath(), path.toStdString(), options, session_.experiment().data.task, adopt};
    pool_.start([this, request, control = import_] {
        auto outcome = importIntoProject(request, *control);
        QMetaObject::invokeMethod(this, [this, request, outcome = std::move(outcome)] {
            import_.reset();
            if (!outcome) {
                Q_EMIT session_.importEnded(false, {}, outcome.error());
                return;
            }
            if (session_.projectFolder() == request.projectFolder && !request.adopt)
                imported(request, outcome->train, outcome->task);
            Q_EMIT session_.storeChanged();
            Q_EMIT session_.importEnded(true, outcome->summary, {});
        }, Qt::QueuedConnection);
    });
}

void Wiring::imported(const ImportRequest& request, const std::string& train, const std::string& task) {
    Experiment experiment = session_.experiment();
    experiment.data.train = train;
    experiment.data.eval.clear();
    experiment.data.testFraction = request.options.testFraction;
    experiment.data.validationFraction = request.options.validationFraction;
    if (!task.empty())
        experiment.data.task = task;
    session_.setExperiment(std::move(experiment), this);
}

// Fills the store from the experiment's own data the first time, and finds the run that a crash left behind.
void Wiring::projectOpened() {
    session_.query<bool>(
        this, QStringLiteral("adopt"),
        [](Store& store) {
            const auto datasets = store.datasets();
            return datasets ? Result<bool>(datasets->empty()) : Result<bool>(datasets.error());
        },
        [this](Result<bool> empty) {
            if (!empty) {
                Q_EMIT session_.failed(empty.error());
                return;
            }
            const auto& data = session_.experiment().data;
            const QString train = QString::fromStdString(data.train);
            if (*empty && QFileInfo::exists(train)) {
                ReadOptions options;
                options.testFraction = data.testFraction;
                options.validationFraction = data.validationFraction;
                import(train, options, true);
            }
        });
    session_.query<RunRow>(
        this, QStringLiteral("interrupted"),
        [](Store& store) -> Result<RunRow> {
            const auto runs = store.runs();
            if (!runs)
                return runs.error();
            for (const auto& run : *runs)
                if (run.status == "interrupted")
                    return run;
            return RunRow{};
        },
        [this](Result<RunRow> run) {
            if (run && !run->id.empty() && !session_.running())
                Q_EMIT interruptedFound(QString::fromStdString(run->id), QString::fromStdString(run->name));
        });
}

} // namespace stillhouse::app
