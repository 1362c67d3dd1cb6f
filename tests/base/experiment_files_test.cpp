// SPDX-License-Identifier: GPL-3.0-or-later
// Experiments that were written and are read back: random ones, and ones whose folder moved.
#include "core/api/experiment.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <random>

using namespace stillhouse;

namespace {

void expectEqual(const Experiment& a, const Experiment& b) {
    EXPECT_EQ(a.name, b.name);
    EXPECT_EQ(a.seed, b.seed);
    EXPECT_EQ(a.device, b.device);
    ASSERT_EQ(a.teachers.size(), b.teachers.size());
    for (std::size_t i = 0; i < a.teachers.size(); ++i) {
        EXPECT_EQ(a.teachers[i].path, b.teachers[i].path);
        EXPECT_EQ(a.teachers[i].weight, b.teachers[i].weight);
        EXPECT_EQ(a.teachers[i].sources, b.teachers[i].sources);
        EXPECT_EQ(a.teachers[i].remote, b.teachers[i].remote);
    }
    const StudentSpec &s = a.student, &t = b.student;
    EXPECT_EQ(std::tie(s.path, s.hidden, s.layers, s.heads, s.kvHeads, s.ffn, s.fromTeacher),
              std::tie(t.path, t.hidden, t.layers, t.heads, t.kvHeads, t.ffn, t.fromTeacher));
    const DataSpec &c = a.data, &d = b.data;
    EXPECT_EQ(std::tie(c.train, c.eval, c.task, c.preferences, c.testFraction, c.validationFraction),
              std::tie(d.train, d.eval, d.task, d.preferences, d.testFraction, d.validationFraction));
    ASSERT_EQ(a.strategies.size(), b.strategies.size());
    for (const auto& [lane, stages] : a.strategies) {
        ASSERT_TRUE(b.strategies.contains(lane));
        ASSERT_EQ(stages.size(), b.strategies.at(lane).size());
        for (std::size_t i = 0; i < stages.size(); ++i) {
            EXPECT_EQ(stages[i].stage, b.strategies.at(lane)[i].stage);
            EXPECT_EQ(stages[i].skip, b.strategies.at(lane)[i].skip);
            EXPECT_EQ(stages[i].options, b.strategies.at(lane)[i].options);
            EXPECT_EQ(stages[i].overrides, b.strategies.at(lane)[i].overrides);
        }
    }
    EXPECT_EQ(std::tie(a.budget.preset, a.budget.maxMinutes), std::tie(b.budget.preset, b.budget.maxMinutes));
    const EvaluateSpec &e = a.evaluate, &f = b.evaluate;
    EXPECT_EQ(std::tie(e.limit, e.latencyRequests, e.bootstrap, e.gates), std::tie(f.limit, f.latencyRequests, f.bootstrap, f.gates));
}

Experiment randomExperiment(std::mt19937& random) {
    const auto number = [&](int most) { return static_cast<std::int64_t>(random() % static_cast<unsigned>(most)); };
    const auto real = [&] { return std::uniform_real_distribution<double>(0, 1)(random); };
    const std::vector<std::string> words{"", "a", "Größe", "模型", "with \"quotes\"\n", "/abs/x", "\xf0\x9f\x99\x82"};
    const auto word = [&] { return words[static_cast<std::size_t>(number(7))]; };
    Experiment e;
    e.name = word();
    e.seed = static_cast<std::int64_t>(random()) - (1LL << 31);
    for (auto i = number(4); i > 0; --i)
        e.teachers.push_back({"t" + word(), real() * 3, number(2) ? std::vector<std::string>{word()} : std::vector<std::string>{}});
    for (auto i = number(3); i > 0; --i) {
        TeacherSpec far{"", real() * 3, {}, {"https://api.example.com/v" + std::to_string(number(3)), "m" + word()}};
        far.remote.keyVariable = number(2) ? "SOME_KEY" : "";
        far.remote.keyName = word();
        far.remote.requestsPerMinute = real() * 100;
        far.remote.timeoutSeconds = 1 + real();
        far.remote.retries = number(20);
        far.remote.topLogprobs = 1 + number(20);
        far.remote.connections = 1 + number(32);
        far.remote.api = RemoteApi(number(3));
        e.teachers.push_back(far);
    }
    if (number(2))
        e.student = {"", number(100), number(5), number(9), number(3), number(300), number(2) == 1};
    else
        e.student.path = word();
    e.data = {word(), word(), word(), word(), real() / 2, real() / 2};
    for (const char* lane : {"A", "B"})
        for (auto i = number(3) + (lane[0] == 'A'); i > 0; --i)
            e.strategies[lane].push_back({"stage." + word(),
                                          {{"flag", number(2) == 1},
                                           {"whole", number(1000) - 500},
                                           {"real", real() * 1e9},
                                           {"round", 5.0},
                                           {"text", word()},
                                           {"points", Points{{0, real()}, {0.25 + real(), -1e-9}}},
                                           {"none", Points{}}},
                                          number(2) == 1});
    e.budget = {number(2) ? "quick" : "standard", real()};
    e.evaluate = {number(10), number(10), number(10), {"recall>=0.9"}};
    return e;
}

} // namespace

TEST(Experiment, WhatIsWrittenReadsBackTheSame) {
    std::mt19937 random(1);
    for (int i = 0; i < 300; ++i) {
        const Experiment e = randomExperiment(random);
        const std::string text = formatExperiment(e);
        const auto back = parseExperiment(text, "e.json", "");
        ASSERT_TRUE(back) << back.error().english() << text;
        expectEqual(e, *back);
        EXPECT_EQ(formatExperiment(*back), text);
    }
}

TEST(Experiment, PathsInsideTheFolderMoveWithIt) {
    const auto folder = std::filesystem::temp_directory_path() / "stillhouse_experiment_test";
    std::filesystem::create_directories(folder / "copy");
    Experiment e;
    e.teachers.push_back({(folder / "models/t").string(), 1, {}});
    e.data.train = "/elsewhere/train.jsonl";
    e.data.task = folder.string();
    e.strategies["A"].push_back({"distill.soft", {}, false});
    ASSERT_TRUE(writeExperiment(e, (folder / "e.json").string()));
    expectEqual(e, *readExperiment((folder / "e.json").string()));
    std::filesystem::copy_file(folder / "e.json", folder / "copy/e.json", std::filesystem::copy_options::overwrite_existing);
    const auto moved = readExperiment((folder / "copy/e.json").string());
    EXPECT_EQ(moved->teachers[0].path, (folder / "copy/models/t").string());
    EXPECT_EQ(moved->data.task, (folder / "copy").string());
    EXPECT_EQ(moved->data.train, "/elsewhere/train.jsonl");
    std::filesystem::remove_all(folder);
    EXPECT_EQ(readExperiment((folder / "e.json").string()).error().kind, ErrorKind::Io);
}
