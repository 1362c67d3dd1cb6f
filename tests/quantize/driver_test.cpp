// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/quantize.h"
#include "core/infer/native_file.h"
#include "core/quantize/layer_stream.h"
#include "tests/quantize/story_model.h"
#include "tests/quantize/support.h"
#include "tests/support/shared.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace stillhouse::quantize {
namespace {

namespace fs = std::filesystem;

std::string bytesOf(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

QuantizeRequest requestFor(const fs::path& model, const fs::path& out) {
    QuantizeRequest r;
    r.model = model.string();
    r.out = out.string();
    r.threads = 2;
    r.options = {{"sequences", std::int64_t(8)}, {"length", std::int64_t(64)}, {"protect_percent", 0.1}};
    return r;
}

std::string storyFile(const stillhouse::tests::TemporaryFolder& folder) {
    std::ofstream out(folder / "story.txt");
    for (int i = 0; i < 200; ++i)
        out << "Once upon a time there was a little girl named Lily. She had " << i << " red balls and a small dog who liked to run in the park.\n";
    return (folder / "story.txt").string();
}

TEST(Driver, StreamAndSessionComputeTheSame) {
    STILLHOUSE_SHARED_OR_SKIP(model, "model-tinystories-656k");
    const auto source = infer::openPacked(model);
    infer::WorkerPool pool(2);
    const auto windows = tests::sampledWindows(model, 1, 2, 50, 3);
    LayerStream stream(source, windows, pool);
    for (std::size_t i = 0; i < source.layers.size(); ++i)
        stream.pass(source.layers[i], std::int64_t(i), [] {});
    infer::Session session(std::make_shared<infer::PackedModel>(source), 1, 64);
    for (std::size_t s = 0; s < windows.size(); ++s) {
        session.truncate(0);
        const auto expected = session.prompt(windows[s]);
        const auto x = stream.headInput(s).last(std::size_t(source.config.hidden));
        infer::Activations a;
        a.set(x, 1, source.config.hidden);
        std::vector<float> seen(expected.size());
        const infer::Product product{&source.head, seen.data()};
        infer::multiply(pool, std::span(&product, 1), a);
        for (std::size_t i = 0; i < seen.size(); ++i)
            ASSERT_NEAR(seen[i], expected[i], 2e-3);
    }
}

TEST(Driver, SaysWhatTheFileHolds) {
    STILLHOUSE_SHARED_OR_SKIP(model, "model-tinystories-656k");
    const stillhouse::tests::TemporaryFolder folder;
    auto request = requestFor(model, folder / "m.safetensors");
    request.calibration = storyFile(folder);
    RunControl control;
    const auto result = quantizeModel(request, control);
    ASSERT_TRUE(result.ok()) << result.error().english();
    EXPECT_EQ(result->calibrationTokens, 8 * 64);
    EXPECT_EQ(result->bytes, std::int64_t(fs::file_size(request.out)));
    EXPECT_EQ(result->tensors.size(), 2u * 7 + 1); // the head is tied
    EXPECT_FALSE(fs::exists(request.out + ".partial"));
    const auto packed = infer::openNative(request.out);
    EXPECT_NEAR(result->bitsPerWeight, double(packed.bytes()) * 8 / 655360, 0.02); // 656,000 parameters less the norms' 640
    for (const auto& t : result->tensors) {
        EXPECT_LT(t.weightError, 0.1) << t.name;
        EXPECT_GE(t.outputError, 0) << t.name;
        EXPECT_LT(t.outputError, 0.1) << t.name;
    }
    for (const auto& a : result->activations) {
        EXPECT_LE(a.p50, a.p99);
        EXPECT_LE(a.p99, a.p999);
        EXPECT_LE(a.p999, a.largest);
        EXPECT_GT(a.clip, 0);
    }
    const auto read = readQuantization(request.out);
    ASSERT_TRUE(read.ok()) << read.error().english();
    ASSERT_EQ(read->tensors.size(), result->tensors.size());
    EXPECT_EQ(read->tensors[3].name, result->tensors[3].name);
    EXPECT_EQ(read->tensors[3].outputError, result->tensors[3].outputError);
    const auto drift = activationDrift(request.out, request.calibration, control);
    ASSERT_TRUE(drift.ok()) << drift.error().english();
    ASSERT_EQ(drift->size(), result->activations.size());
    for (const auto& row : *drift)
        EXPECT_FALSE(row.drifted) << row.name; // the text that it was calibrated on
}

TEST(Driver, AnInterruptedRunResumesToTheSameBytes) {
    STILLHOUSE_SHARED_OR_SKIP(model, "model-tinystories-656k");
    const stillhouse::tests::TemporaryFolder folder;
    auto whole = requestFor(model, folder / "whole.safetensors");
    whole.calibration = storyFile(folder);
    RunControl quiet;
    ASSERT_TRUE(quantizeModel(whole, quiet).ok());

    auto request = whole;
    request.out = (folder / "m.safetensors").string();
    RunControl stopping;
    stopping.addObserver([&](const Report& report) {
        if (const auto* p = std::get_if<Progress>(&report); p && p->activity.english().find("layers.1.self_attn.o") != std::string::npos)
            stopping.requestStop();
    });
    const auto stopped = quantizeModel(request, stopping);
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(stopped.error().kind, ErrorKind::Cancelled);
    EXPECT_FALSE(fs::exists(request.out));
    const fs::path kept = request.out + ".partial/layer-0.safetensors";
    ASSERT_TRUE(fs::exists(kept));
    EXPECT_FALSE(fs::exists(request.out + ".partial/layer-1.safetensors"));

    request.resume = true;
    RunControl resuming;
    bool redone = false;
    resuming.addObserver([&](const Report& report) {
        if (const auto* p = std::get_if<Progress>(&report))
            redone |= p->activity.english().find("layers.0.") != std::string::npos;
    });
    const auto resumed = quantizeModel(request, resuming);
    ASSERT_TRUE(resumed.ok()) << resumed.error().english();
    EXPECT_FALSE(redone);
    EXPECT_TRUE(bytesOf(request.out) == bytesOf(whole.out));
}

TEST(Driver, WhatWasDoneUnderOtherOptionsOrIsDamagedIsDoneAgain) {
    STILLHOUSE_SHARED_OR_SKIP(model, "model-tinystories-656k");
    const stillhouse::tests::TemporaryFolder folder;
    auto request = requestFor(model, folder / "m.safetensors");
    RunControl control;
    ASSERT_TRUE(quantizeModel(request, control).ok());
    const auto expected = bytesOf(request.out);
    fs::create_directories(request.out + ".partial");
    std::ofstream(request.out + ".partial/layer-0.safetensors") << "not a layer";
    fs::copy_file(request.out, request.out + ".partial/layer-1.safetensors"); // a packed file, but not of this work
    request.resume = true;
    ASSERT_TRUE(quantizeModel(request, control).ok());
    EXPECT_TRUE(bytesOf(request.out) == expected);
}

TEST(Driver, RefusesCalibrationThatIsNoText) {
    STILLHOUSE_SHARED_OR_SKIP(model, "model-tinystories-656k");
    const stillhouse::tests::TemporaryFolder folder;
    const auto fails = [&](const std::string& name, const std::string& content) {
        std::ofstream(folder / name, std::ios::binary) << content;
        auto request = requestFor(model, folder / "m.safetensors");
        request.calibration = (folder / name).string();
        RunControl control;
        const auto result = quantizeModel(request, control);
        EXPECT_FALSE(result.ok()) << name;
        EXPECT_FALSE(fs::exists(request.out));
    };
    fails("empty.txt", "");
    fails("blank.txt", " \n \n");
    fails("zeros.txt", std::string(4096, '\0'));
    fails("bytes.txt", "text \xff\xfe\x80 text");
    fails("broken.jsonl", "{\"text\": \"a\"}\n{\"text\": ");
    auto request = requestFor(model, folder / "m.safetensors");
    request.calibration = (folder / "absent.txt").string();
    RunControl control;
    EXPECT_FALSE(quantizeModel(request, control).ok());
}

TEST(Driver, RefusesWhatMakesNoSense) {
    RunControl control;
    QuantizeRequest request;
    request.model = "/nowhere";
    request.out = "/tmp/never.safetensors";
    EXPECT_FALSE(quantizeModel(request, control).ok());
    request.method = "quantize.int5";
    EXPECT_EQ(quantizeModel(request, control).error().key, "method");
    request.method = "quantize.int4";
    request.options = {{"codebook_rows", std::int64_t(24)}};
    EXPECT_EQ(quantizeModel(request, control).error().key, "options.codebook_rows");
    request.options = {{"protect_percent", 5.0}};
    EXPECT_EQ(quantizeModel(request, control).error().key, "options.protect_percent");
}

TEST(Driver, ListedTensorsGoToInt8) {
    STILLHOUSE_SHARED_OR_SKIP(model, "model-tinystories-656k");
    const stillhouse::tests::TemporaryFolder folder;
    auto request = requestFor(model, folder / "m.safetensors");
    request.options["int8_tensors"] = std::string("model.layers.1.mlp.down_proj.weight");
    RunControl control;
    const auto result = quantizeModel(request, control);
    ASSERT_TRUE(result.ok()) << result.error().english();
    for (const auto& t : result->tensors)
        EXPECT_EQ(t.packing == "int8", t.name == "model.layers.1.mlp.down_proj.weight" || t.name == "model.embed_tokens.weight") << t.name;
    request.options["int8_tensors"] = std::string("model.layers.9.mlp.down_proj.weight");
    EXPECT_EQ(quantizeModel(request, control).error().key, "options.int8_tensors");
}

TEST(Pictures, CountEveryWeightAndOrderTheChoices) {
    STILLHOUSE_SHARED_OR_SKIP(model, "model-tinystories-656k");
    const std::string tensor = "model.layers.0.mlp.up_proj.weight";
    const auto picture = weightPicture(model.string(), tensor, 40);
    ASSERT_TRUE(picture.ok()) << picture.error().english();
    EXPECT_EQ(picture->edges.size(), 41u);
    EXPECT_EQ(picture->levels.size(), 16u);
    std::int64_t counted = 0;
    for (const auto count : picture->counts)
        counted += count;
    EXPECT_EQ(counted, 128 * 384);
    EXPECT_FALSE(weightPicture(model.string(), "model.norm.weight", 40).ok());
    EXPECT_FALSE(weightPicture(model.string(), tensor, 0).ok());
    RunControl control;
    const auto curve = bitsErrorCurve(model.string(), tensor, control);
    ASSERT_TRUE(curve.ok()) << curve.error().english();
    const auto row = [&](const std::string& choice) { return *std::find_if(curve->begin(), curve->end(), [&](const auto& r) { return r.choice == choice; }); };
    EXPECT_LT(row("int4-nonuniform, codebook per 16 rows").error, 0.8 * row("int4 rtn").error);
    EXPECT_LT(row("int4-nonuniform, codebook per 16 rows").bits, row("int4 rtn").bits);
    EXPECT_LT(row("int4-nonuniform +0.5 %").error, row("int4-nonuniform, codebook per 16 rows").error);
    EXPECT_LT(row("int8 rtn").error, 0.1 * row("int4-nonuniform +0.5 %").error);
}

} // namespace
} // namespace stillhouse::quantize
