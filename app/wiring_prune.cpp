// SPDX-License-Identifier: GPL-3.0-or-later
// Head importance and pruning of one model: long jobs of the engine that report progress and can be stopped.
#include "app/wiring.h"
#include "widgets/prune_link.h"

#include <optional>
#include <QElapsedTimer>

namespace stillhouse::app {

using widgets::PruneLink;

namespace {

// Progress from the engine's thread, at most every 40 ms.
void forwardProgress(RunControl& control, PruneLink& link) {
    control.addObserver([&link, clock = std::make_shared<QElapsedTimer>()](const Report& report) {
        const auto* progress = std::get_if<Progress>(&report);
        if (!progress || (clock->isValid() && clock->elapsed() < 40))
            return;
        clock->start();
        QMetaObject::invokeMethod(
            &link, [&link, progress = *progress] { Q_EMIT link.progressed(progress); }, Qt::QueuedConnection);
    });
}

} // namespace

void Wiring::joinPruning() {
    auto& link = PruneLink::of(session_);
    connect(&link, &PruneLink::importanceRequested, this, [this](const PruneModelRequest& request) { prune(request, true); });
    connect(&link, &PruneLink::pruneRequested, this, [this](const PruneModelRequest& request) { prune(request, false); });
    connect(&link, &PruneLink::cancelRequested, this, [this] {
        if (prune_)
            prune_->requestStop();
    });
}

void Wiring::prune(const PruneModelRequest& request, bool importanceOnly) {
    auto& link = PruneLink::of(session_);
    if (session_.running() || starting_ || prune_ || stopping_) {
        Q_EMIT link.failed(Error{ErrorKind::Refused,
                                 SH_TR("The engine is busy with a run"),
                                 {},
                                 SH_TR("Wait for its end, or stop it: it keeps a checkpoint"),
                                 {},
                                 {}});
        return;
    }
    prune_ = std::make_shared<RunControl>();
    link.setBusy(true);
    forwardProgress(*prune_, link);
    engine_.post({}, [this, request, importanceOnly, control = prune_](Engine& engine) {
        std::optional<Result<HeadImportance>> importance;
        std::optional<Result<FfnTable>> correlation;
        std::optional<Result<PruneResult>> result;
        if (importanceOnly && request.method == "prune.ffn")
            correlation.emplace(engine.ffnCorrelation(request, *control));
        else if (importanceOnly)
            importance.emplace(engine.headImportance(request, *control));
        else
            result.emplace(engine.prune(request, *control));
        QMetaObject::invokeMethod(
            this,
            [this, importance = std::move(importance), correlation = std::move(correlation), result = std::move(result)] {
                auto& link = PruneLink::of(session_);
                prune_.reset();
                link.setBusy(false);
                if (importance && *importance)
                    Q_EMIT link.importanceArrived(**importance);
                else if (correlation && *correlation)
                    Q_EMIT link.correlationArrived(**correlation);
                else if (result && *result)
                    Q_EMIT link.pruned(**result);
                else
                    Q_EMIT link.failed(importance ? importance->error() : correlation ? correlation->error() : result->error());
            },
            Qt::QueuedConnection);
    });
}

} // namespace stillhouse::app
