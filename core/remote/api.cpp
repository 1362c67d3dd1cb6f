// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/remote.h"

#include "core/base/guard.h"
#include "core/base/remote_text.h"
#include "core/remote/teacher.h"

namespace stillhouse {

struct RemoteTeacher::State {
    remote::Teacher teacher;
};

RemoteTeacher::RemoteTeacher(std::unique_ptr<State> state) : state_(std::move(state)) {}
RemoteTeacher::RemoteTeacher(RemoteTeacher&&) noexcept = default;
RemoteTeacher& RemoteTeacher::operator=(RemoteTeacher&&) noexcept = default;
RemoteTeacher::~RemoteTeacher() = default;

Result<RemoteTeacher> RemoteTeacher::open(const RemoteSpec& spec, const RemoteAccess& access) {
    return base::guard([&] { return RemoteTeacher(std::unique_ptr<State>(new State{remote::Teacher(spec, access)})); });
}

Result<std::vector<std::string>> RemoteTeacher::models(RunControl& control) {
    return base::guard([&] { return state_->teacher.models(control); });
}

Result<std::vector<RemoteAnswer>> RemoteTeacher::answers(const std::vector<std::string>& prompts, const RemoteQuestion& question,
                                                         RunControl& control) {
    return base::guard([&] { return state_->teacher.answers(prompts, question, control); });
}

Result<RemoteAnswer> RemoteTeacher::answer(const std::string& prompt, const RemoteQuestion& question, RunControl& control) {
    return base::guard([&] { return state_->teacher.answers({prompt}, question, control).front(); });
}

Result<std::vector<LabelDistribution>> RemoteTeacher::labelDistributions(const std::vector<std::string>& prompts,
                                                                         const std::vector<TaskLabel>& labels,
                                                                         const LabelQuestion& question, RunControl& control) {
    return base::guard([&] { return state_->teacher.labelDistributions(prompts, labels, question, control); });
}

Result<LabelDistribution> RemoteTeacher::labelDistribution(const std::string& prompt, const std::vector<TaskLabel>& labels,
                                                           const LabelQuestion& question, RunControl& control) {
    return base::guard([&] { return state_->teacher.labelDistributions({prompt}, labels, question, control).front(); });
}

RemoteUse RemoteTeacher::use() const {
    return state_->teacher.use();
}

const Text& RemoteTeacher::warning() const {
    return state_->teacher.warning();
}

Result<void> checkRemote(const RemoteSpec& spec) {
    return base::guard([&] { base::checkRemoteText(spec); });
}

} // namespace stillhouse
