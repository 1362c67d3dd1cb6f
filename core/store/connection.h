// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/guard.h"

#include <cstdint>
#include <map>
#include <memory>
#include <SQLiteCpp/SQLiteCpp.h>
#include <string>
#include <type_traits>
#include <vector>

namespace stillhouse::store {

/// "Stil" in ASCII: tells `file` and this program whose database it is.
inline constexpr std::int32_t applicationId = 0x5374696C;

/// One connection to a project file, with its prepared statements. Belongs to one thread at a time.
class Connection {
public:
    /// Opens or makes the file, refuses foreign and newer ones first, and migrates it. One that may only be read is opened for that.
    explicit Connection(const std::string& path);

    SQLite::Database& database() { return *database_; }
    const std::string& path() const { return path_; }
    std::unique_ptr<SQLite::Statement> take(const std::string& sql); ///< a prepared statement, from the cache where one is free
    void giveBack(const std::string& sql, std::unique_ptr<SQLite::Statement> statement) noexcept;
    /// The first column of every row as integers, without the cost of a Query per row. `text` is bound as ?2 when not null.
    std::vector<std::int64_t> integers(const std::string& sql, std::int64_t first, const std::string* text = nullptr);

private:
    std::string path_;
    std::unique_ptr<SQLite::Database> database_;
    std::map<std::string, std::vector<std::unique_ptr<SQLite::Statement>>, std::less<>> statements_;
};

/// A statement with its arguments bound to ?1, ?2 …; NaN and nullptr bind NULL. Reset when it goes.
class Query {
public:
    template <class... Args>
    Query(Connection& connection, const char* sql, const Args&... args)
        : connection_(connection), sql_(sql), statement_(connection.take(sql_)) {
        int index = 0;
        (bind(++index, args), ...);
    }
    ~Query() { connection_.giveBack(sql_, std::move(statement_)); }
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    bool next() { return statement_->executeStep(); }
    void run() { statement_->exec(); }
    std::int64_t integer(int column) const { return statement_->getColumn(column).getInt64(); }
    double real(int column) const; ///< NULL is NaN
    std::string text(int column) const { return statement_->getColumn(column).getString(); }

private:
    template <class Value>
    void bind(int index, const Value& value) {
        if constexpr (std::is_same_v<Value, std::nullptr_t>)
            statement_->bind(index);
        else if constexpr (std::is_integral_v<Value>)
            statement_->bind(index, static_cast<std::int64_t>(value));
        else
            statement_->bind(index, value);
    }

    Connection& connection_;
    std::string sql_;
    std::unique_ptr<SQLite::Statement> statement_;
};

/// A write transaction that takes its lock at once, so that two writers queue up and never fail half way. Rolls back unless
/// committed.
class WriteTransaction {
public:
    explicit WriteTransaction(Connection& connection)
        : transaction_(connection.database(), SQLite::TransactionBehavior::IMMEDIATE) {}
    void commit() { transaction_.commit(); }

private:
    SQLite::Transaction transaction_;
};

/// What SQLite's result code means for the person at the screen.
Error describe(const SQLite::Exception& exception, const std::string& path);

/// base::guard that also understands SQLite's exceptions.
template <class Work>
auto guard(const std::string& path, Work&& work) {
    return base::guard([&] {
        try {
            return work();
        } catch (const SQLite::Exception& exception) {
            throw base::Failure(describe(exception, path));
        }
    });
}

} // namespace stillhouse::store
