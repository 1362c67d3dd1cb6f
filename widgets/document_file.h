// SPDX-License-Identifier: GPL-3.0-or-later
// The project's experiment.json, which other windows and programs write too. Edits are written a moment after the last one, atomically, by
// one writer at a time. What somebody else wrote is taken over at once; where both changed it in the same moment, this window's version
// is saved and the other one kept beside it. An edit that could not be written (a full disk) is tried again. UI thread.
#pragma once
#include "core/api/experiment.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>
#include <memory>
#include <optional>

class QThreadPool;

namespace stillhouse::widgets {

class Session;

class DocumentFile : public QObject {
    Q_OBJECT
public:
    /// `save` starts the writing, `writers` does it: one thread, so that an older document never lands on a newer one.
    DocumentFile(QTimer& save, QThreadPool& writers, QObject* parent);
    static DocumentFile& of(Session& session); ///< the one that the session made

    /// Edits belong to this file from now on; those to an earlier one are written first.
    Result<Experiment> open(const std::string& path);
    void edit(const Experiment& experiment);
    void write(); ///< hands what was edited to the writer, at once

Q_SIGNALS:
    void changedOutside(const stillhouse::Experiment& experiment);
    void failed(const stillhouse::Error& error);

private:
    struct Shared {
        std::string path, text; ///< text: as this window last read or wrote it; belongs to the writer's thread
    };
    void written(const std::shared_ptr<Shared>& shared, const Experiment& experiment, const Result<void>& outcome, bool otherKept);
    void look();
    void watch();

    std::shared_ptr<Shared> shared_;
    std::optional<Experiment> edited_;
    int writing_ = 0;
    std::string told_; ///< the failure shown last, so that a second try does not show it again
    QTimer& save_;
    QTimer settle_;
    QFileSystemWatcher watcher_;
    QThreadPool& writers_;
};

} // namespace stillhouse::widgets
