// SPDX-License-Identifier: GPL-3.0-or-later
// A small writer of SVG 1.1: what a plot needs, and what Qt's SVG Tiny renderer draws. Coordinates are px, y downwards, written with two
// decimals. Every colour is an attribute; text, grid and surface colours also carry a class, so that a dark page may restyle them.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace stillhouse::report {

enum class Ink { Text, Muted, Grid, Axis, Surface, A, B, Teacher, Baseline };
Ink inkOf(const std::string& subject); ///< "A…", "B…", "teacher…"; everything else is the baseline's

struct TextStyle {
    double size = 11;
    Ink ink = Ink::Text;
    const char* anchor = "start"; ///< "start", "middle", "end"
    bool bold = false, upright = true; ///< false: turned to read upwards
};

using Point = std::pair<double, double>;

class Svg {
public:
    Svg(double width, double height, const std::string& title);
    void line(Point from, Point to, Ink ink, double width = 1, const char* dashes = nullptr);
    void polyline(const std::vector<Point>& points, Ink ink, double width = 1.5, const char* dashes = nullptr);
    void circle(Point centre, double radius, Ink fill, bool hollow = false);
    void text(Point at, const std::string& words, const TextStyle& style = {});
    std::string finish(); ///< once

private:
    std::string out_;
};

/// Roughly how wide a text is in a sans-serif font, in px: plots lay out without a font at hand. Wide characters (CJK) count a full em.
double textWidth(const std::string& words, double size);
std::string xmlEscaped(const std::string& text); ///< & < > " ', and no control characters

} // namespace stillhouse::report
