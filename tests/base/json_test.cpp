// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include "core/base/failure.h"
#include "core/base/file.h"

#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using stillhouse::base::Failure;
using stillhouse::base::parseJson;

namespace {

std::string failureOf(const std::string& text, std::size_t depth = 64) {
    try {
        parseJson(text, "a.json", depth);
    } catch (const Failure& failure) {
        return failure.error().where + " | " + failure.error().what.english();
    }
    return "accepted";
}

} // namespace

TEST(Json, ReadsEveryKindOfValue) {
    const auto json = parseJson(R"( {"a":[1,-2,2.5,true,null,"x\u00e9"],"b":{"c":{}}} )", "a.json");
    EXPECT_EQ(json.dump(), "{\"a\":[1,-2,2.5,true,null,\"x\xc3\xa9\"],\"b\":{\"c\":{}}}");
}

TEST(Json, NamesFileAndOffsetOfASyntaxError) {
    EXPECT_NE(failureOf("{\"a\":}").find("a.json, byte 6"), std::string::npos) << failureOf("{\"a\":}");
    EXPECT_NE(failureOf("").find("a.json, byte"), std::string::npos);
    EXPECT_NE(failureOf("1 2").find("not valid JSON"), std::string::npos);
    EXPECT_NE(failureOf("\"\xff\"").find("not valid JSON"), std::string::npos);
}

TEST(Json, RefusesDeepNestingWithoutRecursing) {
    EXPECT_EQ(failureOf("[[[1]]]", 3), "accepted");
    EXPECT_NE(failureOf("[[[[1]]]]", 3).find("nest deeper than 3"), std::string::npos);
    EXPECT_NE(failureOf(std::string(2'000'000, '[')).find("nest deeper than 64"), std::string::npos);
}

TEST(Json, RefusesAKeyThatStandsTwice) {
    EXPECT_NE(failureOf(R"({"a":1,"a":2})").find("\"a\" stands twice"), std::string::npos);
}

TEST(File, ReadsWholeFilesUpToTheLimit) {
    const auto path = std::filesystem::temp_directory_path() / "stillhouse_file_test.bin";
    std::ofstream(path, std::ios::binary) << std::string("a\0b", 3);
    EXPECT_EQ(stillhouse::base::readFile(path, 3), std::string("a\0b", 3));
    EXPECT_THROW(stillhouse::base::readFile(path, 2), Failure);
    std::filesystem::remove(path);
    EXPECT_THROW(stillhouse::base::readFile(path, 2), Failure);
    EXPECT_THROW(stillhouse::base::readFile(std::filesystem::temp_directory_path(), 1 << 20), Failure);
}
