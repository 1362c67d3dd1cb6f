// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/imports.h"
#include "core/store/store_impl.h"

namespace stillhouse {

Result<Store> Store::open(const std::string& path) {
    return store::guard(path, [&] {
        auto impl = std::make_unique<Impl>(path);
        store::dropAbandonedImports(impl->connection);
        return Store(std::move(impl));
    });
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

const std::string& Store::path() const {
    return impl_->connection.path();
}

Result<void> Store::write(const std::string& runId, const std::vector<Report>& reports) {
    return store::guard(path(), [&] { impl_->writer.write(runId, reports); });
}

Result<std::optional<std::string>> Store::setting(const std::string& key) {
    return store::guard(path(), [&]() -> std::optional<std::string> {
        store::Query query(impl_->connection, "SELECT value FROM settings WHERE key = ?1", key);
        return query.next() ? std::optional(query.text(0)) : std::nullopt;
    });
}

Result<void> Store::setSetting(const std::string& key, const std::string& value) {
    return store::guard(path(), [&] {
        store::Query(impl_->connection, "INSERT INTO settings(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = ?2", key,
                     value)
            .run();
    });
}

} // namespace stillhouse
