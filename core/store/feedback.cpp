// SPDX-License-Identifier: GPL-3.0-or-later
// Samples of strategy B's policy, page by page, and the feedback rounds.
#include "core/store/store_impl.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace stillhouse {
namespace {

using store::Connection;
using store::Query;

constexpr double secondsPerDay = 86400;
constexpr const char* intervalSetting = "round_interval_days";

// What a caller may sort by, so that no text of a caller reaches SQL.
std::string orderOf(const SampleQuery& query, const std::string& path) {
    static constexpr std::array known{"number", "reward", "kl", "fate", "prompt"};
    const std::string column = query.sortBy.empty() ? "number" : query.sortBy;
    if (std::find(known.begin(), known.end(), column) == known.end())
        base::fail(path, Text(SH_TR("Samples cannot be sorted by \"%1\""), {column}), SH_TR("Sort by number, reward, kl, fate or prompt"));
    return column + (query.descending ? " DESC" : "") + ", number";
}

// What a text must be like to hold the words as they stand; empty for no words.
std::string likePattern(const std::string& words) {
    if (words.empty())
        return {};
    std::string out = "%";
    for (const char c : words) {
        if (c == '%' || c == '_' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + "%";
}

RoundRow roundFrom(const Query& query) {
    RoundRow row;
    row.number = query.integer(0);
    row.parent = query.text(4);
    row.preferences = query.integer(5);
    row.newPreferences = query.integer(6);
    row.preferencesHash = query.text(7);
    row.pairAccuracy = {query.real(8), query.real(9), query.real(10)};
    row.runId = query.text(1);
    row.runName = query.text(2);
    row.status = query.text(3);
    row.reward = query.real(11);
    row.kl = query.real(12);
    row.acceptance = query.real(13);
    row.accuracy = query.real(14);
    row.time = query.real(15);
    return row;
}

std::vector<RoundRow> allRounds(Connection& connection) {
    Query query(connection,
                "SELECT number, run_id, run_name, status, parent, preferences, new_preferences, preferences_hash, pair_accuracy, low,"
                " high, reward, kl, acceptance, accuracy, time FROM v_rounds ORDER BY time, number");
    std::vector<RoundRow> rows;
    while (query.next())
        rows.push_back(roundFrom(query));
    return rows;
}

double intervalDays(Connection& connection) {
    Query query(connection, "SELECT CAST(value AS REAL) FROM settings WHERE key = ?1", std::string(intervalSetting));
    const double days = query.next() ? query.real(0) : 0;
    return days > 0 ? days : RoundPlan{}.intervalDays;
}

} // namespace

Result<SamplePage> Store::samples(const std::string& runId, const std::string& lane, const SampleQuery& wanted, const std::string& words) {
    return store::guard(path(), [&] {
        Connection& connection = impl_->connection;
        const std::int64_t run = store::runKey(connection, runId);
        const std::string where = " FROM samples WHERE run = ?1 AND lane = ?2 AND (?3 = '' OR fate = ?3)"
                                  " AND (?4 = '' OR prompt LIKE ?4 ESCAPE '\\' OR response LIKE ?4 ESCAPE '\\')";
        const std::string pattern = likePattern(words);
        SamplePage page;
        Query count(connection, ("SELECT count(*)" + where).c_str(), run, lane, wanted.fate, pattern);
        count.next();
        page.total = count.integer(0);
        const std::string sql = "SELECT number, example_id, prompt, response, reward, kl, fate" + where + " ORDER BY " +
                                orderOf(wanted, path()) + " LIMIT ?5 OFFSET ?6";
        Query query(connection, sql.c_str(), run, lane, wanted.fate, pattern, std::max<std::int64_t>(0, wanted.limit),
                    std::max<std::int64_t>(0, wanted.offset));
        while (query.next())
            page.samples.push_back(
                {query.integer(0), query.text(1), query.text(2), query.text(3), query.real(4), query.real(5), query.text(6)});
        return page;
    });
}

Result<std::map<std::string, std::int64_t>> Store::sampleFates(const std::string& runId, const std::string& lane) {
    return store::guard(path(), [&] {
        Query query(impl_->connection, "SELECT fate, count(*) FROM samples WHERE run = ?1 AND lane = ?2 GROUP BY fate",
                    store::runKey(impl_->connection, runId), lane);
        std::map<std::string, std::int64_t> counts;
        while (query.next())
            counts[query.text(0)] = query.integer(1);
        return counts;
    });
}

Result<std::vector<RoundRow>> Store::rounds() {
    return store::guard(path(), [&] { return allRounds(impl_->connection); });
}

Result<RoundPlan> Store::roundPlan() {
    return store::guard(path(), [&] {
        RoundPlan plan;
        plan.intervalDays = intervalDays(impl_->connection);
        for (const RoundRow& row : allRounds(impl_->connection))
            plan.last = std::max(plan.last, row.time);
        plan.due = plan.last > 0 ? plan.last + plan.intervalDays * secondsPerDay : 0;
        Query query(impl_->connection, "SELECT count(*) FROM preferences WHERE time > ?1", plan.last);
        query.next();
        plan.newPreferences = query.integer(0);
        return plan;
    });
}

Result<RoundRequest> Store::nextRound(const std::string& parent) {
    return store::guard(path(), [&] {
        RoundRequest request;
        for (const RoundRow& row : allRounds(impl_->connection))
            if (parent.empty() || row.runId == parent)
                request = {row.number + 1, row.runId, {}};
        if (request.parent.empty())
            base::fail(path(),
                       parent.empty() ? Text(SH_TR("There is no feedback round in this project yet"))
                                      : Text(SH_TR("Run %1 is no feedback round"), {parent}),
                       SH_TR("Run strategy B with the stage align.reward first"), ErrorKind::NotFound);
        Query folder(impl_->connection, "SELECT folder FROM runs WHERE id = ?1", request.parent);
        if (folder.next()) // a run's folder carries its id; the row may name the folder of all runs
            request.folder = folder.text(0);
        if (const auto own = std::filesystem::path(request.folder) / request.parent; std::filesystem::is_directory(own))
            request.folder = own.string();
        return request;
    });
}

} // namespace stillhouse
