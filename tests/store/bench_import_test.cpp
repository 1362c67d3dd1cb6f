// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/bench_import.h"

#include "tests/store/temporary_store.h"

#include <fstream>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

// The columns of llama.cpp's tools/llama-bench, values made up; shortened by columns that nothing here reads.
const char* const kPrompt =
    R"({"build_commit": "d7b31a9d", "build_number": 4719, "cpu_info": "Some CPU", "gpu_info": "", "backends": "CPU", "model_filename": "models/tiny-q4_0.gguf",)"
    R"( "model_type": "llama 1B Q4_0", "model_size": 637699456, "model_n_params": 1100048384, "n_batch": 2048, "n_ubatch": 512, "n_threads": 8, "cpu_mask": "0x0",)"
    R"( "type_k": "f16", "type_v": "f16", "n_gpu_layers": 99, "flash_attn": false, "n_prompt": 512, "n_gen": 0, "test_time": "2025-02-14T09:30:00Z",)"
    R"( "avg_ns": 1, "stddev_ns": 0, "avg_ts": 101.0, "stddev_ts": 1.0, "samples_ns": [1,2,3], "samples_ts": [ 100.0, 102.0, 101.0 ]})";

std::string with(std::string row, const std::string& from, const std::string& to) {
    const auto at = row.find(from);
    return at == std::string::npos ? row : row.replace(at, from.size(), to);
}

class BenchImportTest : public StoreTest {
protected:
    Result<BenchImport> import(const std::string& text) const {
        std::ofstream(folder_ / "bench.jsonl", std::ios::binary) << text;
        return importBench(path_, (folder_ / "bench.jsonl").string());
    }
};

} // namespace

TEST_F(BenchImportTest, RowsBecomeRivalsWithTheirProvenance) {
    const std::string decode = with(with(kPrompt, R"("n_prompt": 512, "n_gen": 0)", R"("n_prompt": 0, "n_gen": 128, "n_depth": 4096)"), "[ 100.0, 102.0, 101.0 ]", "[20, 22]");
    const std::string both = with(kPrompt, R"("n_gen": 0)", R"("n_gen": 128)");
    const auto imported = must(import(std::string(kPrompt) + "\n\n" + decode + "\r\n" + both));
    EXPECT_EQ(imported.rows, 3);
    ASSERT_EQ(imported.runIds.size(), 1u);
    Store store = open();
    const RunRow run = *must(store.run(imported.runIds[0]));
    EXPECT_EQ(run.name, "llama 1B Q4_0 · tiny-q4_0.gguf");
    EXPECT_EQ(run.status, "finished");
    EXPECT_EQ(run.tags, std::vector<std::string>{kBenchTag});
    EXPECT_EQ(run.note, "llama-bench: llama.cpp b4719 (d7b31a9d); Some CPU; 2025-02-14 09:30 UTC");
    EXPECT_DOUBLE_EQ(run.started, 1739525400); // date -u -d 2025-02-14T09:30:00Z +%s
    const auto comparison = must(store.comparison({}));
    ASSERT_EQ(comparison.rows.size(), 3u);
    EXPECT_EQ(comparison.rows[0].subject, "pp512");
    EXPECT_EQ(comparison.rows[0].parameters, 1100048384);
    EXPECT_EQ(comparison.rows[0].fileBytes, 637699456);
    EXPECT_TRUE(comparison.rows[0].metrics.empty());
    ASSERT_EQ(comparison.latencies.size(), 3u);
    const auto& [id, prompt] = comparison.latencies[0];
    EXPECT_EQ(prompt.kind, "prompt_tps");
    EXPECT_EQ(prompt.samples, (std::vector<double>{100, 102, 101}));
    EXPECT_EQ(prompt.threads, 8);
    EXPECT_EQ(prompt.cpu, "Some CPU");
    EXPECT_EQ(prompt.kernel, "llama.cpp b4719 (d7b31a9d), CPU, batch 2048/512, KV f16");
    EXPECT_EQ(comparison.latencies[1].second.subject, "tg128 @ d4096");
    EXPECT_EQ(comparison.latencies[1].second.kind, "decode_tps");
    EXPECT_EQ(comparison.latencies[2].second.kind, "mixed_tps");
    EXPECT_EQ(sql("SELECT count(*) FROM models"), "0") << "another machine's files are no models of the project";
}

TEST_F(BenchImportTest, TheSameFileTwiceIsThereOnce) {
    const auto first = must(import(kPrompt));
    EXPECT_EQ(must(import(kPrompt)).runIds, first.runIds);
    EXPECT_EQ(sql("SELECT count(*) FROM runs"), "1");
    EXPECT_EQ(sql("SELECT count(*) FROM latency_samples"), "3");
    const auto other = must(import(with(kPrompt, "d7b31a9d", "aaaaaaaa")));
    EXPECT_NE(other.runIds, first.runIds) << "another build is another rival";
    EXPECT_EQ(sql("SELECT count(*) FROM runs"), "2");
}

TEST_F(BenchImportTest, SaysWhichLineAndColumnIsWrong) {
    const auto wrong = [&](const std::string& row) {
        const auto imported = import(std::string(kPrompt) + "\n" + row);
        EXPECT_FALSE(imported);
        return imported ? std::string() : imported.error().english();
    };
    EXPECT_NE(wrong("{").find("bench.jsonl, line 2"), std::string::npos);
    EXPECT_NE(wrong("[1]").find("line 2"), std::string::npos);
    EXPECT_NE(wrong(with(kPrompt, R"("n_threads": 8)", R"("n_threads": "8")")).find("n_threads"), std::string::npos);
    EXPECT_NE(wrong(with(kPrompt, R"("n_threads": 8)", R"("n_threads": 1e300)")).find("n_threads"), std::string::npos);
    EXPECT_NE(wrong(with(kPrompt, R"("n_prompt": 512)", R"("n_prompt": -1)")).find("n_prompt"), std::string::npos);
    EXPECT_NE(wrong(with(kPrompt, R"("n_prompt": 512)", R"("n_prompt": 0)")).find("n_prompt"), std::string::npos);
    EXPECT_NE(wrong(with(kPrompt, "102.0, 101.0 ]", "\"fast\"]")).find("samples_ts"), std::string::npos);
    EXPECT_NE(wrong(with(kPrompt, "102.0, 101.0 ]", "-1]")).find("samples_ts"), std::string::npos);
    EXPECT_EQ(import("\n \n").error().kind, ErrorKind::BadInput);
    EXPECT_EQ(importBench(path_, (folder_ / "none").string()).error().kind, ErrorKind::Io);
    EXPECT_FALSE(std::filesystem::exists(path_)) << "nothing was imported, so no project file was made";
}
