// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/store.h"
#include "core/store/connection.h"
#include "core/store/report_writer.h"

namespace stillhouse {

struct Store::Impl {
    explicit Impl(const std::string& path) : connection(path), writer(connection) {}

    store::Connection connection;
    store::ReportWriter writer;
};

} // namespace stillhouse
