// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/document_file.h"

#include "widgets/session.h"

#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>
#include <QThreadPool>

namespace stillhouse::widgets {

namespace {

constexpr int kSaveDelayMs = 400, kTryAgainMs = 5000, kSettleMs = 150, kTurnMs = 3000;

std::string contentsOf(const std::string& path) {
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

std::string otherFile(const std::string& path) { return path.substr(0, path.rfind('.')) + ".other.json"; }

/// False: it could not be kept, so it must not be written over.
bool keepOther(const std::string& path, const std::string& text) {
    QSaveFile file(QString::fromStdString(otherFile(path)));
    return file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromStdString(text)) == qint64(text.size()) && file.commit();
}

Error cannotKeep(const std::string& path) {
    return Error{ErrorKind::Io, SH_TR("Another program changed the experiment, and its version cannot be kept"), path,
                 SH_TR("Free some space; this window's version is saved then"), {}, {}};
}

} // namespace

DocumentFile::DocumentFile(QTimer& save, QThreadPool& writers, QObject* parent) : QObject(parent), save_(save), writers_(writers) {
    save_.setSingleShot(true);
    settle_.setSingleShot(true);
    settle_.setInterval(kSettleMs);
    connect(&save_, &QTimer::timeout, this, &DocumentFile::write);
    connect(&settle_, &QTimer::timeout, this, &DocumentFile::look);
    for (auto signal : {&QFileSystemWatcher::fileChanged, &QFileSystemWatcher::directoryChanged})
        connect(&watcher_, signal, &settle_, qOverload<>(&QTimer::start));
    writers_.setMaxThreadCount(1);
}

DocumentFile& DocumentFile::of(Session& session) { return *session.findChild<DocumentFile*>(QString(), Qt::FindDirectChildrenOnly); }

Result<Experiment> DocumentFile::open(const std::string& path) {
    const std::string text = contentsOf(path); // before it is read: what comes between counts as somebody else's
    auto experiment = readExperiment(path);
    if (!experiment)
        return experiment;
    write();
    save_.stop();
    shared_ = std::make_shared<Shared>(Shared{path, text});
    told_.clear();
    if (const QStringList old = watcher_.files() + watcher_.directories(); !old.isEmpty())
        watcher_.removePaths(old);
    watch();
    return experiment;
}

// A file that was replaced is another file: it has to be watched anew, and its folder tells when that happens.
void DocumentFile::watch() {
    const QFileInfo file(QString::fromStdString(shared_->path));
    watcher_.addPath(file.path());
    if (file.exists())
        watcher_.addPath(file.filePath());
}

void DocumentFile::edit(const Experiment& experiment) {
    if (!shared_)
        return;
    edited_ = experiment;
    save_.start(kSaveDelayMs);
}

void DocumentFile::write() {
    if (!edited_ || !shared_)
        return;
    ++writing_;
    writers_.start([this, experiment = std::move(*edited_), shared = shared_] {
        QLockFile turn(QString::fromStdString(shared->path) + QStringLiteral(".lock")); // reading and replacing are one step to other windows
        (void)turn.tryLock(kTurnMs); // where no lock can be made, nothing can be written either
        const std::string found = contentsOf(shared->path);
        const bool other = !found.empty() && found != shared->text;
        auto outcome = other && !keepOther(shared->path, found) ? Result<void>(cannotKeep(shared->path)) : writeExperiment(experiment, shared->path);
        if (outcome)
            shared->text = contentsOf(shared->path);
        const bool same = other && outcome && shared->text == found; // both wrote the same
        if (same)
            QFile::remove(QString::fromStdString(otherFile(shared->path)));
        QMetaObject::invokeMethod(
            this, [=, this, kept = other && !same] { written(shared, experiment, outcome, kept); }, Qt::QueuedConnection);
    });
    edited_.reset();
}

void DocumentFile::written(const std::shared_ptr<Shared>& shared, const Experiment& experiment, const Result<void>& outcome, bool otherKept) {
    --writing_;
    if (outcome) {
        told_.clear();
        if (otherKept)
            Q_EMIT failed(Error{ErrorKind::Io, SH_TR("Another program changed the experiment at the same moment"), shared->path,
                                SH_TR("This window's version was saved; the other one lies beside it as experiment.other.json"), {}, {}});
        return;
    }
    if (shared != shared_) // another project is open by now
        return Q_EMIT failed(outcome.error());
    if (!edited_) // nothing newer: this one is tried again
        edited_ = experiment;
    if (!save_.isActive())
        save_.start(kTryAgainMs);
    if (std::string text = outcome.error().english(); text != told_) {
        told_ = std::move(text);
        Q_EMIT failed(outcome.error());
    }
}

void DocumentFile::look() {
    if (!shared_)
        return;
    watch();
    if (edited_ || writing_ > 0)
        return; // writing finds out
    writers_.start([this, shared = shared_] {
        const std::string found = contentsOf(shared->path);
        if (found.empty() || found == shared->text)
            return;
        auto experiment = readExperiment(shared->path);
        QMetaObject::invokeMethod(
            this,
            [=, this] {
                if (shared != shared_ || edited_ || writing_ > 0)
                    return;
                writers_.start([shared, found] { shared->text = found; });
                if (experiment)
                    Q_EMIT changedOutside(*experiment);
                else
                    Q_EMIT failed(experiment.error());
            },
            Qt::QueuedConnection);
    });
}

} // namespace stillhouse::widgets
