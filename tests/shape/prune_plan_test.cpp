// SPDX-License-Identifier: GPL-3.0-or-later
// Plans worked out by hand: the importances below are small numbers whose cheapest legal sums can be read off.
#include "core/base/failure.h"
#include "core/shape/prune_plan.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>

using namespace stillhouse;

namespace {

// 8 wide, head width 4.
HeadImportance table(const std::vector<std::vector<double>>& heads, std::int64_t kvHeads,
                     const std::vector<std::vector<double>>& channels = {}) {
    formats::ModelConfig config;
    config.vocab = 10;
    config.hidden = 8;
    config.headDim = 4;
    for (std::size_t l = 0; l < heads.size(); ++l)
        config.layers.push_back(
            {std::int64_t(heads[l].size()), kvHeads, channels.empty() ? 16 : std::int64_t(channels[l].size()), true, true});
    auto out = shape::evenImportance(config);
    out.measure = "first_order";
    for (std::size_t l = 0; l < heads.size(); ++l) {
        out.layers[l].head = heads[l];
        out.layers[l].channel = channels.empty() ? std::vector<double>() : channels[l];
    }
    return out;
}

using List = std::vector<std::int64_t>;

PruneRequest remove(std::int64_t heads, const std::string& mode = "global") {
    PruneRequest r;
    r.heads = heads;
    r.mode = mode;
    r.normalise = false;
    return r;
}

} // namespace

TEST(PrunePlan, GlobalTakesTheCheapestHeadsAnywhere) {
    const auto t = table({{5, 1, 4, 2}, {9, 8, 7, 3}}, 4);
    const auto plan = shape::plan(t, remove(3));
    EXPECT_EQ(plan.layers[0].heads, (List{1, 3}));
    EXPECT_EQ(plan.layers[1].heads, (List{3}));
    EXPECT_EQ(plan.layers[0].kvHeads, (List{1, 3})) << "each head has its own key/value head";
    EXPECT_EQ(plan.headsRemoved, 3);
    EXPECT_DOUBLE_EQ(plan.importance, 1 + 2 + 3);
}

TEST(PrunePlan, UniformTakesTheSameFromEachLayer) {
    const auto plan = shape::plan(table({{5, 1, 4, 2}, {9, 8, 7, 3}}, 4), remove(4, "uniform"));
    EXPECT_EQ(plan.layers[0].heads, (List{1, 3}));
    EXPECT_EQ(plan.layers[1].heads, (List{2, 3}));
}

// Two groups of three. Two heads go cheapest as the lowest of each group (1 + 2); three only as a whole group: 6 against 9.
TEST(PrunePlan, GroupedQueriesLoseWholeGroupsOrTheSameFromEach) {
    const auto t = table({{1, 2, 3, 2, 3, 4}}, 2);
    const auto two = shape::plan(t, remove(2));
    EXPECT_EQ(two.layers[0].heads, (List{0, 3}));
    EXPECT_TRUE(two.layers[0].kvHeads.empty());
    const auto three = shape::plan(t, remove(3));
    EXPECT_EQ(three.layers[0].heads, (List{0, 1, 2}));
    EXPECT_EQ(three.layers[0].kvHeads, (List{0}));
    // Four: two of each group (1+2 + 2+3 = 8), or a group and one of the other (6 + 2 = 8): a tie, and the first found stays.
    EXPECT_DOUBLE_EQ(shape::plan(t, remove(4)).importance, 8);
    // One is not legal; of the neighbours 0 and 2 the larger is taken.
    const auto one = shape::plan(t, remove(1));
    EXPECT_EQ(one.headsRemoved, 2);
    EXPECT_EQ(one.headsAsked, 1);
}

