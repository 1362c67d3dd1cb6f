// SPDX-License-Identifier: GPL-3.0-or-later
// Attention pictures: the numbers against the hooks, and their share of the training time on a clock of the test.
#include "core/model/torch.h"

#include "core/api/attention.h"
#include "core/base/failure.h"
#include "core/evaluate/attention_picture.h"
#include "core/train/picture_server.h"
#include "tests/engine/model_support.h"
#include "tests/engine/tiny_project.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

evaluate::PictureInput someInput() {
    return {{3, 1, 4, 1, 5, 9}, {"a", "b", "c", "d", "e", "f"}, 0};
}

// The first layer has three heads, the second none, the third four.
model::Decoder unevenModel() {
    auto config = tinyModel();
    config.layers = {{3, 3, 20, true, true}, {0, 0, 20, false, true}, {4, 2, 20, true, true}};
    return livelyModel(config);
}

void expectCausalRows(const float* map, std::int64_t tokens) {
    for (std::int64_t i = 0; i < tokens; ++i) {
        double sum = 0;
        for (std::int64_t j = 0; j < tokens; ++j) {
            sum += map[i * tokens + j];
            if (j > i) {
                EXPECT_EQ(map[i * tokens + j], 0) << i << " " << j;
            }
        }
        EXPECT_NEAR(sum, 1, 1e-5);
    }
}

} // namespace

TEST(AttentionPicture, IsWhatTheHooksCaptureAndMarksWhatIsNotThere) {
    const auto decoder = unevenModel();
    const auto picture = evaluate::attentionPicture(decoder, someInput());
    ASSERT_EQ(picture.shape, (std::vector<std::int64_t>{3, 4, 6, 6}));
    ASSERT_EQ(picture.values.size(), 3u * 4 * 36);
    torch::NoGradGuard noGrad;
    model::Hooks hooks;
    hooks.wantAttentionMaps = true;
    model::ForwardOptions options;
    options.hooks = &hooks;
    (void)decoder.forward(idTensor({3, 1, 4, 1, 5, 9}), options);
    for (std::int64_t l = 0; l < 3; ++l)
        for (std::int64_t h = 0; h < 4; ++h) {
            const float* map = attentionMap(picture, l, h);
            if (l == 1 || (l == 0 && h == 3)) {
                EXPECT_EQ(map, nullptr) << l << " " << h;
                continue;
            }
            ASSERT_NE(map, nullptr) << l << " " << h;
            const auto own = hooks.attentionMaps[std::size_t(l)][0][h].contiguous();
            for (std::int64_t i = 0; i < 36; ++i)
                EXPECT_EQ(map[i], own.data_ptr<float>()[i]);
            expectCausalRows(map, 6);
        }
}

TEST(AttentionPicture, OfOneHeadIsThatHeadsMap) {
    const auto decoder = unevenModel();
    const auto all = evaluate::attentionPicture(decoder, someInput()), one = evaluate::attentionPicture(decoder, someInput(), 2, 3);
    EXPECT_EQ(one.shape, (std::vector<std::int64_t>{1, 1, 6, 6}));
    // Layers that are not looked at take the fused path, whose sums round otherwise.
    for (std::int64_t i = 0; i < 36; ++i)
        EXPECT_NEAR(one.values[std::size_t(i)], attentionMap(all, 2, 3)[i], 1e-6);
    EXPECT_EQ(attentionMap(evaluate::attentionPicture(decoder, someInput(), 0, 3), 0, 0), nullptr);
    EXPECT_THROW(evaluate::attentionPicture(decoder, someInput(), 3, 0), base::Failure);
    EXPECT_THROW(evaluate::attentionPicture(decoder, someInput(), 0, 4), base::Failure);
    auto foreign = someInput();
    foreign.ids[2] = 16;
    EXPECT_THROW(evaluate::attentionPicture(decoder, foreign), base::Failure);
}

// A fake second hand: whoever asks always asks again, and no stretch of training gives more than its share and one picture.
TEST(PictureBudget, StaysWithinItsShareOverEveryStretch) {
    constexpr double share = train::PictureBudget::kPictureShare;
    train::PictureBudget budget;
    std::vector<double> trained{0}, shown{0};
    const double prices[] = {0.2, 0.05, 0.6};
    int pictures = 0;
    for (int step = 0; step < 4000; ++step) {
        const double seconds = 0.05 + 0.01 * (step % 7);
        budget.earn(seconds);
        double spent = 0;
        if (budget.allows()) {
            spent = prices[++pictures % 3];
            budget.pay(spent);
        }
        trained.push_back(trained.back() + seconds);
        shown.push_back(shown.back() + spent);
    }
    EXPECT_GT(pictures, 20);
    // Two prices: what was earned for the dearest, and one picture dearer than the last.
    for (std::size_t from = 0; from < trained.size(); from += 97)
        for (std::size_t to = from + 1; to < trained.size(); to += 89)
            EXPECT_LE(shown[to] - shown[from], share * (trained[to] - trained[from]) + 2 * 0.6 + 1e-9) << from << " " << to;
    EXPECT_LE(shown.back(), share * trained.back() + 0.6);
    EXPECT_GE(shown.back(), share / 2 * trained.back())
        << "of what is allowed, a cheap picture after a dear one gives back at most its share";
}

// A picture is taken to cost a step: at 3 % one step is earned by 33.3 steps.
TEST(PictureBudget, WaitsForTheWorthOfAStepBeforeItKnowsAPrice) {
    train::PictureBudget budget;
    for (int step = 0; step < 33; ++step) {
        budget.earn(step == 0 ? 9 : 0.01); // the first step is always slow
        EXPECT_FALSE(budget.allows()) << step;
    }
    budget.earn(0.01);
    EXPECT_TRUE(budget.allows());
}

