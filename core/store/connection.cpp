// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/connection.h"

#include "core/store/file_check.h"
#include "core/store/migrations.h"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <sqlite3.h>
#include <thread>
#include <unistd.h>

namespace stillhouse::store {
namespace {

constexpr int busyMilliseconds = 30000;

/// Changing to WAL needs the file for itself for a moment; another program that opens it in the same moment is waited for.
void switchToWal(SQLite::Database& database) {
    for (int attempt = 0;; ++attempt) {
        try {
            if (database.execAndGet("PRAGMA journal_mode = WAL").getString() == "wal")
                return;
        } catch (const SQLite::Exception& exception) {
            if (exception.getErrorCode() != SQLITE_BUSY || attempt > 500)
                throw;
        }
        if (attempt > 500)
            return; // a file system without shared memory: SQLite keeps its rollback journal, which is as safe
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

bool mayOnlyBeRead(const std::string& path) {
    const auto folder = std::filesystem::path(path).parent_path();
    return ::access(path.c_str(), F_OK) == 0 && (::access(path.c_str(), W_OK) != 0 || ::access(folder.empty() ? "." : folder.c_str(), W_OK) != 0);
}

/// SQLite's name of a file that nobody changes: it is then read without the files beside it, which could not be made.
std::string immutableName(const std::string& path) {
    std::string name = "file:";
    for (const char c : std::filesystem::absolute(path).string())
        if (c == '%' || c == '?' || c == '#') {
            char code[4];
            std::snprintf(code, sizeof code, "%%%02X", unsigned(static_cast<unsigned char>(c)));
            name += code;
        } else {
            name += c;
        }
    return name + "?immutable=1";
}

[[noreturn]] void failReadOnly(const std::string& path) {
    base::fail(path, SH_TR("The project file may only be read"), SH_TR("Change its permissions, or work on a copy"), ErrorKind::Io);
}

// A project on a medium that cannot be written is looked at; whatever writes is told that it cannot.
std::unique_ptr<SQLite::Database> openToRead(const std::string& path) {
    std::error_code none;
    const auto log = std::filesystem::file_size(path + "-wal", none);
    const bool whole = none || log == 0; // nothing waits beside the file to be taken into it
    auto database = std::make_unique<SQLite::Database>(whole ? immutableName(path) : path, SQLite::OPEN_READONLY | (whole ? SQLite::OPEN_URI : 0),
                                                       busyMilliseconds);
    database->exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY");
    if (database->execAndGet("PRAGMA user_version").getInt64() != static_cast<std::int64_t>(migrations().size()))
        failReadOnly(path); // an older file would have to be brought up to date first
    return database;
}

} // namespace

Connection::Connection(const std::string& path) : path_(path) {
    refuseForeignFile(path);
    if (mayOnlyBeRead(path)) {
        database_ = openToRead(path);
        return;
    }
    database_ = std::make_unique<SQLite::Database>(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busyMilliseconds);
    if (sqlite3_db_readonly(database_->getHandle(), "main") == 1)
        failReadOnly(path);
    sqlite3_db_config(database_->getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // FULL: every commit is synced. A label or a checkpoint that was reported as saved survives a power cut.
    database_->exec("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                    "PRAGMA secure_delete = OFF; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY");
    migrate(*this);
    switchToWal(*database_);
    database_->exec("PRAGMA journal_size_limit = 67108864");
}

std::unique_ptr<SQLite::Statement> Connection::take(const std::string& sql) {
    const auto found = statements_.find(sql);
    if (found == statements_.end() || found->second.empty())
        return std::make_unique<SQLite::Statement>(*database_, sql);
    auto statement = std::move(found->second.back());
    found->second.pop_back();
    return statement;
}

void Connection::giveBack(const std::string& sql, std::unique_ptr<SQLite::Statement> statement) noexcept {
    statement->tryReset();
    try {
        statement->clearBindings();
        statements_[sql].push_back(std::move(statement));
    } catch (...) { // not kept: it is prepared again next time
        statement.reset();
    }
}

std::vector<std::int64_t> Connection::integers(const std::string& sql, std::int64_t first, const std::string* text) {
    sqlite3* handle = database_->getHandle();
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(handle, sql.c_str(), -1, &raw, nullptr) != SQLITE_OK)
        throw SQLite::Exception(handle);
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(raw, sqlite3_finalize);
    sqlite3_bind_int64(raw, 1, first);
    if (text)
        sqlite3_bind_text64(raw, 2, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    std::vector<std::int64_t> out;
    int code = 0;
    while ((code = sqlite3_step(raw)) == SQLITE_ROW)
        out.push_back(sqlite3_column_int64(raw, 0));
    if (code != SQLITE_DONE)
        throw SQLite::Exception(handle, code);
    return out;
}

double Query::real(int column) const {
    const SQLite::Column value = statement_->getColumn(column);
    return value.isNull() ? std::numeric_limits<double>::quiet_NaN() : value.getDouble();
}

Error describe(const SQLite::Exception& exception, const std::string& path) {
    const auto error = [&](ErrorKind kind, Text what, Text remedy) {
        return Error{kind, std::move(what), path, std::move(remedy), {}, exception.what()};
    };
    switch (exception.getErrorCode()) {
    case SQLITE_FULL:
        return error(ErrorKind::Io, SH_TR("The disk is full; the last change was not saved"),
                     SH_TR("Free some space and try again: what was saved before is intact"));
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return error(ErrorKind::Io, SH_TR("The project file may only be read"), SH_TR("Change its permissions, or work on a copy"));
    case SQLITE_CANTOPEN:
        return error(ErrorKind::Io, SH_TR("The project file cannot be opened or made"),
                     SH_TR("Check that the folder exists and may be written"));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error(ErrorKind::Io, SH_TR("Another program has been writing to the project file for too long"),
                     SH_TR("Wait until it is done, or close it, and try again"));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return error(ErrorKind::Io, SH_TR("The project file is damaged"),
                     SH_TR("Restore a copy, or recover what is readable with: sqlite3 FILE .recover"));
    case SQLITE_IOERR:
        return error(ErrorKind::Io, SH_TR("The disk refused to read or write the project file"),
                     SH_TR("Check the disk: what was saved before is intact"));
    case SQLITE_NOMEM: return error(ErrorKind::OutOfMemory, SH_TR("Not enough memory"), {});
    case SQLITE_TOOBIG: return error(ErrorKind::BadInput, SH_TR("A text is too long to be stored"), SH_TR("Shorten it"));
    default: return error(ErrorKind::Internal, Text(SH_TR("The project file refused: %1"), {exception.getErrorStr()}), {});
    }
}

} // namespace stillhouse::store
