// SPDX-License-Identifier: GPL-3.0-or-later
// Folders made by hand: names and shapes are those that the PEFT library writes for Llama models.
#include "core/api/adapter.h"
#include "core/base/failure.h"
#include "core/formats/hf_writer.h"
#include "core/formats/parameter_shapes.h"
#include "core/peft/adapter_file.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace stillhouse::peft {
namespace {

namespace fs = std::filesystem;
using formats::DType;
using nlohmann::json;

// 8 wide, 2 layers; the second lost a key/value head, as pruning leaves it: q (8,8) and (4,8), k and v (4,8), ffn 6 and 3.
formats::ModelConfig prunedModel() {
    formats::ModelConfig c;
    c.vocab = 10;
    c.hidden = 8;
    c.headDim = 4;
    c.layers = {{2, 1, 6, true, true}, {1, 1, 3, true, true}};
    c.eos = {2};
    return c;
}

// The fields of a document of PEFT 0.13, with their usual values.
json document() {
    return {{"alpha_pattern", json::object()}, {"auto_mapping", nullptr}, {"base_model_name_or_path", "some/model"}, {"bias", "none"}, {"fan_in_fan_out", false},
            {"inference_mode", true}, {"init_lora_weights", true}, {"layer_replication", nullptr}, {"layers_pattern", nullptr}, {"layers_to_transform", nullptr},
            {"loftq_config", json::object()}, {"lora_alpha", 16}, {"lora_dropout", 0.05}, {"megatron_config", nullptr}, {"megatron_core", "megatron.core"},
            {"modules_to_save", nullptr}, {"peft_type", "LORA"}, {"r", 2}, {"rank_pattern", json::object()}, {"revision", nullptr},
            {"target_modules", {"q_proj", "v_proj"}}, {"task_type", "CAUSAL_LM"}, {"use_dora", false}, {"use_rslora", false}};
}

struct Tensor {
    std::string name;
    std::vector<std::int64_t> shape;
    DType dtype = DType::F32;
};

std::string nameOf(std::int64_t layer, const std::string& part, char half) {
    return "base_model.model.model.layers." + std::to_string(layer) + "." + part + ".lora_" + half + ".weight";
}

std::vector<Tensor> usualTensors(std::int64_t rank = 2) {
    return {{nameOf(0, "self_attn.q_proj", 'A'), {rank, 8}}, {nameOf(0, "self_attn.q_proj", 'B'), {8, rank}}, {nameOf(0, "self_attn.v_proj", 'A'), {rank, 8}},
            {nameOf(0, "self_attn.v_proj", 'B'), {4, rank}}, {nameOf(1, "self_attn.q_proj", 'A'), {rank, 8}}, {nameOf(1, "self_attn.q_proj", 'B'), {4, rank}},
            {nameOf(1, "self_attn.v_proj", 'A'), {rank, 8}}, {nameOf(1, "self_attn.v_proj", 'B'), {4, rank}}};
}

class Adapter : public ::testing::Test {
protected:
    void write(const json& config, const std::vector<Tensor>& tensors) {
        fs::create_directories(path());
        std::ofstream(path() / "adapter_config.json") << config.dump(2);
        std::vector<formats::TensorInfo> infos;
        for (const auto& t : tensors)
            infos.push_back({t.name, t.dtype, t.shape});
        formats::SafetensorsWriter writer(path() / "adapter_model.safetensors", infos, {{"format", "pt"}});
        for (const auto& info : infos)
            if (info.dtype == DType::I32)
                writer.writeBytes(info.name, std::vector<std::byte>(std::size_t(info.byteCount())));
            else
                writer.write(info.name, std::vector<float>(std::size_t(info.elements()), 0.25f));
        writer.commit();
    }

