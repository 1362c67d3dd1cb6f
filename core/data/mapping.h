// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/data.h"
#include "core/data/record_reader.h"

#include <optional>
#include <string>
#include <vector>

namespace stillhouse::data {

/// A prompt template: literal text with {column} places; "{{" stands for a brace. White space at the end of the result is cut, so
/// that an empty last column leaves nothing behind.
class PromptTemplate {
public:
    /// A base::Failure when a brace is left open, or when `columns` is not empty and lacks a name.
    PromptTemplate(const std::string& text, const std::vector<std::string>& columns);
    std::string fill(const Record& record) const;

private:
    struct Part {
        std::string text;
        bool column = false;
    };
    std::vector<Part> parts_;
};

/// Records → examples after a recognised mapping. `fixedColumns`: every row has just these (CSV, text), so a mapped name that is
/// not among them is an error at once; else rows may differ (JSON) and an absent field is empty.
class ExampleMapper {
public:
    ExampleMapper(const ReadOptions& options, ColumnMapping mapping, const std::vector<std::string>& columns, bool fixedColumns, std::string path);
    /// Fills `example`; `split` stays empty when the row names none. A base::Failure for a row without a prompt or with an unknown split.
    void map(const Record& record, Example& example) const;
    const ColumnMapping& mapping() const { return mapping_; }

private:
    void checkColumn(const std::string& name, const std::vector<std::string>& columns) const;
    std::string value(const Record& record, const std::string& column) const;
    std::string splitNamed(const std::string& word, const Record& record) const;

    ColumnMapping mapping_;
    std::string source_, path_;
    std::optional<PromptTemplate> template_;
};

} // namespace stillhouse::data
