// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/plot.h"

#include "core/report/figures.h"
#include "tests/report/xml_check.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::report;

namespace {

std::vector<std::string> textsOfTicks(const Axis& axis, int most) {
    std::vector<std::string> out;
    for (const auto& tick : ticksOf(axis, most))
        out.push_back(tick.text);
    return out;
}

} // namespace

TEST(ReportPlot, TicksAreRoundNumbers) {
    EXPECT_EQ(textsOfTicks({{}, 0, 1}, 5), (std::vector<std::string>{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"}));
    EXPECT_EQ(textsOfTicks({{}, 0.913, 0.957}, 5), (std::vector<std::string>{"0.92", "0.93", "0.94", "0.95"}));
    EXPECT_EQ(textsOfTicks({{}, -30, 12000}, 5), (std::vector<std::string>{"0", "5000", "10,000"}));
    EXPECT_EQ(textsOfTicks({{}, 0.8, 30, true}, 5), (std::vector<std::string>{"1", "2", "5", "10", "20"}));
    EXPECT_EQ(textsOfTicks({{}, 1e-4, 1, true}, 5), (std::vector<std::string>{"0.0001", "0.001", "0.01", "0.1", "1"}));
}

TEST(ReportPlot, PlacesLieWhereTheAxesSay) {
    Plot plot("t", {{}, 0, 10}, {{}, 1, 100, true}, 40, 10);
    EXPECT_EQ(plot.at(0, 1), Point(40, Plot::kHeight - 38));
    EXPECT_DOUBLE_EQ(plot.at(5, 1).first, (40 + Plot::kWidth - 10) / 2);
    EXPECT_DOUBLE_EQ(plot.at(0, 10).second, (34 + Plot::kHeight - 38) / 2);
    EXPECT_EQ(plot.at(-5, 1000), plot.at(0, 100)) << "what lies outside stays at the edge";
}

TEST(ReportSvg, IsWhatWasDrawn) {
    Svg svg(20, 10, "a < b");
    svg.line({0, 1.5}, {20, 1.005}, Ink::Grid);
    svg.polyline({{0, 0}, {1, -0.001}}, Ink::A, 2, "5 3");
    svg.text({3, 4}, "x & \"y\"", {11, Ink::Muted, "end"});
    const std::string text = svg.finish();
    EXPECT_NE(text.find("<line x1=\"0\" y1=\"1.5\" x2=\"20\" y2=\"1\" class=\"s-grid\" stroke=\"#e3e6eb\" stroke-width=\"1\"/>"), std::string::npos) << text;
    EXPECT_NE(text.find("class=\"s-A\" stroke=\"#0072b2\" stroke-width=\"2\" stroke-dasharray=\"5 3\" points=\"0,0 1,0\"/>"), std::string::npos) << text;
    const auto elements = tests::parseXml(text);
    EXPECT_EQ(tests::textsOf(elements, "title"), std::vector<std::string>{"a < b"});
    EXPECT_EQ(tests::textsOf(elements, "text"), std::vector<std::string>{"x & \"y\""});
}

TEST(ReportFigures, AGapStaysAGap) {
    Lane lane{"A", {}, {{"distill.soft", {1, 2, 3, 4, 5}, {4, 3, std::nan(""), 2, 1}}, {"lora.sft", {6, 7}, {9, 8}}}};
    const auto figure = lossFigure(lane, Words(ReportLanguage::English));
    ASSERT_TRUE(figure);
    int lines = 0;
    for (const auto& element : tests::parseXml(figure->svg))
        lines += element.name == "polyline";
    EXPECT_EQ(lines, 2 * 3) << "raw and smoothed: two stretches of the first stage, one of the second";
    EXPECT_FALSE(lossFigure({"A", {}, {}}, Words(ReportLanguage::English)));
    EXPECT_DOUBLE_EQ(quantile({1, 2, 3, 4}, 0.5), 2.5);
    EXPECT_DOUBLE_EQ(quantile({1, 2, 3, 4, 5}, 0.9), 4.6);
}
