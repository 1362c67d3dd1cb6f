// SPDX-License-Identifier: GPL-3.0-or-later
// The graph as written, read back and computed by the evaluator, against the session: two implementations that share only the
// products of core/infer. tests/engine/infer_session_test.cpp holds the session to the training side.
#include "core/base/failure.h"
#include "core/formats/onnx_writer.h"
#include "core/formats/protobuf.h"
#include "core/infer/session.h"
#include "core/native/onnx_evaluate.h"
#include "core/native/weight_source.h"
#include "tests/native/random_model.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <numeric>

namespace stillhouse::native {
namespace {

double largestDifference(std::span<const float> a, std::span<const float> b) {
    EXPECT_EQ(a.size(), b.size());
    double largest = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        largest = std::max(largest, std::fabs(double(a[i]) - b[i]));
    return largest;
}

std::vector<std::int64_t> checkIds(std::int64_t count, std::int64_t vocab, std::int64_t first) {
    std::vector<std::int64_t> ids;
    for (std::int64_t i = 0; i < count; ++i)
        ids.push_back((first + i * 37) % vocab);
    return ids;
}

std::vector<float> sessionLogits(const std::shared_ptr<const infer::PackedModel>& model, std::span<const std::int64_t> ids) {
    infer::Session session(model, 1, 128, infer::CacheFormat::F32);
    return session.allLogits(std::vector<std::int32_t>(ids.begin(), ids.end()));
}

void write(const std::filesystem::path& path, const std::shared_ptr<const infer::PackedModel>& model, const formats::OnnxWriteOptions& options = {}) {
    const WeightSource source(model);
    formats::writeOnnx(path, model->config, options, [&](const std::string& name, std::int64_t row, std::span<float> out) { source.row(name, row, out); });
}

class OnnxAgainstSession : public ::testing::TestWithParam<tests::ModelCase> {};

// Both compute in F32, in another order: on logits of about one unit.
TEST_P(OnnxAgainstSession, GivesTheSameLogits) {
    const tests::TemporaryFolder folder;
    tests::writeRandomModel(folder / "model", tests::caseConfig(GetParam()));
    const auto exact = std::make_shared<infer::PackedModel>(infer::openPacked(folder / "model"));
    const auto halves = std::make_shared<infer::PackedModel>(infer::openPacked(folder / "model", infer::Packing::F16));
    const auto vocab = exact->config.vocab;
    const auto one = checkIds(40, vocab, 3), two = checkIds(40, vocab, 50);
    auto both = one;
    both.insert(both.end(), two.begin(), two.end());
    for (const auto type : {formats::DType::F32, formats::DType::F16}) {
        formats::OnnxWriteOptions options;
        options.matrices = type;
        const auto& model = type == formats::DType::F32 ? exact : halves;
        write(folder / "model.onnx", exact, options);
        const formats::OnnxFile file(folder / "model.onnx");
        const auto seen = evaluateOnnx(file, both, 2, 2);
        const std::span all(seen);
        EXPECT_LT(largestDifference(all.first(all.size() / 2), sessionLogits(model, one)), 2e-4);
        EXPECT_LT(largestDifference(all.last(all.size() / 2), sessionLogits(model, two)), 2e-4);
    }
}

INSTANTIATE_TEST_SUITE_P(EverySwitch, OnnxAgainstSession, ::testing::ValuesIn(tests::modelCases()), [](const auto& info) { return info.param.name; });

class OnnxFiles : public ::testing::Test {
protected:
    void SetUp() override {
        tests::writeRandomModel(folder / "model", tests::smallConfig());
        model = std::make_shared<infer::PackedModel>(infer::openPacked(folder / "model"));
    }
    std::string refusal(const std::filesystem::path& path) {
        try {
            evaluateOnnx(formats::OnnxFile(path), checkIds(4, 96, 1), 1, 1);
        } catch (const base::Failure& failure) {
            return failure.what();
        }
        return {};
    }
    const tests::TemporaryFolder folder;
    std::shared_ptr<const infer::PackedModel> model;
};

TEST_F(OnnxFiles, WeightsBesideTheFileAreTheSameModel) {
    write(folder / "inside.onnx", model);
    formats::OnnxWriteOptions options;
    options.externalBeyond = 1000;
    write(folder / "outside.onnx", model, options);
    EXPECT_FALSE(std::filesystem::exists(folder / "inside.onnx.data"));
    EXPECT_TRUE(std::filesystem::exists(folder / "outside.onnx.data"));
    const auto ids = checkIds(9, 96, 5);
    EXPECT_EQ(evaluateOnnx(formats::OnnxFile(folder / "inside.onnx"), ids, 1, 1), evaluateOnnx(formats::OnnxFile(folder / "outside.onnx"), ids, 1, 1));
    std::filesystem::resize_file(folder / "outside.onnx.data", 100);
    EXPECT_NE(refusal(folder / "outside.onnx").find("lie beyond the end of outside.onnx.data"), std::string::npos);
}

TEST_F(OnnxFiles, OldWeightsDoNotStayBesideAFileThatHoldsItsOwn) {
    formats::OnnxWriteOptions options;
    options.externalBeyond = 1000;
    write(folder / "model.onnx", model, options);
    ASSERT_TRUE(std::filesystem::exists(folder / "model.onnx.data"));
    write(folder / "model.onnx", model);
    EXPECT_FALSE(std::filesystem::exists(folder / "model.onnx.data"));
    EXPECT_EQ(refusal(folder / "model.onnx"), "");
}

TEST_F(OnnxFiles, StoppingLeavesNothing) {
    for (const std::int64_t beyond : {std::int64_t(1000), std::int64_t(1) << 40}) {
        formats::OnnxWriteOptions options;
        options.externalBeyond = beyond;
        options.progress = [](std::int64_t done, std::int64_t total) {
            if (done > total / 2)
                base::fail({}, "stopped", {}, ErrorKind::Cancelled);
        };
        std::filesystem::create_directory(folder / "out");
        EXPECT_THROW(write(folder / "out/model.onnx", model, options), base::Failure);
        EXPECT_TRUE(std::filesystem::is_empty(folder / "out"));
    }
}

TEST_F(OnnxFiles, UnknownOperatorsAreRefusedByName) {
    const auto node = formats::WireWriter().bytes(1, "input_ids").bytes(2, "logits").bytes(4, "Softplus").text();
    const auto graph = formats::WireWriter().bytes(1, node).text();
    const auto opset = formats::WireWriter().number(2, 17).text();
    std::ofstream(folder / "odd.onnx", std::ios::binary) << formats::WireWriter().number(1, 8).bytes(7, graph).bytes(8, opset).text();
    EXPECT_NE(refusal(folder / "odd.onnx").find("'Softplus'"), std::string::npos);
    const auto later = formats::WireWriter().number(2, 21).text();
    std::ofstream(folder / "later.onnx", std::ios::binary) << formats::WireWriter().number(1, 8).bytes(7, graph).bytes(8, later).text();
    EXPECT_NE(refusal(folder / "later.onnx").find("opset 21"), std::string::npos);
}

TEST_F(OnnxFiles, ACutFileIsRefused) {
    write(folder / "model.onnx", model);
    const auto size = std::filesystem::file_size(folder / "model.onnx");
    for (const auto part : {std::uintmax_t(0), std::uintmax_t(1), size / 3, size - 1}) {
        std::filesystem::copy_file(folder / "model.onnx", folder / "cut.onnx", std::filesystem::copy_options::overwrite_existing);
        std::filesystem::resize_file(folder / "cut.onnx", part);
        EXPECT_NE(refusal(folder / "cut.onnx"), "") << part;
    }
}

} // namespace
} // namespace stillhouse::native