TEST(PictureBudget, SilenceDoesNotPayForABurst) {
    train::PictureBudget budget;
    for (int step = 0; step < 100; ++step)
        budget.earn(1);
    ASSERT_TRUE(budget.allows());
    budget.pay(0.1);
    for (int step = 0; step < 1000; ++step)
        budget.earn(1);
    ASSERT_TRUE(budget.allows());
    budget.pay(0.1);
    EXPECT_FALSE(budget.allows()) << "a thousand quiet seconds are worth one picture";
    budget.earn(3.3); // of the 0.1 / 3 % = 3.33 s that the next one takes
    EXPECT_FALSE(budget.allows());
    budget.earn(0.04);
    EXPECT_TRUE(budget.allows());
}

namespace {

// A stage at rest around a student, with a clock that only the test moves: a picture takes `price`.
struct Scene {
    TinyProject project{40};
    text::Tokenizer tokenizer = text::Tokenizer::load(project.path("teacher"));
    model::Decoder student = model::loadModel(project.path("teacher"));
    std::shared_ptr<model::Decoder> policy;
    std::vector<train::Teacher> teachers;
    train::RunData data;
    RunControl control;
    train::StageContext context{"A", 0, "test", student, policy, teachers, data, control, {}, {}, "quick", 0, 1, false, {}, {}};
    double now = 0, price = 0.1;
    std::vector<Picture> pictures;
    train::PictureServer server{context, [this] { return now; }};

    Scene() {
        data.encoder = std::make_shared<evaluate::TaskEncoder>(*readTask(project.path("task.json")), tokenizer, 200);
        teachers.push_back({std::make_shared<model::Decoder>(student.clone()), {}, {}});
        control.addObserver([this](const Report& report) {
            if (const auto* picture = std::get_if<Picture>(&report)) {
                pictures.push_back(*picture);
                now += price;
            }
        });
    }
    void ask(const std::string& subject) {
        PictureRequest request;
        request.tag = "tag." + subject;
        request.subject = subject;
        request.prompt = "Card payment of 12 EUR";
        control.requestPicture(request);
    }
    void train(int steps, std::int64_t from) {
        for (int i = 0; i < steps; ++i) {
            now += 0.05;
            server.betweenSteps(from + i);
        }
    }
};

} // namespace

TEST(PictureServer, AnswersWithTheTagTheStepAndTheTokensOfTheTemplate) {
    Scene scene;
    scene.ask("student");
    scene.train(40, 1);
    ASSERT_EQ(scene.pictures.size(), 1u);
    const auto& picture = scene.pictures[0];
    EXPECT_TRUE(picture.error.what.empty()) << picture.error.english();
    EXPECT_EQ(picture.tag, "tag.student");
    EXPECT_EQ(picture.lane, "A");
    EXPECT_GE(picture.step, 34);
    std::string text;
    for (const auto& label : picture.labels)
        text += label;
    EXPECT_EQ(text, "Card payment of 12 EUR\nRisk:") << "as training formats an example, without the answer";
    const auto own = evaluate::attentionPicture(scene.student, evaluate::pictureInput(*scene.data.encoder, "Card payment of 12 EUR", 64));
    EXPECT_EQ(picture.values, own.values);
}

TEST(PictureServer, DefersWhatWouldCostMoreThanItsShare) {
    Scene scene;
    scene.ask("student");
    scene.train(34, 1);
    ASSERT_EQ(scene.pictures.size(), 1u);
    // 0.1 s for the picture, of which 0.05 s, the step it was taken to cost, were earned: (0.1 + 0.05) s after 0.15 / (0.05 · 3 %) = 100
    // steps.
    scene.ask("student");
    scene.train(98, 35);
    EXPECT_EQ(scene.pictures.size(), 1u) << "deferred";
    EXPECT_TRUE(scene.control.pictureRequested()) << "and not lost";
    scene.train(4, 133);
    EXPECT_EQ(scene.pictures.size(), 2u);
    for (int i = 0; i < 800; ++i) {
        scene.ask("student");
        scene.train(1, 137 + i);
    }
    const double shown = 0.1 * double(scene.pictures.size()), training = scene.now - shown;
    EXPECT_LE(shown, train::PictureBudget::kPictureShare * training + 0.1) << "asking all the time";
    EXPECT_GT(scene.pictures.size(), 9u);
}

TEST(PictureServer, AnswersEverythingWhilePausedForNothing) {
    Scene scene;
    scene.ask("student");
    scene.ask("teacher");
    scene.server.whilePaused(7);
    ASSERT_EQ(scene.pictures.size(), 2u);
    EXPECT_EQ(scene.pictures[1].subject, "teacher");
    EXPECT_EQ(scene.pictures[1].values, scene.pictures[0].values) << "the teacher here is a copy";
    scene.ask("student");
    scene.train(34, 8);
    EXPECT_EQ(scene.pictures.size(), 3u) << "the pause was not charged";
}

TEST(PictureServer, TellsWhyThereIsNoPicture) {
    Scene scene;
    scene.teachers.clear();
    scene.ask("teacher");
    scene.server.whilePaused(1);
    ASSERT_EQ(scene.pictures.size(), 1u);
    EXPECT_EQ(scene.pictures[0].tag, "tag.teacher");
    EXPECT_FALSE(scene.pictures[0].error.what.empty());
    EXPECT_TRUE(scene.pictures[0].values.empty());
}
