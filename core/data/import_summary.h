// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/data.h"
#include "core/base/sha256.h"
#include "core/data/duplicates.h"

namespace stillhouse::data {

/// Gathers what an import tells at its end, example by example.
class SummaryBuilder {
public:
    void add(const Example& example, std::uint64_t promptHash);
    /// A row that was left out; the first few reasons are kept.
    void skip(const Error& reason);
    ImportSummary finish();

private:
    void hash(const Example& example);
    void warn(Text text) { summary_.warnings.push_back(std::move(text)); }

    ImportSummary summary_;
    DuplicateCounter duplicates_;
    base::Sha256 hash_;
    std::string packed_;
    std::int64_t unlabelled_ = 0, replaced_ = 0;
};

} // namespace stillhouse::data