TEST(PrunePlan, LocksAndForcedHeadsHold) {
    auto r = remove(2);
    r.keep = {{0, 0}};
    const auto t = table({{1, 2, 3, 2, 3, 4}}, 2);
    EXPECT_EQ(shape::plan(t, r).layers[0].heads, (List{1, 3})) << "head 0 is locked, so the next of its group goes";
    r.heads = 3;
    EXPECT_EQ(shape::plan(t, r).layers[0].heads, (List{3, 4, 5})) << "the group of the locked head cannot go";
    r.remove = {{0, 5}};
    r.heads = 2;
    EXPECT_EQ(shape::plan(t, r).layers[0].heads, (List{1, 5}));
    r.remove = {{0, 0}};
    try {
        shape::plan(t, r);
        FAIL() << "a head both locked and forced";
    } catch (const base::Failure& failure) {
        EXPECT_EQ(failure.error().key, "locks");
    }
    r.keep = {{0, 6}};
    EXPECT_THROW(shape::plan(t, r), base::Failure) << "there is no such head";
}

TEST(PrunePlan, TheFloorHolds) {
    auto r = remove(8);
    r.floor = 2;
    const auto t = table({{1, 1, 1, 1}, {9, 9, 9, 9}}, 4);
    const auto plan = shape::plan(t, r);
    EXPECT_EQ(plan.layers[0].heads.size(), 2u);
    EXPECT_EQ(plan.layers[1].heads.size(), 2u);
    r.floor = 0;
    r.heads = 4;
    const auto all = shape::plan(t, r);
    EXPECT_EQ(all.layers[0].heads, (List{0, 1, 2, 3}));
    const auto after = shape::prunedConfig(formats::parseConfig(t.config, "test"), all);
    EXPECT_FALSE(after.layers[0].hasAttention);
    EXPECT_EQ(after.layers[1].heads, 4);
}

// Layer 1 is a thousand times more sensitive in absolute numbers; divided by the norms (√2 and √(1+9)·1000) its first head is cheaper.
TEST(PrunePlan, NormalisingComparesLayersByShare) {
    const auto t = table({{1, 1}, {1000, 3000}}, 2);
    auto r = remove(1);
    EXPECT_EQ(shape::plan(t, r).layers[0].heads, (List{0}));
    r.normalise = true;
    EXPECT_EQ(shape::plan(t, r).layers[1].heads, (List{0}));
}

TEST(PrunePlan, GlobalIsTheExactOptimum) {
    // Against every subset that leaves equal groups, by brute force.
    const auto t = table({{3, 7, 1, 9}, {2, 2, 8, 1}, {4, 6, 5, 3}}, 2);
    for (std::int64_t wanted : {2, 4, 6}) {
        double least = 1e9;
        for (unsigned bits = 0; bits < (1u << 12); ++bits) {
            double sum = 0;
            std::int64_t count = 0;
            bool legal = true;
            for (int l = 0; l < 3; ++l) {
                int left[2] = {0, 0};
                for (int h = 0; h < 4; ++h)
                    if (bits >> (4 * l + h) & 1)
                        sum += t.layers[std::size_t(l)].head[std::size_t(h)], ++count;
                    else
                        ++left[h / 2];
                legal &= (left[0] == left[1] || left[0] == 0 || left[1] == 0) && left[0] + left[1] > 0;
            }
            if (legal && count == wanted)
                least = std::min(least, sum);
        }
        const auto plan = shape::plan(t, remove(wanted));
        EXPECT_EQ(plan.headsRemoved, wanted);
        EXPECT_DOUBLE_EQ(plan.importance, least) << wanted;
    }
}

TEST(PrunePlan, ChannelsLeaveWidthsThatKernelsLike) {
    std::vector<double> rising(16), flat(16, 100);
    for (std::size_t i = 0; i < 16; ++i)
        rising[i] = double(16 - i);
    const auto t = table({{1, 1}, {1, 1}}, 2, {rising, flat});
    auto r = remove(0, "uniform");
    r.ffn = 0.4;
    const auto even = shape::plan(t, r);
    EXPECT_EQ(even.layers[0].channels, (List{8, 9, 10, 11, 12, 13, 14, 15})) << "9.6 are left of 16: the multiple of 8 is 8";
    r.mode = "global";
    r.ffn = 0.25;
    const auto global = shape::plan(t, r);
    EXPECT_EQ(global.layers[0].channels.size(), 8u);
    EXPECT_TRUE(global.layers[1].channels.empty());
    auto none = t;
    none.layers[0].channel.clear();
    EXPECT_THROW(shape::plan(none, r), base::Failure);
}

