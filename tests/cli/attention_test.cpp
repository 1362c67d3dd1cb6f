// SPDX-License-Identifier: GPL-3.0-or-later
// `stillhouse-cli attention` on the bundled sample teacher (5 layers of 5 heads).
#include "tests/cli/cli_support.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>

using namespace stillhouse::tests;

namespace {

const std::string kTeacher = STILLHOUSE_SOURCE_DIR "/resources/sample/teacher";

} // namespace

TEST(Attention, TellsTokensAndMapsThatSumToOne) {
    const TemporaryFolder folder;
    std::ofstream(folder / "task.json")
        << R"({"template":"{prompt}\nRisk:","labels":[{"name":"low","verbalizer":" low"},{"name":"high","verbalizer":" high"}]})";
    const auto result =
        shell("stillhouse-cli attention " + kTeacher + " --prompt 'Payment of 12 EUR' --task task.json --json", folder.path());
    ASSERT_EQ(result.code, 0) << result.error;
    const auto answer = result.json();
    std::string text;
    for (const auto& token : answer.at("tokens"))
        text += token.get<std::string>();
    EXPECT_EQ(text, "Payment of 12 EUR\nRisk:");
    const std::size_t tokens = answer.at("tokens").size();
    EXPECT_EQ(answer.at("shape"), (nlohmann::json{5, 5, tokens, tokens}));
    ASSERT_EQ(answer.at("heads").size(), 25u);
    const auto& head = answer.at("heads").at(24);
    EXPECT_EQ(head.at("layer"), 4);
    EXPECT_EQ(head.at("head"), 4);
    double first = 0;
    for (std::size_t i = 0; i < tokens; ++i) {
        double sum = 0;
        for (std::size_t j = 0; j < tokens; ++j)
            sum += head.at("map").at(i).at(j).get<double>();
        EXPECT_NEAR(sum, 1, 1e-4);
        if (i + 1 < tokens) {
            EXPECT_EQ(head.at("map").at(i).at(i + 1), 0) << "nothing is seen ahead";
        }
        first += head.at("map").at(i).at(0).get<double>() / double(tokens);
    }
    EXPECT_NEAR(head.at("first_share").get<double>(), first, 1e-5);
}

TEST(Attention, OneHeadAsATableAndRefusals) {
    const TemporaryFolder folder;
    const auto one = shell("stillhouse-cli attention " + kTeacher + " --prompt 'Payment of 12 EUR' --layer 2 --head 3", folder.path());
    ASSERT_EQ(one.code, 0) << one.error;
    EXPECT_NE(one.out.find("\n    2     3 "), std::string::npos) << one.out;
    EXPECT_EQ(std::count(one.out.begin(), one.out.end(), '\n'), 3);
    const auto missing = shell("stillhouse-cli attention " + kTeacher + " --prompt x --layer 5", folder.path());
    EXPECT_EQ(missing.code, 1);
    EXPECT_NE(missing.error.find("layer"), std::string::npos) << missing.error;
    EXPECT_EQ(shell("stillhouse-cli attention " + kTeacher, folder.path()).code, 2) << "--prompt is missing";
}
