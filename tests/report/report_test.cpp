// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/report.h"

#include "core/api/bench_import.h"
#include "core/report/figures.h"
#include "core/report/page.h"
#include "tests/report/measured_store.h"
#include "tests/report/xml_check.h"

#include <algorithm>
#include <cmath>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

class ReportTest : public MeasuredStoreTest {};

bool holds(const std::vector<std::string>& texts, const std::string& part) {
    return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) { return text.find(part) != std::string::npos; });
}

} // namespace

TEST(ReportWords, NumbersAreTheSameEverywhere) {
    EXPECT_EQ(report::fixed(0.125, 2), "0.12"); // round half to even, as to_chars does
    EXPECT_EQ(report::fixed(-0.0001, 2), "0.00");
    EXPECT_EQ(report::fixed(-1.5, 1), "−1.5");
    EXPECT_EQ(report::fixed(std::nan(""), 1), "–");
    EXPECT_EQ(report::signedFixed(1.5, 1), "+1.5");
    EXPECT_EQ(report::whole(1714400), "1,714,400");
    EXPECT_EQ(report::whole(-999), "-999");
    EXPECT_EQ(report::pValue(0.0004), "p < 0.001");
    EXPECT_EQ(report::utc(1739525400), "2025-02-14 09:30 UTC");
    EXPECT_EQ(report::duration(3725, report::Words(ReportLanguage::English)), "1 h 2 min");
}

TEST(ReportFacts, PathsNameNoPlaceOfTheMachine) {
    EXPECT_EQ(report::shortPath("/home/me/p/teacher", "/home/me/p"), "teacher");
    EXPECT_EQ(report::shortPath("/home/me/p/runs/1/A", "/home/me/p/"), "runs/1/A");
    EXPECT_EQ(report::shortPath("/models/big", "/home/me/p"), "big");
    EXPECT_EQ(report::shortPath("/models/big/", "/home/me/p"), "big");
    EXPECT_EQ(report::shortPath("", "/home"), "");
}

TEST_F(ReportTest, TheHtmlSaysWhatWasMeasured) {
    Store store = open();
    const std::string id = measure(store);
    const std::string html = reportHtml(must(reportPage(store, {id, {}, ReportLanguage::English})));
    const auto elements = parseXml(html);
    EXPECT_EQ(textsOf(elements, "h1"), std::vector<std::string>{"Risk <&> \"review\""});
    const auto items = textsOf(elements, "li"), rows = textsOf(elements, "tr");
    EXPECT_TRUE(holds(items, "Strategy A is better in Accuracy: B − A = −12.50 points (95 % interval −25.00 to −6.25; McNemar exact, p = 0.031)."));
    EXPECT_TRUE(holds(items, "25.0 % of the teacher's parameters, 25.0 % of its file. A request takes 3.00 ms at the median, the teacher's 12.00 ms (4.0 times as fast)."));
    EXPECT_TRUE(holds(items, "its latency says nothing about speed")) << "B is simulated";
    EXPECT_TRUE(holds(items, "The data is synthetic"));
    EXPECT_TRUE(holds(items, "Strategy A · accuracy>0.8: passed, 0.8750"));
    EXPECT_TRUE(holds(items, "Strategy B · accuracy>0.8: missed, 0.7500"));
    EXPECT_TRUE(holds(items, "Only 120 test examples"));
    EXPECT_TRUE(holds(rows, "Accuracy0.9375 ± 0.02000.8750 ± 0.02000.7500 ± 0.0200−0.1250 p = 0.031"));
    EXPECT_TRUE(holds(rows, "Calibration error0.1250 ± 0.06250.1250 ± 0.0625"));
    EXPECT_TRUE(holds(rows, "Run" + id));
    EXPECT_TRUE(holds(rows, "Training oncuda:0 (Some GPU)"));
    EXPECT_TRUE(holds(rows, "Strategy Adistill.soft (1 min 15 s)"));
    EXPECT_NE(html.find("<strong>0.8750</strong>"), std::string::npos) << "the better of A and B is bold";
    EXPECT_EQ(html.find("<strong>0.9375</strong>"), std::string::npos);
}