// Layer: q 8·H·4, k and v the same with K, o; parameters per head with its own key/value head: 4·8·4 = 128.
TEST(PrunePredict, CountsWhatIsLeft) {
    auto t = table({{5, 1, 4, 2}, {9, 8, 7, 3}}, 4);
    t.curves["global"] = {{0, 0, 1.0, 0.9}, {2, 0.25, 1.2, 0.8}, {4, 0.5, 2.0, 0.4}};
    t.latency = {{2.0, 1e-3, 0}, {1.0, 5e-4, 0}, "avx2", "f32", 2};
    const auto p = shape::predict(t, shape::plan(t, remove(3)));
    EXPECT_EQ(p.parametersBefore - p.parametersAfter, 3 * 128);
    // Two operations a weight, and at 65 keys 4·4·65 for attention itself.
    EXPECT_DOUBLE_EQ(p.flopsBefore - p.flopsAfter, 3 * (2 * 128.0 + 4 * 4 * 65));
    EXPECT_DOUBLE_EQ(p.decodeMsAfter, 2.0 - 3 * 128 * 1e-3);
    EXPECT_DOUBLE_EQ(p.promptMsAfter, 1.0 - 3 * 128 * 5e-4);
    EXPECT_DOUBLE_EQ(p.lossIncrease, 6);
    ASSERT_TRUE(p.hasCurve);
    EXPECT_DOUBLE_EQ(p.nll, 1.6);
    EXPECT_DOUBLE_EQ(p.accuracy, 0.6);
    EXPECT_FALSE(shape::predict(t, shape::plan(t, remove(5))).hasCurve) << "nothing was measured beyond four";
}

TEST(ImportanceFile, ComesBackAndRefusesWhatDoesNotFit) {
    const tests::TemporaryFolder folder;
    const auto path = (folder.path() / "importance.json").string();
    auto t = table({{5, 1, 4, 2}}, 2);
    t.key = "k";
    t.examples = 7;
    t.curves["uniform"] = {{0, 0, 1.5, -1}};
    t.latency = {{2.0, 1e-3, 1e-4}, {1.0, 5e-4, 0}, "avx2", "f32", 2};
    ASSERT_TRUE(writeHeadImportance(t, path).ok());
    const auto back = readHeadImportance(path);
    ASSERT_TRUE(back.ok()) << back.error().english();
    EXPECT_EQ(back->layers[0].head, t.layers[0].head);
    EXPECT_EQ(back->curves.at("uniform")[0].nll, 1.5);
    EXPECT_EQ(back->latency.decode.perFfnWeight, 1e-4);
    t.layers[0].head.pop_back();
    ASSERT_TRUE(writeHeadImportance(t, path).ok());
    EXPECT_FALSE(readHeadImportance(path).ok());
    std::ofstream(path) << R"({"format":"stillhouse-importance-1","key":3})";
    const auto damaged = readHeadImportance(path);
    ASSERT_FALSE(damaged.ok());
    EXPECT_EQ(damaged.error().where, path);
}

TEST(PruneReport, ComesBack) {
    PruneReport r;
    r.mode = "global";
    r.removed = {{{1, 2}, {1}, {}}, {{}, {}, {4}}};
    r.before = {{4, 2, 16, {}, {}}};
    r.parametersAfter = 12345;
    r.accuracyAfter = 0.875;
    const auto back = parsePruneReport(formatPruneReport(r));
    ASSERT_TRUE(back.ok()) << back.error().english();
    EXPECT_EQ(back->removed[0].heads, (List{1, 2}));
    EXPECT_EQ(back->removed[1].channels, (List{4}));
    EXPECT_EQ(back->parametersAfter, 12345);
    EXPECT_EQ(back->accuracyAfter, 0.875);
    EXPECT_FALSE(parsePruneReport("{}").ok());
}

TEST(HeadList, IsReadAndWritten) {
    const auto heads = parseHeads("2.3, 0.11 ;1.0");
    ASSERT_TRUE(heads.ok());
    EXPECT_EQ(formatHeads(*heads), "2.3,0.11,1.0");
    for (const char* bad : {"2", "2.", "2.x", "a.b", "1.2.3", "1,2"})
        EXPECT_FALSE(parseHeads(bad).ok()) << bad;
}
