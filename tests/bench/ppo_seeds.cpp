// SPDX-License-Identifier: GPL-3.0-or-later
// PPO on a real small model with a programmatic reward, one seed after the other: does the reward rise, and does the KL stay where its
// target says? The model continues the beginnings of stories; an answer earns 1 for each of up to three glad words. Usage:
//   ppo_seeds MODEL [SEEDS [ROLLOUTS]]
#include "core/align/ppo.h"
#include "core/base/failure.h"
#include "core/model/model_io.h"

#include <cstdio>
#include <cstdlib>

using namespace stillhouse;
using namespace stillhouse::align;

namespace {

constexpr double klTarget = 4, band = 2; // stable: never beyond band · target, and the reward rises

const char* const beginnings[] = {"Once upon a time, there was a little girl named Lily.",
                                  "One day, Tom went to the park with his mom.",
                                  "There was a big dog who lived in a small house.",
                                  "Lucy had a red ball.",
                                  "The sun was hot and the birds were in the tree.",
                                  "Tim and Sam were best friends.",
                                  "A cat sat on the mat.",
                                  "Mom gave Ben a new toy."};

double gladness(const std::string& text) {
    int count = 0;
    for (const char* word : {"happy", "smil", "love", "fun", "glad"})
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
            ++count;
    return std::min(count, 3);
}

struct Course {
    double first = 0, last = 0, highestKl = 0, lastKl = 0;
    bool failed = false;
};

Course runSeed(const std::string& path, std::uint64_t seed, std::int64_t rollouts) {
    auto policy = model::loadModel(path);
    const auto reference = policy.clone();
    policy.setRequiresGrad(true);
    Task task;
    task.kind = "generation";
    train::RunData data;
    data.encoder = std::make_shared<evaluate::TaskEncoder>(task, text::Tokenizer::load(path), 128);
    RunControl control;
    Course course;
    bool any = false;
    control.addObserver([&](const Report& r) {
        const auto* m = std::get_if<Metric>(&r);
        if (!m || (m->name != "reward" && m->name != "kl"))
            return;
        if (m->name == "kl") {
            course.highestKl = std::max(course.highestKl, m->value);
            course.lastKl = m->value;
        } else {
            course.first = any ? course.first : m->value;
            course.last = m->value;
            any = true;
        }
        std::fprintf(stderr, "seed %llu  step %lld  %s %.3f\n", (unsigned long long)seed, (long long)m->step, m->name.c_str(), m->value);
    });
    std::shared_ptr<model::Decoder> none;
    const std::vector<train::Teacher> teachers;
    const auto folder = std::filesystem::temp_directory_path() / ("ppo_seeds_" + std::to_string(seed));
    std::filesystem::remove_all(folder);
    train::StageContext context{"B",     0, "align.ppo", policy, none, teachers, data, control, folder / "stage", folder / "cache",
                                "quick", 0, seed};
    std::vector<Example> examples;
    for (std::size_t i = 0; i < std::size(beginnings); ++i)
        examples.push_back({std::to_string(i), beginnings[i], "", "", "", "", {}});
    PpoOptions o;
    o.answers = 128;
    o.batchSize = 64;
    o.maxNew = 32;
    o.learningRate = 1e-4;
    o.beta = 0.05;
    o.klTarget = klTarget;
    o.klGain = 1;
    const auto prompts = promptSet(context, examples, 128, o.maxNew);
    const Scorer score = [&](const Rollout& rollout) {
        std::vector<double> out;
        for (const auto& episode : rollout.episodes)
            out.push_back(gladness(data.encoder->tokenizer().decode(
                std::vector<std::int32_t>(episode.ids.begin() + episode.responseStart, episode.ids.end()), true)));
        return torch::tensor(out, torch::kFloat64);
    };
    PpoUpdate update(context, o, prompts, {});
    HealthLimits health;
    health.kl = 5 * klTarget;
    const PolicyTask policyTask{prompts, score, reference, health, rollouts, o.answers};
    try {
        (void)runPolicyLoop(context, o, policyTask, update, ppoAdam(o));
    } catch (const base::Failure& failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        course.failed = true;
    }
    std::filesystem::remove_all(folder);
    return course;
}

} // namespace

int main(int count, char** words) {
    if (count < 2)
        return std::fprintf(stderr, "usage: ppo_seeds MODEL [SEEDS [ROLLOUTS]]\n"), 2;
    const int seeds = count > 2 ? std::atoi(words[2]) : 3, rollouts = count > 3 ? std::atoi(words[3]) : 24;
    int stable = 0;
    std::printf("| seed | reward before | after | highest KL | last KL | stable |\n| --- | --- | --- | --- | --- | --- |\n");
    for (int seed = 1; seed <= seeds; ++seed) {
        const auto c = runSeed(words[1], std::uint64_t(seed), rollouts);
        const bool good = !c.failed && c.last > c.first && c.highestKl <= band * klTarget;
        stable += good;
        std::printf("| %d | %.3f | %.3f | %.2f | %.2f | %s |\n", seed, c.first, c.last, c.highestKl, c.lastKl, good ? "yes" : "no");
        std::fflush(stdout);
    }
    std::printf("%d of %d seeds stable (KL target %.1f, band up to %.1f)\n", stable, seeds, klTarget, band * klTarget);
    return stable == seeds ? 0 : 1;
}
