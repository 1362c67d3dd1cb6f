// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/svg.h"

#include <charconv>
#include <cmath>

namespace stillhouse::report {

namespace {

struct Paint {
    const char *name, *color;
};

// Okabe–Ito for the subjects (DESIGN: the same in every plot, table and report).
const Paint& paintOf(Ink ink) {
    static const Paint paints[] = {{"ink", "#1b1f2a"}, {"muted", "#5b6474"}, {"grid", "#e3e6eb"}, {"axis", "#9aa3b2"}, {"surface", "#ffffff"},
                                   {"A", "#0072b2"},   {"B", "#d55e00"},     {"teacher", "#009e73"}, {"baseline", "#7a7f87"}};
    return paints[std::size_t(ink)];
}

std::string coordinate(double value) {
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, std::isfinite(value) ? value : 0.0, std::chars_format::fixed, 2).ptr;
    std::string out(text, end);
    out.erase(out.find_last_not_of('0') + 1);
    if (out.back() == '.')
        out.pop_back();
    return out == "-0" ? "0" : out;
}

std::string attribute(const char* name, double value) { return std::string(" ") + name + "=\"" + coordinate(value) + "\""; }

std::string stroke(Ink ink, double width, const char* dashes) {
    const Paint& paint = paintOf(ink);
    return std::string(" class=\"s-") + paint.name + "\" stroke=\"" + paint.color + "\"" + attribute("stroke-width", width) +
           (dashes ? std::string(" stroke-dasharray=\"") + dashes + "\"" : "");
}

} // namespace

Ink inkOf(const std::string& subject) {
    return subject.starts_with("teacher") ? Ink::Teacher : subject.starts_with("A") ? Ink::A : subject.starts_with("B") ? Ink::B : Ink::Baseline;
}

Svg::Svg(double width, double height, const std::string& title) {
    out_ = "<svg xmlns=\"http://www.w3.org/2000/svg\"" + attribute("width", width) + attribute("height", height) + " viewBox=\"0 0 " + coordinate(width) + " " +
           coordinate(height) + "\" role=\"img\" font-family=\"Noto Sans, Helvetica, Arial, sans-serif\"><title>" + xmlEscaped(title) + "</title>\n";
}

void Svg::line(Point from, Point to, Ink ink, double width, const char* dashes) {
    out_ += "<line" + attribute("x1", from.first) + attribute("y1", from.second) + attribute("x2", to.first) + attribute("y2", to.second) + stroke(ink, width, dashes) +
            "/>\n";
}

void Svg::polyline(const std::vector<Point>& points, Ink ink, double width, const char* dashes) {
    out_ += "<polyline fill=\"none\" stroke-linejoin=\"round\"" + stroke(ink, width, dashes) + " points=\"";
    for (std::size_t i = 0; i < points.size(); ++i)
        out_ += (i ? " " : "") + coordinate(points[i].first) + "," + coordinate(points[i].second);
    out_ += "\"/>\n";
}

void Svg::circle(Point centre, double radius, Ink fill, bool hollow) {
    const Paint &paint = paintOf(fill), &inside = paintOf(hollow ? Ink::Surface : fill);
    out_ += "<circle" + attribute("cx", centre.first) + attribute("cy", centre.second) + attribute("r", radius) + " class=\"f-" + inside.name + " s-" + paint.name +
            "\" fill=\"" + inside.color + "\" stroke=\"" + paint.color + "\" stroke-width=\"1.5\"/>\n";
}

void Svg::text(Point at, const std::string& words, const TextStyle& style) {
    const Paint& paint = paintOf(style.ink);
    out_ += "<text" + attribute("x", at.first) + attribute("y", at.second) + attribute("font-size", style.size) + " class=\"f-" + paint.name + "\" fill=\"" +
            paint.color + "\" text-anchor=\"" + style.anchor + "\"" + (style.bold ? " font-weight=\"bold\"" : "") +
            (style.upright ? "" : " transform=\"rotate(-90 " + coordinate(at.first) + " " + coordinate(at.second) + ")\"") + ">" + xmlEscaped(words) + "</text>\n";
}

std::string Svg::finish() { return std::move(out_) + "</svg>"; }

double textWidth(const std::string& words, double size) {
    double ems = 0;
    for (const unsigned char byte : words) {
        if ((byte & 0xC0) == 0x80)
            continue;
        ems += byte >= 0xE3 ? 1.0 : byte >= 0x80 ? 0.6 : byte == ' ' || byte == '.' || byte == ',' || byte == 'i' || byte == 'l' ? 0.3 : 0.56;
    }
    return ems * size;
}

std::string xmlEscaped(const std::string& text) {
    std::string out;
    for (const char c : text)
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
                out += c;
        }
    return out;
}

} // namespace stillhouse::report
