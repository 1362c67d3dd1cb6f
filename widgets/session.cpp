// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session.h"

#include "widgets/document_file.h"
#include "widgets/native_jobs.h"
#include "widgets/store_reader.h"

#include <QCoreApplication>
#include <QTimer>

namespace stillhouse::widgets {

namespace {

template <class... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};

} // namespace

Session::Session(QObject* parent) : QObject(parent), jobs_(std::make_unique<NativeJobs>()), saveTimer_(new QTimer(this)) {
    qRegisterMetaType<std::string>();
    auto* document = new DocumentFile(*saveTimer_, writers_, this);
    connect(document, &DocumentFile::failed, this, &Session::failed);
    connect(document, &DocumentFile::changedOutside, this, [this](const Experiment& experiment) {
        experiment_ = experiment;
        Q_EMIT experimentChanged(this);
    });
}

Session::~Session() {
    save();
    writers_.waitForDone();
}

std::string Session::storePath() const { return projectFolder_.empty() ? std::string() : projectFolder_ + "/project.db"; }

std::string Session::experimentPath() const { return projectFolder_.empty() ? std::string() : projectFolder_ + "/experiment.json"; }

void Session::openProject(const std::string& folder) {
    auto read = DocumentFile::of(*this).open(folder + "/experiment.json");
    if (!read) {
        Q_EMIT failed(read.error());
        return;
    }
    projectFolder_ = folder;
    experiment_ = std::move(*read);
    runId_.clear();
    reader_ = std::make_unique<StoreReader>(storePath());
    Q_EMIT projectChanged();
    Q_EMIT experimentChanged(this);
}

void Session::setExperiment(Experiment experiment, QObject* origin) {
    experiment_ = std::move(experiment);
    saveSoon();
    Q_EMIT experimentChanged(origin);
}

const MethodSpec* Session::method(const std::string& id) const {
    for (const auto& method : methods_)
        if (method.id == id)
            return &method;
    return nullptr;
}

void Session::saveSoon() { DocumentFile::of(*this).edit(experiment_); }

void Session::save() { DocumentFile::of(*this).write(); }

void Session::setEngine(EngineInfo info, std::vector<MethodSpec> methods) {
    engineInfo_ = std::move(info);
    methods_ = std::move(methods);
    Q_EMIT engineArrived();
}

void Session::setRunning(bool running, const std::string& runId) {
    const bool starts = running && !running_;
    running_ = running;
    runId_ = runId;
    if (!running)
        setPaused(false);
    if (starts)
        Q_EMIT runStarted(QString::fromStdString(runId));
}

void Session::setPaused(bool paused) {
    if (paused_ == paused)
        return;
    paused_ = paused;
    Q_EMIT pausedChanged(paused);
}

void Session::deliver(const std::vector<Report>& reports) {
    std::vector<Metric> metrics;
    for (const auto& report : reports)
        if (const auto* metric = std::get_if<Metric>(&report))
            metrics.push_back(*metric);
    if (!metrics.empty())
        Q_EMIT metricsArrived(metrics);
    for (const auto& report : reports)
        std::visit(Overloaded{
                       [](const Metric&) {},
                       [this](const StageState& state) { Q_EMIT stageChanged(state); },
                       [this](const Progress& progress) { Q_EMIT progressChanged(progress); },
                       [this](const Event& event) { Q_EMIT eventLogged(event); },
                       [this](const Evaluation& evaluation) { Q_EMIT evaluationArrived(evaluation); },
                       [](const PairTest&) {},      // read from the store with the comparison
                       [](const LatencyRecord&) {}, // likewise
                       [](const Artifact&) {},      // likewise
                       [this](const Picture& picture) { Q_EMIT pictureArrived(picture); },
                       [this](const RunState& state) {
                           if (state.status == RunStatus::Running)
                               return;
                           setRunning(false, runId_); // whoever hears runEnded finds the session at rest
                           Q_EMIT runEnded(state);
                       },
                   },
                   report);
}

void Session::enqueue(QObject* owner, const QString& tag, std::function<void(Store&)> work, std::function<void(const Error*)> done) {
    if (reader_) {
        reader_->enqueue(owner, tag, std::move(work), std::move(done));
        return;
    }
    const Error error{ErrorKind::NotFound, SH_TR("No project is open"), {}, SH_TR("Open a project folder first")};
    done(&error);
}

QString shown(const Text& text) {
    const QString key = QCoreApplication::translate("core", text.key.c_str());
    QString out;
    for (qsizetype i = 0; i < key.size(); ++i) {
        const int digit = key[i] == u'%' && i + 1 < key.size() ? key[i + 1].digitValue() : -1;
        if (digit >= 1 && std::size_t(digit) <= text.args.size()) {
            out += QString::fromStdString(text.args[std::size_t(digit - 1)]);
            ++i;
        } else {
            out += key[i];
        }
    }
    return out;
}

} // namespace stillhouse::widgets
