// SPDX-License-Identifier: GPL-3.0-or-later
// What the Pruning page and the engine say to each other. A child of the session, so that page and wiring meet without knowing
// each other. UI thread.
#pragma once
#include "core/api/engine.h"
#include "core/api/prune.h"

#include <QObject>

namespace stillhouse::widgets {

class Session;

class PruneLink : public QObject {
    Q_OBJECT
public:
    /// The session's one link, made on first use.
    static PruneLink& of(Session& session);
    bool busy() const { return busy_; }

Q_SIGNALS:
    // Up: the page asks.
    /// The table of the request's method.
    void importanceRequested(const stillhouse::PruneModelRequest& request);
    void pruneRequested(const stillhouse::PruneModelRequest& request);
    void cancelRequested();
    // Down: what happened. Each request ends with exactly one of the last four.
    void progressed(const stillhouse::Progress& progress);
    void importanceArrived(const stillhouse::HeadImportance& importance);
    void correlationArrived(const stillhouse::FfnTable& table);
    void pruned(const stillhouse::PruneResult& result); ///< also when it was cancelled: its status says so
    void failed(const stillhouse::Error& error);

public:
    void setBusy(bool busy) { busy_ = busy; } ///< for the wiring

private:
    explicit PruneLink(QObject* parent) : QObject(parent) {}
    bool busy_ = false;
};

} // namespace stillhouse::widgets
