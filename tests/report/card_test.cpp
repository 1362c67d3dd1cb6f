// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/report.h"
#include "tests/report/measured_store.h"

#include <iterator>

using namespace stillhouse;
using namespace stillhouse::tests;
namespace fs = std::filesystem;

namespace {

class CardTest : public MeasuredStoreTest {
protected:
    ExportReport exported() {
        fs::copy(fs::path(STILLHOUSE_SOURCE_DIR) / "resources/sample/teacher", folder_ / "out", fs::copy_options::recursive);
        return {(folder_ / "out").string(), "hf", "f16", 123456, 0.0009765625, 0.00025, 64, {Text("A note | with a bar")}};
    }
    std::string contents(const fs::path& path) {
        std::ifstream file(path);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    std::string student() const { return (folder_ / "student").string(); }
};

} // namespace

TEST_F(CardTest, AMeasuredModelHasItsNumbersAndWhereTheyComeFrom) {
    std::string id;
    {
        Store store = open();
        id = measure(store);
    }
    const auto report = exported();
    const std::string path = must(writeModelCard(report, student() + "/.", path_));
    EXPECT_EQ(path, (folder_ / "out/README.md").string());
    const std::string card = contents(path);
    EXPECT_EQ(card.rfind("---\nlibrary_name: transformers\n", 0), 0u);
    EXPECT_NE(card.find("    - type: accuracy\n      value: 0.8750\n"), std::string::npos);
    EXPECT_NE(card.find("Made by run `" + id + "`"), std::string::npos);
    EXPECT_NE(card.find("| Accuracy | 0.8750 (0.8550 to 0.8950) | 0.9375 | −0.0625 (−0.1250 to +0.0000), McNemar exact, p = 0.250 |"), std::string::npos) << card;
    EXPECT_NE(card.find("p50 3.00 ms, p99 4.96 ms (5 requests, threads: 2, avx2, Some CPU)"), std::string::npos);
    EXPECT_NE(card.find("largest difference of any logit from the model it was made of 0.000977, KL 0.000250 nats per token, over 64 tokens"), std::string::npos);
    EXPECT_NE(card.find("| Parameters | 1,714,400 |"), std::string::npos);
    EXPECT_NE(card.find("> A note \\| with a bar"), std::string::npos);
    EXPECT_NE(card.find("The data is synthetic"), std::string::npos);
    EXPECT_EQ(card.find(folder_.string()), std::string::npos) << "no path of this machine";
}

TEST_F(CardTest, AModelThatNoRunMeasuredHasNoNumbersOfOne) {
    {
        Store store = open();
        measure(store);
    }
    const auto report = exported();
    const std::string card = contents(must(writeModelCard(report, (folder_ / "another").string(), path_)));
    EXPECT_NE(card.find("No run measured this model"), std::string::npos);
    EXPECT_EQ(card.find("Measured"), std::string::npos);
    EXPECT_EQ(card.find("Accuracy"), std::string::npos);
    EXPECT_EQ(card.find("model-index"), std::string::npos);
    EXPECT_EQ(contents(must(writeModelCard(report, (folder_ / "another").string(), ""))), card) << "without a project too";
}

TEST_F(CardTest, AReadmeOfSomeoneElseStays) {
    const auto report = exported();
    std::ofstream(folder_ / "out/README.md") << "mine\n";
    EXPECT_EQ(must(writeModelCard(report, student(), "")), (folder_ / "out/MODEL_CARD.md").string());
    EXPECT_EQ(contents(folder_ / "out/README.md"), "mine\n");
    fs::remove(folder_ / "out/README.md");
    must(writeModelCard(report, student(), ""));
    EXPECT_EQ(must(writeModelCard(report, student(), "")), (folder_ / "out/README.md").string()) << "our own is replaced";
    std::ofstream(folder_ / "tiny.gguf") << "x";
    ExportReport file = report;
    file.path = (folder_ / "tiny.gguf").string();
    file.format = "gguf";
    EXPECT_EQ(must(writeModelCard(file, student(), "")), (folder_ / "tiny.README.md").string());
    EXPECT_EQ(writeModelCard(file, student(), (folder_ / "none.db").string()).error().kind, ErrorKind::NotFound);
}

TEST_F(CardTest, TheStoreIsFoundAboveTheModel) {
    fs::create_directories(folder_ / "runs/1/A/model");
    EXPECT_EQ(storeOfModel((folder_ / "runs/1/A/model").string()), "");
    open();
    EXPECT_EQ(storeOfModel((folder_ / "runs/1/A/model").string()), path_);
    EXPECT_EQ(storeOfModel((folder_ / "runs/1/A/model/").string()), path_);
}
