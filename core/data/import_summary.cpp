// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/import_summary.h"

namespace stillhouse::data {
namespace {

constexpr std::int64_t keptReasons = 3;
constexpr std::size_t maxLabelKinds = 10'000; ///< a label column with more is no label column; counting stops there

void pack(const std::string& text, std::string& out) {
    std::uint64_t size = text.size();
    char bytes[8];
    for (int i = 0; i < 8; ++i, size >>= 8)
        bytes[i] = static_cast<char>(size & 0xff);
    out.append(bytes, sizeof bytes);
    out += text;
}

} // namespace

/// Every field with its length before it (8 bytes, little-endian): no two lists of examples have the same bytes.
void SummaryBuilder::hash(const Example& example) {
    packed_.clear();
    for (const std::string* field : {&example.id, &example.prompt, &example.response, &example.label, &example.split, &example.source})
        pack(*field, packed_);
    std::string tags;
    for (const std::string& tag : example.tags)
        pack(tag, tags);
    pack(tags, packed_);
    hash_.add(packed_);
}

void SummaryBuilder::add(const Example& example, std::uint64_t promptHash) {
    ++summary_.rows;
    ++summary_.splits[example.split];
    unlabelled_ += example.label.empty();
    if (!example.label.empty() && (summary_.labels.size() < maxLabelKinds || summary_.labels.contains(example.label)))
        ++summary_.labels[example.label];
    replaced_ += example.prompt.find("\xEF\xBF\xBD") != std::string::npos;
    duplicates_.add(promptHash, example);
    hash(example);
}

void SummaryBuilder::skip(const Error& reason) {
    if (summary_.skipped++ < keptReasons)
        warn(Text(SH_TR("Skipped: %1"), {reason.english()}));
}

ImportSummary SummaryBuilder::finish() {
    summary_.hash = hash_.hex();
    summary_.duplicates = duplicates_.duplicates();
    summary_.conflicting = duplicates_.conflicting();
    if (summary_.duplicates > 0)
        warn(Text(SH_TR("%1 prompts came before, after folding case and white space"), {std::to_string(summary_.duplicates)}));
    if (summary_.conflicting > 0)
        warn(Text(SH_TR("%1 of them carry another label than the first time"), {std::to_string(summary_.conflicting)}));
    if (duplicates_.straddling() > 0)
        warn(Text(SH_TR("%1 of them stand in another split than the first time: the test part has leaked"), {std::to_string(duplicates_.straddling())}));
    if (replaced_ > 0)
        warn(Text(SH_TR("%1 prompts hold the replacement character U+FFFD: the file was damaged by an earlier conversion"), {std::to_string(replaced_)}));
    if (!summary_.labels.empty() && unlabelled_ > 0)
        warn(Text(SH_TR("%1 examples have no label"), {std::to_string(unlabelled_)}));
    if (summary_.labels.size() >= maxLabelKinds)
        warn(Text(SH_TR("More than %1 different labels: check the column mapping"), {std::to_string(maxLabelKinds)}));
    return std::move(summary_);
}

} // namespace stillhouse::data