    /// What opening it, and holding it against the pruned model, says.
    std::string error() const {
        try {
            AdapterFile(path()).checkFits(prunedModel());
        } catch (const base::Failure& failure) {
            return failure.what();
        }
        return "no error";
    }
    std::string errorWith(const char* key, const json& value) {
        auto config = document();
        config[key] = value;
        write(config, usualTensors());
        return error();
    }
    fs::path path() const { return folder_ / "adapter"; }

    tests::TemporaryFolder folder_;
};

void expectSays(const std::string& error, const std::string& part) { EXPECT_NE(error.find(part), std::string::npos) << error; }

} // namespace

TEST_F(Adapter, ReadsWhatTheLibraryWrites) {
    write(document(), usualTensors());
    EXPECT_EQ(error(), "no error");
    const AdapterFile file(path());
    ASSERT_EQ(file.matrices().size(), 4u);
    EXPECT_EQ(file.matrices()[2].matrix.path(), "model.layers.1.self_attn.q_proj");
    EXPECT_EQ(file.matrices()[2].matrix.out, 4) << "the layer that lost a head";
    EXPECT_DOUBLE_EQ(file.matrices()[0].scale, 8) << "16 / 2";
    EXPECT_EQ(file.parameters(), 2 * (16 + 12 + 12 + 12));
    EXPECT_EQ(file.config().baseModel, "some/model");
    EXPECT_DOUBLE_EQ(file.config().dropout, 0.05);
}

TEST_F(Adapter, ReadsHalfPrecision) {
    auto tensors = usualTensors();
    for (std::size_t i = 0; i < tensors.size(); ++i)
        tensors[i].dtype = i % 2 ? DType::F16 : DType::BF16;
    write(document(), tensors);
    const AdapterFile file(path());
    std::vector<float> values(16);
    file.down(file.matrices()[0]).toFloat(values);
    EXPECT_EQ(values[5], 0.25f);
    EXPECT_EQ(file.dtype(), DType::BF16);
}

TEST_F(Adapter, HonoursScaleRankAndAlphaPatterns) {
    auto config = document();
    config["use_rslora"] = true;
    config["rank_pattern"] = {{"model.layers.1.self_attn.q_proj", 3}};
    config["alpha_pattern"] = {{"v_proj", 5}, {".*layers\\.1\\..*q_proj", 9.0}};
    auto tensors = usualTensors();
    tensors[4].shape = {3, 8};
    tensors[5].shape = {4, 3};
    write(config, tensors);
    EXPECT_EQ(error(), "no error");
    const AdapterFile file(path());
    EXPECT_DOUBLE_EQ(file.matrices()[0].scale, 16 / std::sqrt(2.0));
    EXPECT_DOUBLE_EQ(file.matrices()[1].scale, 5 / std::sqrt(2.0));
    EXPECT_DOUBLE_EQ(file.matrices()[2].scale, 9 / std::sqrt(3.0));
    EXPECT_EQ(file.matrices()[2].rank, 3);
    config["alpha_pattern"] = {{"v_proj", 5}, {"self_attn.v_proj", 6}};
    write(config, tensors);
    expectSays(error(), "disagree");
    config["alpha_pattern"] = {{"(", 5}};
    write(config, tensors);
    expectSays(error(), "alpha_pattern");
}

TEST_F(Adapter, HonoursEveryWayOfNamingTargets) {
    EXPECT_EQ(errorWith("target_modules", {"self_attn.v_proj", "q_proj"}), "no error");
    EXPECT_EQ(errorWith("target_modules", ".*\\.(q|v)_proj"), "no error");
    expectSays(errorWith("target_modules", "all-linear"), "k_proj.lora_A.weight is missing");
    expectSays(errorWith("target_modules", {"q_proj"}), "names no such target");
    expectSays(errorWith("target_modules", {"q_proj", "v_proj", "lm_head"}), "no matrix 'lm_head'");
    expectSays(errorWith("target_modules", {"q_proj", "v_porj"}), "v_proj");
    expectSays(errorWith("target_modules", nullptr), "names no matrix");
    expectSays(errorWith("target_modules", ".*q_proj|("), "target_modules");
    expectSays(errorWith("layers_to_transform", {0}), "names no such target"); // layer 1 is in the file
    EXPECT_EQ(errorWith("layers_to_transform", {0, 1}), "no error");
    expectSays(errorWith("layers_to_transform", {0, 1, 7}), "no layer 7");
    expectSays(errorWith("exclude_modules", {"layers.1.self_attn.v_proj"}), "names no such target");
    auto config = document();
    config["layers_to_transform"] = 0;
    auto tensors = usualTensors();
    tensors.resize(4);
    write(config, tensors);
    EXPECT_EQ(error(), "no error");
}

