// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/label_branches.h"

#include <algorithm>

namespace stillhouse::evaluate {

using Ids = std::vector<std::int32_t>;

namespace {

bool isPrefix(const Ids& prefix, const Ids& of) {
    return prefix.size() <= of.size() && std::equal(prefix.begin(), prefix.end(), of.begin());
}

} // namespace

std::vector<LabelBranch> labelBranches(const std::vector<Ids>& labels) {
    std::vector<Ids> fed;
    for (const Ids& label : labels)
        fed.emplace_back(label.begin(), label.end() - 1);
    std::stable_sort(fed.begin(), fed.end(), [](const Ids& a, const Ids& b) { return a.size() > b.size(); });
    std::vector<LabelBranch> branches;
    for (const Ids& run : fed)
        if (std::none_of(branches.begin(), branches.end(), [&](const LabelBranch& branch) { return isPrefix(run, branch.fed); }))
            branches.push_back({run, {}});
    for (std::size_t label = 0; label < labels.size(); ++label)
        for (std::size_t j = 0; j < labels[label].size(); ++j) {
            const Ids before(labels[label].begin(), labels[label].begin() + static_cast<std::ptrdiff_t>(j));
            const auto home =
                std::find_if(branches.begin(), branches.end(), [&](const LabelBranch& branch) { return isPrefix(before, branch.fed); });
            home->asks.push_back({label, static_cast<std::int64_t>(j), labels[label][j]});
        }
    return branches;
}

} // namespace stillhouse::evaluate
