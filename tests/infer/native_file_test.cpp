// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/native_file.h"

#include "core/base/failure.h"
#include "core/formats/parameter_shapes.h"
#include "core/infer/native_parts.h"
#include "core/infer/session.h"
#include "tests/infer/native_support.h"
#include "tests/support/temporary_folder.h"

#include <cstring>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace stillhouse::infer {
namespace {

namespace fs = std::filesystem;
using tests::MixedModel;
using tests::TemporaryFolder;

std::string bytesOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void put(const fs::path& path, const std::string& bytes) { std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes; }

NativeWriteOptions options() {
    NativeWriteOptions out;
    out.tokenizerJson = "{\"any\":\"bytes\"}";
    out.tokenizerConfigJson = "{}";
    out.generation.eos = {2, 3};
    out.report = R"({"method":"quantize.int4"})";
    return out;
}

void expectSame(const PackedMatrix& read, const PackedMatrix& written, const std::string& name) {
    const auto entry = entryOf(name, written);
    ASSERT_EQ(read.packing, written.packing) << name;
    ASSERT_EQ(read.outliers(), written.outliers()) << name;
    EXPECT_EQ(read.codebookRows, written.codebookRows);
    for (const auto& part : partsOf(entry)) {
        ASSERT_NE(partOf(read, part.part), nullptr) << part.info.name;
        EXPECT_EQ(std::memcmp(partOf(read, part.part), partOf(written, part.part), std::size_t(part.info.byteCount())), 0) << part.info.name;
    }
}

TEST(NativeFile, GivesBackEveryPackingBitForBit) {
    const TemporaryFolder folder;
    const auto model = MixedModel(1).make();
    writeNative(folder / "m.safetensors", model, options());
    const NativeFile file(folder / "m.safetensors");
    EXPECT_EQ(file.config(), model.config);
    EXPECT_EQ(file.generation().eos, (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(file.tokenizerJson(), "{\"any\":\"bytes\"}");
    EXPECT_EQ(file.tokenizerConfigJson(), "{}");
    EXPECT_EQ(file.report(), R"({"method":"quantize.int4"})");
    const auto read = openNative(folder / "m.safetensors"); // outlives the NativeFile inside
    expectSame(read.embedding, model.embedding, "embedding");
    expectSame(read.head, model.head, "head");
    EXPECT_EQ(read.finalNorm, model.finalNorm);
    ASSERT_EQ(read.layers.size(), 3u);
    EXPECT_FALSE(read.layers[1].attention);
    EXPECT_FALSE(read.layers[2].ffn);
    for (const std::size_t layer : {0u, 2u}) {
        const auto &a = *read.layers[layer].attention, &b = *model.layers[layer].attention;
        EXPECT_EQ(a.norm, b.norm);
        EXPECT_EQ(a.qNorm, b.qNorm);
        EXPECT_EQ(a.kNorm, b.kNorm);
        for (const auto part : {&PackedAttention::q, &PackedAttention::k, &PackedAttention::v, &PackedAttention::o}) {
            expectSame((a.*part).weight, (b.*part).weight, "attention");
            EXPECT_EQ((a.*part).bias, (b.*part).bias);
        }
    }
    for (const std::size_t layer : {0u, 1u})
        for (const auto part : {&PackedFeedForward::gate, &PackedFeedForward::up, &PackedFeedForward::down})
            expectSame((*read.layers[layer].ffn.*part).weight, (*model.layers[layer].ffn.*part).weight, "ffn");
}

TEST(NativeFile, RunsAsTheModelInMemoryDoes) {
    const TemporaryFolder folder;
    const auto model = std::make_shared<PackedModel>(MixedModel(2).make());
    writeNative(folder / "m.safetensors", *model, options());
    const std::vector<std::int32_t> ids{1, 7, 39, 0, 12, 5};
    Session before(model, 1, 16), after(std::make_shared<PackedModel>(openNative(folder / "m.safetensors")), 1, 16);
    EXPECT_EQ(before.allLogits(ids), after.allLogits(ids));
}

TEST(NativeFile, LaysCodesOutForTheKernels) {
    const TemporaryFolder folder;
    writeNative(folder / "m.safetensors", MixedModel(3).make(), options());
    const auto bytes = bytesOf(folder / "m.safetensors");
    const formats::SafetensorsFile file(folder / "m.safetensors");
    const auto* start = file.tensors().front().bytes.data();
    std::uint64_t header;
    std::memcpy(&header, bytes.data(), 8);
    EXPECT_EQ((header + 8) % 64, 0u);
    int codes = 0;
    for (const auto& tensor : file.tensors()) {
        const auto offset = std::size_t(tensor.bytes.data() - start);
        EXPECT_EQ(offset % formats::sizeOf(tensor.info.dtype), 0u) << tensor.info.name;
        if (tensor.info.name.ends_with(".codes")) {
            EXPECT_EQ(offset % 64, 0u) << tensor.info.name;
            ++codes;
        }
    }
    EXPECT_EQ(codes, 9);
}

TEST(NativeFile, WritesTheSameBytesForTheSameModel) {
    const TemporaryFolder folder;
    writeNative(folder / "a.safetensors", MixedModel(4).make(), options());
    writeNative(folder / "b.safetensors", MixedModel(4).make(), options());
    EXPECT_EQ(bytesOf(folder / "a.safetensors"), bytesOf(folder / "b.safetensors"));
    EXPECT_TRUE(isNativeFile(folder / "a.safetensors"));
    put(folder / "c.safetensors", "nothing of the kind");
    EXPECT_FALSE(isNativeFile(folder / "c.safetensors"));
    EXPECT_FALSE(isNativeFile(folder / "missing.safetensors"));
}

TEST(NativeWriter, RefusesWhatDoesNotFitAndLeavesNoFile) {
    const TemporaryFolder folder;
    const auto model = MixedModel(5).make();
    NativeWriter writer(folder / "m.safetensors", model.config, options());
    EXPECT_THROW(writer.matrix(formats::headName, model.layers[0].attention->q.weight), base::Failure); // another shape
    EXPECT_THROW(writer.matrix("model.layers.1.self_attn.q_proj.weight", model.layers[0].attention->q.weight), base::Failure);
    writer.matrix(formats::embeddingName, model.embedding);
    EXPECT_THROW(writer.matrix(formats::embeddingName, model.embedding), base::Failure);
    EXPECT_THROW(writer.vector(formats::finalNormName, std::vector<float>(47)), base::Failure);
    EXPECT_THROW(writer.commit(), base::Failure);
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(NativeFile, RefusesEveryTruncation) {
    const TemporaryFolder folder;
    writeNative(folder / "m.safetensors", MixedModel(6).make(), options());
    const auto size = fs::file_size(folder / "m.safetensors");
    for (auto length = size - 1; length > 0; length -= std::min<std::uintmax_t>(length, length > size - 64 ? 1 : 197)) {
        fs::resize_file(folder / "m.safetensors", length);
        EXPECT_THROW(NativeFile(folder / "m.safetensors"), base::Failure) << length << " of " << size;
    }
}

// A flipped bit may leave another sound model; then it runs. Nothing else but a refusal may come of it.
TEST(NativeFile, AFlippedBitInTheHeaderIsRefusedOrHarmless) {
    const TemporaryFolder folder;
    writeNative(folder / "m.safetensors", MixedModel(7).make(), options());
    const auto sound = bytesOf(folder / "m.safetensors");
    std::uint64_t header;
    std::memcpy(&header, sound.data(), 8);
    int refused = 0, harmless = 0;
    for (std::size_t at = 0; at < header + 8; at += 11) {
        auto bytes = sound;
        bytes[at] = char(bytes[at] ^ (1 << at % 8));
        put(folder / "f.safetensors", bytes);
        try {
            Session session(std::make_shared<PackedModel>(openNative(folder / "f.safetensors")), 1, 8);
            session.prompt(std::vector<std::int32_t>{1, 2, 3});
            ++harmless;
        } catch (const base::Failure& failure) {
            ++refused;
            EXPECT_FALSE(failure.error().english().empty());
        }
    }
    EXPECT_GT(refused, int(header) / 22);
    EXPECT_GT(harmless, 0);
}

using Metadata = std::map<std::string, std::string>;

/// The same tensors under other metadata.
void rewrite(const fs::path& from, const fs::path& to, const std::function<void(Metadata&, nlohmann::json& matrices)>& change) {
    const formats::SafetensorsFile file(from);
    auto metadata = file.metadata();
    auto quantization = nlohmann::json::parse(metadata.at("quantization"));
    metadata["quantization"] = "";
    change(metadata, quantization["matrices"]);
    if (metadata.count("quantization") && metadata["quantization"].empty())
        metadata["quantization"] = quantization.dump();
    std::vector<formats::TensorInfo> infos;
    for (const auto& tensor : file.tensors())
        infos.push_back(tensor.info);
    formats::SafetensorsWriter writer(to, infos, metadata);
    for (const auto& tensor : file.tensors())
        writer.writeBytes(tensor.info.name, tensor.bytes);
    writer.commit();
}

nlohmann::json& entry(nlohmann::json& matrices, const std::string& name) {
    return *std::find_if(matrices.begin(), matrices.end(), [&](const auto& one) { return one.at("name") == name; });
}

void replace(std::string& text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    ASSERT_NE(at, std::string::npos) << what << " in " << text;
    text.replace(at, what.size(), with);
}

TEST(NativeFile, RefusesHostileMetadata) {
    const TemporaryFolder folder;
    const auto from = folder / "m.safetensors", to = folder / "h.safetensors";
    writeNative(from, MixedModel(8).make(), options());
    const std::string q = "model.layers.0.self_attn.q_proj.weight", v = "model.layers.0.self_attn.v_proj.weight";
    const std::vector<std::pair<const char*, std::function<void(Metadata&, nlohmann::json&)>>> cases = {
        {"no config", [](Metadata& m, auto&) { m.erase("config"); }},
        {"no list", [](Metadata& m, auto&) { m.erase("quantization"); }},
        {"list of another kind", [](Metadata& m, auto&) { m["quantization"] = "[1]"; }},
        {"deep list", [](Metadata& m, auto&) { m["quantization"] = std::string(100'000, '['); }},
        {"another version", [](Metadata& m, auto&) { m["version"] = "2"; }},
        {"another format", [](Metadata& m, auto&) { m["format"] = "pt"; }},
        {"more tokens", [](Metadata& m, auto&) { replace(m["config"], "\"vocab_size\": 40", "\"vocab_size\": 41"); }},
        {"tied", [](Metadata& m, auto&) { replace(m["config"], "\"tie_word_embeddings\": false", "\"tie_word_embeddings\": true"); }},
        {"unknown packing", [&](auto&, auto& list) { entry(list, q)["packing"] = "int3"; }},
        {"another packing", [&](auto&, auto& list) { entry(list, q)["packing"] = "int4"; }},
        {"no packing", [&](auto&, auto& list) { entry(list, q).erase("packing"); }},
        {"negative rows", [&](auto&, auto& list) { entry(list, q)["rows"] = -16; }},
        {"huge columns", [&](auto&, auto& list) { entry(list, q)["cols"] = 9'000'000'000'000'000'000; }},
        {"rows as text", [&](auto&, auto& list) { entry(list, q)["rows"] = "48"; }},
        {"codebook of 17 rows", [&](auto&, auto& list) { entry(list, v)["codebook_rows"] = 17; }},
        {"codebook of no rows", [&](auto&, auto& list) { entry(list, v)["codebook_rows"] = 0; }},
        {"fewer protected weights", [&](auto&, auto& list) { entry(list, v)["outliers"] = 4; }},
        {"no protected weights", [&](auto&, auto& list) { entry(list, v)["outliers"] = 0; }},
        {"two-level scales that are not there", [&](auto&, auto& list) { entry(list, q)["two_level"] = true; }},
        {"listed twice", [&](auto&, auto& list) { list.push_back(entry(list, q)); }},
        {"not listed", [&](auto&, auto& list) { list.erase(0); }},
        {"listed for nothing", [&](auto&, auto& list) { list.push_back({{"name", "x"}, {"packing", "f32"}, {"rows", 1}, {"cols", 1}}); }},
    };
    rewrite(from, to, [](auto&, auto&) {});
    ASSERT_NO_THROW(NativeFile{to});
    for (const auto& [name, change] : cases) {
        rewrite(from, to, change);
        try {
            const NativeFile file(to);
            ADD_FAILURE() << name << " was accepted";
        } catch (const base::Failure& failure) {
            EXPECT_NE(failure.error().english().find("h.safetensors"), std::string::npos) << name << ": " << failure.error().english();
        }
    }
}

// The list of protected weights is what a kernel adds by index: each of its numbers is checked.
TEST(NativeFile, RefusesProtectedWeightsOutsideTheMatrix) {
    const TemporaryFolder folder;
    writeNative(folder / "m.safetensors", MixedModel(9).make(), options());
    const auto sound = bytesOf(folder / "m.safetensors");
    const std::string name = "model.layers.0.mlp.gate_proj.weight";
    const auto with = [&](const std::string& part, std::size_t index, std::uint32_t value) {
        auto bytes = sound;
        const formats::SafetensorsFile file(folder / "m.safetensors");
        const auto& last = file.tensors().back().bytes;
        const auto end = last.data() + last.size();
        const auto offset = sound.size() - std::size_t(end - file.at(name + part).bytes.data());
        std::memcpy(bytes.data() + offset + index * 4, &value, 4);
        put(folder / "h.safetensors", bytes);
        try {
            const NativeFile opened(folder / "h.safetensors");
        } catch (const base::Failure& failure) {
            return failure.error().english().find(name) != std::string::npos;
        }
        return false;
    };
    ASSERT_NO_THROW(NativeFile(folder / "m.safetensors"));
    EXPECT_TRUE(with(".outlier_column", 0, 48));
    EXPECT_TRUE(with(".outlier_column", 3, 0xffffffff));
    EXPECT_TRUE(with(".outlier_start", 0, 1));
    EXPECT_TRUE(with(".outlier_start", 5, 0xffffff));
    EXPECT_TRUE(with(".outlier_start", 70, 8));
    EXPECT_TRUE(with(".outlier_start", 70, 0x80000001));
}

} // namespace
} // namespace stillhouse::infer