TEST_F(Adapter, RefusesWhatItDoesNotCompute) {
    const std::vector<std::pair<const char*, json>> refused = {
        {"peft_type", "LOHA"}, {"task_type", "SEQ_CLS"}, {"bias", "lora_only"}, {"fan_in_fan_out", true}, {"use_dora", true}, {"modules_to_save", {"lm_head"}},
        {"init_lora_weights", "pissa"}, {"init_lora_weights", "olora"}, {"loftq_config", {{"loftq_bits", 4}}}, {"layer_replication", json::array({json::array({0, 1})})}, {"megatron_config", {{"a", 1}}},
        {"trainable_token_indices", {1, 2}}, {"target_parameters", {"x"}}, {"lora_bias", true}, {"use_qalora", true}, {"layers_pattern", "blocks"}, {"something_new", 3}};
    for (const auto& [key, value] : refused)
        expectSays(errorWith(key, value), std::string("adapter_config.json, ") + key);
    for (const char* harmless : {"corda_config", "eva_config", "exclude_modules", "target_parameters", "use_bdlora"})
        EXPECT_EQ(errorWith(harmless, nullptr), "no error") << harmless;
    EXPECT_EQ(errorWith("init_lora_weights", "gaussian"), "no error");
    EXPECT_EQ(errorWith("peft_version", "0.19.1"), "no error");
}

TEST_F(Adapter, RefusesImpossibleNumbers) {
    expectSays(errorWith("r", 0), "r");
    expectSays(errorWith("r", 1e12), "r");
    expectSays(errorWith("r", "8"), "whole number");
    expectSays(errorWith("lora_alpha", "x"), "lora_alpha");
    expectSays(errorWith("lora_dropout", 1.0), "lora_dropout");
    expectSays(errorWith("rank_pattern", {{"q_proj", -1}}), "rank");
    expectSays(errorWith("rank_pattern", {{"q_proj", 3}}), "rank 3"); // the tensors say 2
}

TEST_F(Adapter, RefusesBrokenWeightFiles) {
    auto tensors = usualTensors();
    const auto with = [&](std::size_t at, const Tensor& tensor) {
        auto changed = tensors;
        changed[at] = tensor;
        write(document(), changed);
        return error();
    };
    expectSays(with(1, {nameOf(0, "self_attn.q_proj", 'B'), {7, 2}}), "fits a matrix of 7 × 8, but the model's is 8 × 8");
    expectSays(with(0, {nameOf(0, "self_attn.q_proj", 'A'), {3, 8}}), "rank 2");
    expectSays(with(0, {nameOf(0, "self_attn.q_proj", 'A'), {16}}), "not that of a matrix");
    expectSays(with(0, {nameOf(0, "self_attn.q_proj", 'A'), {2, 8}, DType::I32}), "stored as I32");
    expectSays(with(0, {nameOf(5, "self_attn.q_proj", 'A'), {2, 8}}), "lora_B.weight"); // half a pair
    expectSays(with(0, {"base_model.model.lm_head.lora_A.weight", {2, 8}}), "belongs to no matrix");
    expectSays(with(0, {"base_model.model.model.layers.00.self_attn.q_proj.lora_A.weight", {2, 8}}), "belongs to no matrix");
    expectSays(with(0, {"base_model.model.model.layers.0.mlp.q_proj.lora_A.weight", {2, 8}}), "belongs to no matrix");
    expectSays(with(0, {"base_model.model.model.layers.0.self_attn.q_proj.lora_magnitude_vector", {8}}), "belongs to no matrix");
    tensors.resize(6);
    write(document(), tensors);
    expectSays(error(), "layers.1.self_attn.v_proj.lora_A.weight is missing");
    fs::remove(path() / "adapter_model.safetensors");
    expectSays(error(), "adapter_model.safetensors");
    std::ofstream(path() / "adapter_model.bin") << "x";
    expectSays(error(), "pickle");
    fs::remove(path() / "adapter_config.json");
    expectSays(error(), "adapter_config.json");
}

