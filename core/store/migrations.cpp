// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/migrations.h"

#include "core/store/connection.h"

namespace stillhouse::store {

const std::vector<const char*>& migrations() {
    static const std::vector<const char*> list{schemaVersion1, schemaVersion2, schemaVersion3, schemaVersion4, schemaVersion5};
    return list;
}

void refuseNewerVersion(const std::string& path, std::int64_t version) {
    const auto known = static_cast<std::int64_t>(migrations().size());
    if (version > known || version < 0)
        base::fail(path,
                   Text(SH_TR("The project file has version %1, this program knows versions up to %2"),
                        {std::to_string(version), std::to_string(known)}),
                   SH_TR("Open it with a newer version of the program; the file was not changed"), ErrorKind::Unsupported);
}

void migrate(Connection& connection) {
    SQLite::Database& database = connection.database();
    const auto version = [&] { return database.execAndGet("PRAGMA user_version").getInt64(); };
    const auto newest = static_cast<std::int64_t>(migrations().size());
    if (version() == newest)
        return;
    WriteTransaction transaction(connection);
    const std::int64_t found = version(); // again, now that no other process can be at the same work
    refuseNewerVersion(connection.path(), found);
    for (std::int64_t i = found; i < newest; ++i)
        database.exec(migrations()[static_cast<std::size_t>(i)]);
    database.exec("PRAGMA application_id = " + std::to_string(applicationId));
    database.exec("PRAGMA user_version = " + std::to_string(newest));
    transaction.commit();
}

} // namespace stillhouse::store
