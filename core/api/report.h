// SPDX-License-Identifier: GPL-3.0-or-later
// What a run gave, on one page for people who do not train models: teacher, A and B with intervals and tests, gates, latency, curves, where
// the numbers come from and what they do not say. HTML and CSV are made here; a PDF is painted from the same page by the window. Any
// thread; the store belongs to the thread that calls.
#pragma once
#include "core/api/export.h"
#include "core/api/store.h"

#include <string>
#include <vector>

namespace stillhouse {

enum class ReportLanguage { English, Chinese };

struct ReportRequest {
    std::string runId;         ///< empty: the newest run with an evaluation
    std::string projectFolder; ///< its path is left out of the report; empty: the store's folder
    ReportLanguage language = ReportLanguage::English;
};

/// A piece of text: a cell, or an item of a list.
struct ReportCell {
    std::string text;
    std::string note;    ///< lighter, behind the text: "± 0.012"
    std::string tone;    ///< "A", "B", "teacher", "baseline": a mark of that colour in front; "success", "error", "warning": an icon
    bool strong = false; ///< the better of A and B, a significant difference
};

struct ReportTable {
    std::vector<ReportCell> head;              ///< the first column holds words, the others numbers
    std::vector<std::vector<ReportCell>> rows; ///< as long as head
};

/// A vector picture. Colours stand in the elements' own attributes (light), and in their classes for a page that is dark.
struct ReportFigure {
    std::string svg, alt;
    double width = 0, height = 0; ///< px at 96 per inch
};

struct ReportBlock {
    enum class Kind { Heading, Text, List, Table, Figures, Document };
    Kind kind = Kind::Text;
    std::string text;                  ///< heading, paragraph, summary of the document
    std::vector<ReportCell> items;     ///< List
    ReportTable table;
    std::vector<ReportFigure> figures; ///< side by side
    std::string document;              ///< shown on demand, and not on paper: the experiment as it was run
};

struct ReportPage {
    ReportLanguage language = ReportLanguage::English;
    std::string title, subtitle, footer;
    std::vector<ReportBlock> blocks;
};

/// NotFound: no such run, or none that was measured.
Result<ReportPage> reportPage(Store& store, const ReportRequest& request);

/// One HTML file that needs nothing else: styles and pictures inside, no script, light and dark, made for paper too.
std::string reportHtml(const ReportPage& page);

/// Everything measured as CSV (RFC 4180), one value a line: run_id, run_name, started_utc, kind (evaluation, pair, latency), subject, other,
/// split, measure, value, low, high, p_value, n, unit, test, threads, precision, kernel, cpu, native, parameters, file_bytes. Of `runIds`, or of
/// every run.
Result<std::string> reportCsv(Store& store, const std::vector<std::string>& runIds = {});

/// Writes the page to a .html file or the values of the run to a .csv file, whole or not at all. Unsupported: another name.
Result<void> writeReport(Store& store, const ReportRequest& request, const std::string& path);

/// A model card (Markdown with the head that Hugging Face reads) beside what an export wrote: README.md in a folder, NAME.README.md beside a
/// file. Of a model that a run of `storePath` made or measured it has the measured numbers with their intervals and where they come
/// from; of any other model the shape and the export's own check. Nothing in it was not measured. A README.md that this program did not write
/// stays as it is; the card is then MODEL_CARD.md. Returns the card's path.
Result<std::string> writeModelCard(const ExportReport& report, const std::string& model, const std::string& storePath);

/// project.db in the nearest folder above a model; empty: none.
std::string storeOfModel(const std::string& model);

} // namespace stillhouse