TEST_F(Adapter, WritesWhatItReads) {
    AdapterConfig config;
    config.rank = 2;
    config.alpha = 3.5;
    config.dropout = 0.1;
    config.rankStabilised = true;
    config.targets = {"q_proj", "down_proj"};
    config.baseModel = "base";
    const Targets targets(config, "test");
    std::vector<AdaptedMatrix> matrices;
    for (const auto& m : matricesOf(prunedModel()))
        if (targets.covers(m))
            matrices.push_back({m, targets.strength(m).rank, targets.strength(m).scale});
    ASSERT_EQ(matrices.size(), 4u);
    float next = 0;
    std::map<std::string, std::vector<float>> written;
    writeAdapter(path(), config, matrices, [&](const std::string& name) {
        const auto m = std::find_if(matrices.begin(), matrices.end(), [&](const auto& x) { return downName(x.matrix) == name || upName(x.matrix) == name; });
        auto& values = written[name];
        for (std::int64_t i = 0; i < 2 * (downName(m->matrix) == name ? m->matrix.in : m->matrix.out); ++i)
            values.push_back(next++ / 16);
        return values;
    });
    EXPECT_EQ(error(), "no error");
    const AdapterFile file(path());
    for (const auto& m : file.matrices()) {
        std::vector<float> values(std::size_t(2 * m.matrix.in));
        file.down(m).toFloat(values);
        EXPECT_EQ(values, written.at(downName(m.matrix)));
        EXPECT_DOUBLE_EQ(m.scale, 3.5 / std::sqrt(2.0));
    }
    std::ifstream in(path() / "adapter_config.json");
    const auto said = json::parse(in);
    EXPECT_EQ(said.at("target_modules"), json({"q_proj", "down_proj"}));
    EXPECT_EQ(said.at("base_model_name_or_path"), "base");
    EXPECT_EQ(said.at("r"), 2);
    fs::create_directories(folder_ / "other");
    std::ofstream(folder_ / "other/text.txt") << "mine";
    EXPECT_THROW(writeAdapter(folder_ / "other", config, matrices, {}), base::Failure) << "no adapter stands there";
}

TEST_F(Adapter, SharesAreCountedAsTheLibraryDoes) {
    write(document(), usualTensors());
    const auto model = folder_ / "model";
    formats::HfWriter writer(model, prunedModel(), {});
    for (const auto& p : formats::parameterShapes(prunedModel())) {
        std::int64_t n = 1;
        for (const auto size : p.shape)
            n *= size;
        writer.write(p.name, std::vector<float>(std::size_t(n)));
    }
    writer.commit();
    const auto info = inspectAdapter(path().string(), model.string());
    ASSERT_TRUE(info.ok()) << info.error().english();
    EXPECT_EQ(info->parameters, 104);
    EXPECT_EQ(info->modelParameters, formats::parameterCount(prunedModel()));
    EXPECT_DOUBLE_EQ(info->trainedShare(), 104.0 / double(104 + info->modelParameters));
    EXPECT_EQ(info->matrices[1].module, "v_proj");
    const auto nothing = inspectAdapter((folder_ / "none").string());
    EXPECT_FALSE(nothing.ok());
}

} // namespace stillhouse::peft
