// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/report.h"

#include <initializer_list>
#include <string>
#include <vector>

namespace stillhouse::report {

/// The report's words. They stand here and not in the window's catalogue because the command line writes reports without Qt.
class Words {
public:
    explicit Words(ReportLanguage language) : language_(language) {}
    /// The sentence in the page's language, %1 … %9 replaced. Without a translation it stays English and is counted as missing.
    std::string operator()(const char* english, const std::vector<std::string>& args = {}) const;
    const std::vector<std::string>& missing() const { return missing_; }
    bool chinese() const { return language_ == ReportLanguage::Chinese; }

private:
    ReportLanguage language_;
    mutable std::vector<std::string> missing_;
};

/// The same in every locale of the process: "0.1250"; a minus sign in front of negative values; "–" for what is not finite.
std::string fixed(double value, int decimals);
std::string signedFixed(double value, int decimals); ///< "+0.1250"
std::string whole(std::int64_t value);               ///< "1,714,400"
std::string pValue(double p);                        ///< "p < 0.001", "p = 0.030"
std::string utc(double secondsSinceEpoch);           ///< "2026-01-31 14:25 UTC"
std::string duration(double seconds, const Words& words);

} // namespace stillhouse::report