TEST_F(ReportTest, TheHtmlNeedsNothingElse) {
    Store store = open();
    const std::string html = reportHtml(must(reportPage(store, {measure(store), {}, ReportLanguage::English})));
    for (const char* outside : {"<script", "<link", "<img", "src=", "href=", "@import", "url("})
        EXPECT_EQ(html.find(outside), std::string::npos) << outside;
    EXPECT_EQ(html.find(folder_.string()), std::string::npos) << "no path of this machine";
    EXPECT_NE(html.find("prefers-color-scheme: dark"), std::string::npos);
    EXPECT_NE(html.find("@media print"), std::string::npos);
    const auto elements = parseXml(html);
    EXPECT_EQ(textsOf(elements, "svg").size(), 4u) << "intervals, latency, and a loss per lane";
    for (const auto& element : elements)
        EXPECT_EQ(element.attributes.find("nan"), std::string::npos) << element.name << element.attributes;
}

TEST_F(ReportTest, ADifferenceThatIsNotSignificantIsNotCalledOne) {
    Store store = open();
    const auto page = must(reportPage(store, {measure(store, 0.2), {}, ReportLanguage::English}));
    EXPECT_EQ(page.blocks[0].items[0].text.rfind("Accuracy does not tell A and B apart", 0), 0u);
}

TEST_F(ReportTest, EveryWordHasItsChinese) {
    Store store = open();
    const std::string id = measure(store);
    std::ofstream(folder_ / "bench.jsonl") << R"({"model_type":"llama 1B","n_prompt":8,"n_gen":0,"samples_ts":[10,12],"cpu_info":"Some CPU"})";
    must(importBench(path_, (folder_ / "bench.jsonl").string()));
    must(store.setNote(id, "looked at"));
    const report::Words words(ReportLanguage::Chinese);
    auto facts = report::collectFacts(store, {id, {}, ReportLanguage::Chinese});
    auto page = report::pageOf(facts, words);
    facts.pairs[0].pValue = 0.9;
    facts.run.status = "cancelled";
    facts.run.parent = "older";
    facts.gates.push_back(judgeGate("f1>1", *facts.subject("A")));
    facts.gates.push_back(judgeGate("accuracy>0.88", *facts.subject("A")));
    report::pageOf(facts, words);
    EXPECT_TRUE(words.missing().empty()) << words.missing().front();
    const std::string html = reportHtml(page);
    EXPECT_NE(html.find("lang=\"zh-Hans\""), std::string::npos);
    EXPECT_NE(html.find("策略 A 的准确率更好"), std::string::npos);
    EXPECT_TRUE(holds(textsOf(parseXml(html), "tr"), "llama 1Bpp811.00 ± 1.00"));
}

TEST_F(ReportTest, TheCsvHasEveryValue) {
    Store store = open();
    const std::string id = measure(store);
    const std::string csv = must(reportCsv(store, {id}));
    EXPECT_EQ(csv.rfind("run_id,run_name,started_utc,kind,", 0), 0u);
    EXPECT_NE(csv.find(id + ",\"Risk <&> \"\"review\"\"\","), std::string::npos);
    EXPECT_NE(csv.find(",evaluation,A,,test,accuracy,0.875,0.855,0.895,,120,,,,,,,,1000,4000\r\n"), std::string::npos);
    EXPECT_NE(csv.find(",pair,B,A,,accuracy,-0.125,-0.25,-0.0625,0.03125,,,McNemar exact,"), std::string::npos);
    EXPECT_NE(csv.find(",latency,teacher,,,classify.p50,12,,,,5,ms,,2,f32,avx2,Some CPU,1,,\r\n"), std::string::npos);
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 1 + 3 * 2 + 2 + 3 * 3);
    EXPECT_EQ(must(reportCsv(store)), csv);
    EXPECT_EQ(reportCsv(store, {"none"}).error().kind, ErrorKind::NotFound);
}

TEST_F(ReportTest, TheNameOfTheFileSaysWhatIsWritten) {
    Store store = open();
    EXPECT_EQ(reportPage(store, {}).error().kind, ErrorKind::NotFound) << "nothing was measured yet";
    const std::string id = measure(store);
    must(writeReport(store, {}, (folder_ / "r.html").string()));
    must(writeReport(store, {id, {}, ReportLanguage::Chinese}, (folder_ / "r.csv").string()));
    EXPECT_EQ(writeReport(store, {}, (folder_ / "r.pdf").string()).error().kind, ErrorKind::Unsupported);
    EXPECT_EQ(writeReport(store, {}, (folder_ / "r.txt").string()).error().kind, ErrorKind::Unsupported);
    EXPECT_EQ(writeReport(store, {}, (folder_ / "none/r.html").string()).error().kind, ErrorKind::Io);
    EXPECT_EQ(reportPage(store, {"none", {}, ReportLanguage::English}).error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(std::filesystem::exists(folder_ / "r.html") && std::filesystem::exists(folder_ / "r.csv"));
}
