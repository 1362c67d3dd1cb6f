// SPDX-License-Identifier: GPL-3.0-or-later
// What other connections, of this process or another, have done to a project file since the last look. One thread at a time.
#pragma once
#include "core/api/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace stillhouse {

struct StoreChanges {
    bool any = false;      ///< somebody has written something
    bool dataSets = false; ///< a data set came (its import is done), went or grew
    bool importing = false; ///< the same of those whose import is not done
    bool labels = false;   ///< labels, decisions or flags
    std::int64_t choices = 0; ///< how many choices between two answers were made or taken back
    /// Examples whose label or decision changed, each once; nothing: more than `StoreWatch::mostListed`, or it cannot be told.
    std::optional<std::vector<std::int64_t>> examples = std::vector<std::int64_t>();
    std::vector<std::string> runs;    ///< that came, went, or whose state, name, note, tags, evaluations, latencies or artifacts changed
    std::vector<std::string> written; ///< runs that a report of any kind was written to: their curves and events may have grown
};

/// A look costs microseconds while nobody writes (`PRAGMA data_version`) and well under a millisecond otherwise: labels are read from their
/// history, which only grows. What a program changes behind the history's back, by SQL of its own, is not seen.
class StoreWatch {
public:
    static constexpr std::int64_t mostListed = 10'000;

    static Result<StoreWatch> open(const std::string& path); ///< a connection of its own
    StoreWatch(StoreWatch&&) noexcept;
    StoreWatch& operator=(StoreWatch&&) noexcept;
    ~StoreWatch();

    /// Since the last look; the first one, since `open`.
    Result<StoreChanges> look();
    /// Differs whenever the suggestions of this data set differ: their source, number and sum of entropies. About 40 ms for 1e6 of them.
    Result<std::string> suggestionsMark(std::int64_t dataset);

private:
    struct Impl;
    explicit StoreWatch(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace stillhouse
