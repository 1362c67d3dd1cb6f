// SPDX-License-Identifier: GPL-3.0-or-later
// The next feedback round: a run of strategy B that takes up the reward model and the preferences of an earlier one.
#include "app/import_job.h"
#include "app/wiring.h"
#include "widgets/feedback_link.h"

namespace stillhouse::app {

using widgets::FeedbackLink;

void Wiring::joinFeedback() {
    connect(&FeedbackLink::of(session_), &FeedbackLink::nextRoundRequested, this, &Wiring::startRound);
}

void Wiring::startRound(const QString& parentRun) {
    session_.query<RoundRequest>(
        this, QStringLiteral("round"), [parent = parentRun.toStdString()](Store& store) { return store.nextRound(parent); },
        [this](Result<RoundRequest> round) {
            if (!round)
                return Q_EMIT session_.failed(round.error());
            RunPlan plan;
            plan.experiment = session_.experiment();
            plan.lane = "B";
            plan.round = std::move(*round);
            launch(std::move(plan));
        });
}

// Engine thread: the row of a run that begins, with what the window's labels and choices add to its data.
Result<RunRequest> Wiring::begin(Store& store, const RunPlan& plan, const std::string& engineVersion) {
    RunRequest request;
    request.experiment = plan.experiment;
    const std::string project = plan.storePath.substr(0, plan.storePath.rfind('/'));
    if (auto refreshed = refreshTrainingFile(store, project, request.experiment); !refreshed)
        return refreshed.error();
    if (auto added = addLabelledPreferences(store, request.experiment); !added)
        return added.error();
    const auto parent = !plan.round.parent.empty() ? plan.round.parent : plan.forkFrom.empty() ? std::string() : plan.previous;
    const auto id = store.beginRun(request.experiment, plan.folder, engineVersion, parent);
    if (!id)
        return id.error();
    if (auto written = writeRound(plan.folder, plan.round); !written)
        return written.error();
    request.runId = *id;
    request.folder = plan.folder;
    return request;
}

} // namespace stillhouse::app
