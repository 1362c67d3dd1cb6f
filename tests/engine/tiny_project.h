// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include "core/api/engine.h"
#include "core/model/decoder.h"
#include "core/model/model_io.h"
#include "core/text/bpe_trainer.h"
#include "tests/support/temporary_folder.h"

#include <fstream>
#include <memory>
#include <string>
#include <vector>

extern "C" stillhouse::Engine* stillhouse_make_engine();

namespace stillhouse::tests {

/// A whole project that runs in a second or two: synthetic reviews, a tokenizer trained on them, and a teacher with random weights
/// (it knows nothing; what is tested is the machinery).
class TinyProject {
public:
    explicit TinyProject(std::int64_t examples = 240) {
        const auto reviews = syntheticReviews(examples, 3);
        std::string text;
        for (const auto& review : reviews)
            text += review.prompt + "\n";
        text += "Risk: low medium high\n";
        const auto tokenizer = text::trainBpe({std::string_view(text)}, {.vocabSize = 320});
        writeData(reviews);
        Task task;
        task.promptTemplate = "{prompt}\nRisk:";
        task.labels = {{"low", " low"}, {"medium", " medium"}, {"high", " high"}};
        (void)writeTask(task, path("task.json"));
        Task answer;
        answer.kind = "generation";
        answer.promptTemplate = "{prompt}\nRisk:";
        (void)writeTask(answer, path("generation.json"));
        saveModel(tokenizer, "teacher", 11, 0);
    }

    /// Another teacher with the same tokens, its embedding padded by so many rows.
    void addTeacher(const std::string& name, std::uint64_t seed, std::int64_t padding = 0) const {
        saveModel(text::Tokenizer::load(path("teacher")), name, seed, padding);
    }
    /// Another teacher with tokens of its own.
    void addForeignTeacher(const std::string& name) const {
        const std::string text = "Risk: low medium high. Quite another text, from which other tokens come: quite, another, other, tokens, text.";
        saveModel(text::trainBpe({std::string_view(text)}, {.vocabSize = 290}), name, 12, 0);
    }

    std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

    Experiment experiment() const {
        Experiment e;
        e.name = "tiny";
        e.seed = 5;
        e.teachers = {{path("teacher"), 1, {}}};
        e.student.hidden = 16;
        e.student.layers = 1;
        e.student.heads = 2;
        e.student.kvHeads = 2;
        e.student.ffn = 32;
        e.data.train = path("data.jsonl");
        e.data.task = path("task.json");
        const OptionMap few{{"steps", std::int64_t(6)}, {"batch_size", std::int64_t(8)}, {"max_tokens", std::int64_t(96)}};
        OptionMap rounds = few;
        rounds["samples"] = std::int64_t(16);
        e.strategies["A"] = {{"distill.soft", few, false}};
        e.strategies["B"] = {{"align.sft", few, false}, {"align.progressive", rounds, false}};
        e.evaluate.limit = 20;
        e.evaluate.latencyRequests = 3;
        e.evaluate.bootstrap = 50;
        return e;
    }

    RunRequest request(const std::string& run) const {
        RunRequest r;
        r.experiment = experiment();
        r.runId = run;
        r.folder = path("runs/" + run);
        return r;
    }

private:
    void writeData(const std::vector<Example>& reviews) const {
        std::ofstream file(path("data.jsonl")), written(path("written.jsonl"));
        std::size_t at = 0;
        for (const auto& r : reviews) {
            std::string prompt;
            for (const char c : r.prompt)
                prompt += c == '"' ? std::string("\\\"") : c == '\n' ? std::string("\\n") : c == '\\' ? std::string("\\\\") : std::string(1, c);
            const char* source = at++ % 2 ? "odd" : "even";
            file << R"({"id":")" << r.id << R"(","prompt":")" << prompt << R"(","label":")" << r.label << R"(","source":")" << source << "\"}\n";
            written << R"({"id":")" << r.id << R"(","prompt":")" << prompt << R"(","response":" the risk is )" << r.label << R"(","source":")" << source << "\"}\n";
        }
    }

    void saveModel(const text::Tokenizer& tokenizer, const std::string& name, std::uint64_t seed, std::int64_t padding) const {
        text::saveTokenizer(tokenizer, path(name + "-tokenizer"));
        formats::ModelConfig config;
        config.vocab = std::int64_t(tokenizer.vocabSize()) + padding;
        config.hidden = 24;
        config.headDim = 12;
        config.layers.assign(2, {2, 2, 48, true, true});
        config.maxPositions = 256;
        config.tiedEmbeddings = true;
        model::saveModel(model::Decoder::random(config, {seed, 0.2}), path(name), {.tokenizerFrom = path(name + "-tokenizer")});
    }

    TemporaryFolder folder_;
};

inline std::unique_ptr<Engine> makeEngine() { return std::unique_ptr<Engine>(stillhouse_make_engine()); }

/// The bytes of the run's student of one strategy.
inline std::string weightsOf(const RunRequest& request, const std::string& lane) {
    std::ifstream file(request.folder + "/" + lane + "/model/model.safetensors", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

} // namespace stillhouse::tests
