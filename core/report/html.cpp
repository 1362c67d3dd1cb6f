// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/html_style.h"
#include "core/report/svg.h"

namespace stillhouse::report {

namespace {

using Kind = ReportBlock::Kind;

// Meaning never by colour alone: an icon in front of gates and warnings, a mark in front of subjects.
std::string mark(const std::string& tone) {
    if (tone == "success" || tone == "error" || tone == "warning")
        return "<span class=\"icon " + tone + "\" aria-hidden=\"true\">" + (tone == "success" ? "✓" : tone == "error" ? "✗" : "!") + "</span>";
    return tone.empty() ? "" : "<span class=\"dot " + tone + "\" aria-hidden=\"true\"></span>";
}

std::string inner(const ReportCell& cell) {
    const std::string text = xmlEscaped(cell.text), note = cell.note.empty() ? "" : " <span class=\"note\">" + xmlEscaped(cell.note) + "</span>";
    return mark(cell.tone) + (cell.strong ? "<strong>" + text + "</strong>" : text) + note;
}

std::string row(const std::vector<ReportCell>& cells, const char* tag) {
    std::string out = "<tr>";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const bool name = i == 0 && std::string(tag) == "td"; // the first cell names its row
        out += name ? "<th scope=\"row\">" : std::string("<") + tag + (tag[1] == 'h' ? " scope=\"col\">" : ">");
        out += inner(cells[i]) + (name ? "</th>" : std::string("</") + tag + ">");
    }
    return out + "</tr>\n";
}

std::string table(const ReportTable& table) {
    std::string out = table.head.empty() ? "<table class=\"facts\">\n" : "<table class=\"numbers\">\n<thead>" + row(table.head, "th") + "</thead>\n";
    out += "<tbody>\n";
    for (const auto& cells : table.rows)
        out += row(cells, "td");
    return out + "</tbody></table>\n";
}

std::string list(const std::vector<ReportCell>& items) {
    std::string out = "<ul>\n";
    for (const auto& item : items)
        out += std::string(item.tone.empty() ? "<li class=\"plain\">" : "<li>") + mark(item.tone) + "<span>" + inner({item.text, item.note, {}, item.strong}) + "</span></li>\n";
    return out + "</ul>\n";
}

std::string figures(const std::vector<ReportFigure>& all) {
    std::string out = "<div class=\"figures\">\n";
    for (const auto& figure : all)
        out += "<figure>" + figure.svg + "</figure>\n";
    return out + "</div>\n";
}

std::string block(const ReportBlock& block) {
    switch (block.kind) {
    case Kind::Heading: return "<h2>" + xmlEscaped(block.text) + "</h2>\n";
    case Kind::Text: return "<p>" + xmlEscaped(block.text) + "</p>\n";
    case Kind::List: return list(block.items);
    case Kind::Table: return "<div class=\"wide\">" + table(block.table) + "</div>\n";
    case Kind::Figures: return figures(block.figures);
    case Kind::Document:
        return "<details><summary>" + xmlEscaped(block.text) + "</summary><pre>" + xmlEscaped(block.document) + "</pre></details>\n";
    }
    return {};
}

} // namespace

} // namespace stillhouse::report

std::string stillhouse::reportHtml(const ReportPage& page) {
    using namespace report;
    const std::string title = xmlEscaped(page.title);
    std::string out = std::string("<!DOCTYPE html>\n<html lang=\"") + (page.language == ReportLanguage::Chinese ? "zh-Hans" : "en") +
                      "\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                      "<meta name=\"generator\" content=\"Stillhouse\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>" +
                      title + "</title>\n<style>\n" + kReportStyle + "</style>\n</head>\n<body>\n<main>\n<header><h1>" + title + "</h1>\n<p class=\"subtitle\">" +
                      xmlEscaped(page.subtitle) + "</p></header>\n";
    for (const auto& part : page.blocks)
        out += block(part);
    return out + "<footer>" + xmlEscaped(page.footer) + "</footer>\n</main>\n</body>\n</html>\n";
}
