// SPDX-License-Identifier: GPL-3.0-or-later
// The part of an experiment document that describes one teacher: read, written, and as JSON Schema.
#pragma once
#include "core/api/experiment.h"
#include "core/base/object_reader.h"

#include <nlohmann/json_fwd.hpp>

namespace stillhouse::base {

/// Fails on what checkRemoteText refuses, on a document that holds a key itself, and where `path` and `endpoint` are both or neither there.
TeacherSpec teacherFrom(const ObjectReader& object);
/// Only what differs from the defaults.
nlohmann::ordered_json teacherJson(const TeacherSpec& teacher);
nlohmann::ordered_json teacherSchema();

} // namespace stillhouse::base
